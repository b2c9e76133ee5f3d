"""The columns of a roster: who, about what, and every fact that a measure of an employer or its people reads."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import FactDefinition, Vocabulary
from jiyao.registry.imports.checking.codes import Codes, codes_of

SUBJECTS = ("certificate", "enrolment", "apprenticeship")
"""What a row may be about, beside the person. Contests, nominations and projects come from those who hold them."""
PAYEES = ("employer", "person")
"""Whose money a roster counts: the employer's own, and its people's. Training bodies bring their own lists."""
PERSON, ABOUT = "person", "about"
TRUTHS = Words(zh="是 或 否", en="Yes or No")
_PERSON = Words(zh="人员编号", en="Person number")
_ABOUT = Words(zh="本行内容", en="This row is about")
_PERSON_ALIASES = ("工号", "编号", "staff number", "id")
_ABOUT_ALIASES = ("类别", "kind")


@dataclass(frozen=True, slots=True)
class Column:
    """One column. `of`: the subjects whose rows may fill it; `fact` is None for who and about what."""

    name: str
    words: Words
    of: tuple[str, ...]
    fact: FactDefinition | None = None
    codes: Codes | None = None
    aliases: tuple[str, ...] = ()

    @property
    def is_required(self) -> bool:
        """Whether each row must fill it."""
        return self.fact is None

    @property
    def headings(self) -> set[str]:
        """All that it may be called, bare."""
        return {bare(text) for text in (self.words.zh, self.words.en, self.name, *self.aliases)}


@dataclass(frozen=True, slots=True)
class Roster:
    """What a roster may say, and the measures that it is held against. `root`: the subject that rows belong to."""

    vocabulary: Vocabulary
    root: str
    measures: tuple[Measure, ...]
    columns: tuple[Column, ...]
    by_heading: dict[str, Column] = field(repr=False)

    def knows(self, heading: str) -> bool:
        """Whether it has a column that may be called so."""
        return bare(heading) in self.by_heading

    def column(self, heading: str) -> Column:
        """The column that is called so; the heading is known."""
        return self.by_heading[bare(heading)]


def roster_of(pack: Pack) -> Roster:
    """The roster of a pack."""
    vocabulary = pack.vocabulary
    root = next(iter(vocabulary.subjects))
    subjects = (root, *(name for name in SUBJECTS if name in vocabulary.subjects))
    measures = tuple(m for m in pack.measures.values() if _is_wanted(m, subjects))
    about = codes_of(_ABOUT, {name: vocabulary.subjects[name].words for name in subjects}, {})
    columns = [
        Column(PERSON, _PERSON, subjects, aliases=_PERSON_ALIASES),
        Column(ABOUT, _ABOUT, subjects, codes=about, aliases=_ABOUT_ALIASES),
        *_of_facts(vocabulary, subjects, {name for measure in measures for name in measure.facts_read()}),
    ]
    found = {heading: column for column in columns for heading in column.headings}
    return Roster(vocabulary, root, measures, tuple(columns), found)


def bare(heading: str) -> str:
    """A heading without what people put around it: spaces, stars, full-width brackets."""
    plain = "".join(heading.split()).strip("*＊").lower()
    return plain.replace("（", "(").replace("）", ")")


def _is_wanted(measure: Measure, subjects: tuple[str, ...]) -> bool:
    return measure.subject in subjects and measure.pays in PAYEES and measure.gives_kind == "amount"


def _of_facts(vocabulary: Vocabulary, subjects: tuple[str, ...], wanted: set[str]) -> Iterator[Column]:
    for name, fact in vocabulary.facts.items():
        of = tuple(subject for subject in subjects if subject in fact.of)
        if name in wanted and of:
            yield Column(name, fact.words, of, fact, _codes(vocabulary, fact), fact.aliases)


def _codes(vocabulary: Vocabulary, fact: FactDefinition) -> Codes | None:
    if fact.type.kind is not Kind.CODE:
        return None
    listed = vocabulary.codes[str(fact.type.codes)]
    return codes_of(listed.words, listed.codes, {})
