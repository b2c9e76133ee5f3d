"""Evaluation bodies in words: what each may evaluate, how it stands, what it files."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from jiyao.casework.models import Filing
from jiyao.engine.shapes import Words
from jiyao.evaluation.queries.abilities import item_names
from jiyao.evaluation.queries.directory import BodyEntry, BodyStanding
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.forms import Choice
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.registry.models import Division, DivisionLevel
from jiyao.registry.queries.labels import occupation_names

NO_WORK_TYPE = "none"
STANDINGS: Mapping[BodyStanding, tuple[Words, str]] = {
    BodyStanding.LISTED: (Words(zh="在目录中", en="listed"), "yes"),
    BodyStanding.SUSPENDED: (Words(zh="暂停", en="suspended"), "ask"),
    BodyStanding.LEFT: (Words(zh="已退出", en="left"), "none"),
}
"""Each standing in words, and the mark that it wears."""


class Scoped(Protocol):
    """What names a scope: a record of one, or a line of a filing."""

    occupation: str
    work_type: str
    level: str
    division: str
    standard_edition: str
    ability_item: str


@dataclass(frozen=True, slots=True)
class ScopeTold:
    """A scope in words. `ends`: whether a filing asks that it ends."""

    what: str
    code: str
    level: str
    place: str
    edition: str
    starts_on: date | None = None
    ends_on: date | None = None
    record: int | None = None
    ends: bool = False


@dataclass(frozen=True, slots=True)
class EntryTold:
    """A body in words."""

    entry: BodyEntry
    kind: str
    place: str
    standing: Words
    mark: str


@dataclass(frozen=True, slots=True)
class FilingTold:
    """What a filing asks, in words."""

    filing: Filing
    kind: str
    place: str
    reason: str
    scopes: Sequence[ScopeTold]


def teller() -> Teller:
    """Who tells in the language of the page."""
    return Teller(the_pack(), language_of_page())


def code_word(name: str, code: str) -> str:
    """What a code of the pack is called; the code itself where the pack does not know it."""
    words = the_pack().vocabulary.codes[name].codes.get(code)
    return code if words is None else teller().words(words)


def scopes_told(scopes: Iterable[Scoped]) -> list[ScopeTold]:
    """Scopes in words, with one query for the occupations."""
    listed = list(scopes)
    names, speaks = occupation_names({one.occupation for one in listed}), teller()
    items = item_names({one.ability_item for one in listed})
    return [
        ScopeTold(
            what=_what(one, names, items),
            code=one.occupation,
            level=code_word("level", one.level),
            place=place_name(speaks, one.division),
            edition=code_word("standard_edition", one.standard_edition),
            starts_on=getattr(one, "starts_on", None),
            ends_on=getattr(one, "ends_on", None),
            record=getattr(one, "record", None),
            ends=getattr(one, "ends_record", None) is not None,
        )
        for one in listed
    ]


def _what(one: Scoped, names: Mapping[str, str], items: Mapping[str, str]) -> str:
    name = names.get(one.occupation, one.occupation)
    item = items.get(one.ability_item, one.ability_item)
    more = item or ("" if one.work_type == NO_WORK_TYPE else one.work_type)
    return f"{name}（{more}）" if more else name


def entries_told(entries: Iterable[BodyEntry]) -> list[EntryTold]:
    """Bodies in words."""
    speaks = teller()
    return [
        EntryTold(
            one,
            code_word("body_kind", one.listing.body_kind),
            place_name(speaks, one.listing.division),
            *STANDINGS[one.standing],
        )
        for one in entries
    ]


def filing_told(filing: Filing) -> FilingTold:
    """A filing in words."""
    reason = filing.suspension_reason
    return FilingTold(
        filing,
        code_word("body_kind", filing.body_kind),
        place_name(teller(), filing.division),
        code_word("suspension_reason", reason) if reason else "",
        scopes_told(filing.scopes.order_by("pk")),
    )


def choices_of(name: str, *, empty: Words | None = None) -> list[Choice]:
    """The codes of a list of the pack, to choose from."""
    first = [] if empty is None else [Choice(value="", words=empty)]
    codes = the_pack().vocabulary.codes[name].codes
    return [*first, *(Choice(value=code, words=words) for code, words in codes.items())]


def place_choices(*, empty: Words | None = None) -> list[Choice]:
    """The province and its prefectures, to choose from."""
    first = [] if empty is None else [Choice(value="", words=empty)]
    rows = Division.objects.exclude(level=DivisionLevel.COUNTY).order_by("code")
    return [*first, *(Choice(value=one.code, words=Words(zh=one.zh, en=one.en)) for one in rows)]
