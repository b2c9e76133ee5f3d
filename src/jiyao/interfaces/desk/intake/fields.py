"""The form of a document that is being entered: what it is called, whose it is, from when it holds."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from jiyao.engine.packs.gaps import prefectures
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.intake import words as w
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.library.words import KINDS, LEVELS
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.policy_words import STAGES
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.intake.matching import matches
from jiyao.registry.permitting import Reach

Given = Mapping[str, str | list[str]]
SEVERAL = ("stages", "implements")
"""Fields of which several answers may be chosen."""
REPEALS = 3
"""How many repeals a form asks for."""


@dataclass(frozen=True, slots=True)
class Described:
    """The fields of a form, in groups. `repeals`: pairs of document and clause."""

    which: Field
    fields: tuple[Field, ...]
    days: tuple[Field, ...]
    stages: Sequence[tuple[str, str, bool]]
    implements: Sequence[tuple[str, str, bool]]
    repeals: tuple[tuple[Field, Field], ...]
    public: bool


def one(given: Given, name: str) -> str:
    """What was given in a field of one answer."""
    found = given.get(name, "")
    return found.strip() if isinstance(found, str) else ""


def several(given: Given, name: str) -> list[str]:
    """What was given in a field of several answers."""
    found = given.get(name, [])
    return found if isinstance(found, list) else [found]


def described_fields(teller: Teller, given: Given, reach: Reach, wrong: Mapping[str, str]) -> Described:
    """The fields with what was given in them, and what is wrong with it."""
    titles = sorted((teller.document_title(id_), id_) for id_ in teller.pack.documents)
    stages, chosen = several(given, "stages"), several(given, "implements")

    def filled(name: str, zh: str, en: str, **more: object) -> Field:
        label = Words(zh=zh, en=en)
        return Field(name=name, label=label, value=one(given, name), error=wrong.get(name, ""), **more)  # type: ignore[arg-type]

    return Described(
        which=_which(teller, given, wrong),
        fields=(
            filled("title", "文件名称", "Title"),
            filled("title_en", "英文名称（可不填）", "Title in English (may be left out)"),
            filled("number", "文号", "Number"),
            filled("issuers", "发文机关（几个机关用顿号隔开）", "Issuers (with 、 between them)"),
            filled("kind", "文种", "Kind", kind="choice", choices=_pairs(KINDS, "policy")),
            filled("level", "层级", "Level", kind="choice", choices=_pairs(LEVELS, "")),
            filled("division", "哪里的文件", "Whose document", kind="choice", choices=tuple(_places(teller, reach))),
            filled("held", "上传的是", "The file holds", kind="choice", choices=_choices(w.HELD)),
        ),
        days=(
            filled("issued_on", "发文日期", "Issued on", kind="day"),
            filled("effective_from", "施行日期（可不填）", "Holds from (may be left out)", kind="day"),
            filled("effective_to", "有效期至（可不填）", "Holds to (may be left out)", kind="day"),
        ),
        stages=[(id_, name, id_ in stages) for id_, name in STAGES[teller.language].items()],
        implements=[(id_, _named(teller.pack, id_, title), id_ in chosen) for title, id_ in titles],
        repeals=tuple(_repeals(teller, given, titles, wrong)),
        public=bool(one(given, "public")),
    )  # fmt: skip


def _which(teller: Teller, given: Given, wrong: Mapping[str, str]) -> Field:
    """Which document of the pack it is; of those without words that have its number, or a title much the same."""
    choices = [Choice(value="", words=w.NEW_DOCUMENT)]
    for match in matches(teller.pack, one(given, "title"), one(given, "number")):
        title = _named(teller.pack, match.id, teller.document_title(match.id))
        hint = w.BY_NUMBER if match.by_number else w.BY_TITLE
        choices.append(Choice(value=match.id, words=_same(title), hint=hint))
    chosen = one(given, "document")
    if chosen and chosen in teller.pack.documents and chosen not in {choice.value for choice in choices}:
        choices.append(Choice(value=chosen, words=_same(teller.document_title(chosen))))
    label = Words(
        zh="库中已列名、尚无正文的文件，是不是这一份？",
        en="Is it one that the library names without its text?",
    )
    return Field(
        name="document",
        label=label,
        kind="one_of",
        value=chosen,
        choices=tuple(choices),
        error=wrong.get("document", ""),
    )


def _repeals(
    teller: Teller, given: Given, titles: Sequence[tuple[str, str]], wrong: Mapping[str, str]
) -> Iterator[tuple[Field, Field]]:
    nothing = Choice(value="", words=w.NO_DOCUMENT)
    known = tuple(Choice(value=id_, words=_same(_named(teller.pack, id_, title))) for title, id_ in titles)
    for number in range(REPEALS):
        name, clause = f"repeals-{number}", f"repeals-clause-{number}"
        yield (
            Field(
                name=name,
                label=Words(zh=f"废止的文件 {number + 1}", en=f"Repeals, {number + 1}"),
                kind="choice",
                value=one(given, name),
                choices=(nothing, *known),
                error=wrong.get(name, ""),
            ),
            Field(
                name=clause,
                label=Words(
                    zh=f"其中的条款 {number + 1}（整份不填）", en=f"Clause of it, {number + 1} (empty: all)"
                ),
                value=one(given, clause),
                error=wrong.get(clause, ""),
            ),
        )


def _places(teller: Teller, reach: Reach) -> Iterator[Choice]:
    """Whose document it may be, for whoever asks."""
    if reach.everything:
        yield Choice(value="", words=w.PROVINCE)
    for code in prefectures(teller.pack):
        if reach.everything or code in reach.divisions:
            yield Choice(value=code, words=_same(place_name(teller, code)))


def _named(pack: Pack, id_: str, title: str) -> str:
    return f"{title} {pack.documents[id_].get('number') or ''}".strip()


def _pairs(pairs: Mapping[str, tuple[str, str]], first: str) -> tuple[Choice, ...]:
    ids = sorted(pairs, key=lambda id_: id_ != first) if first else list(pairs)
    return tuple(Choice(value=id_, words=Words(zh=pairs[id_][0], en=pairs[id_][1])) for id_ in ids)


def _choices(words: Mapping[str, Words]) -> tuple[Choice, ...]:
    return tuple(Choice(value=id_, words=pair) for id_, pair in words.items())


def _same(text: str) -> Words:
    return Words(zh=text, en=text)
