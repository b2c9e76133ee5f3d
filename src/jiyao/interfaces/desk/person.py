"""A person as a page: who, masked; what is recorded; what stands for them today and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jiyao.engine.shapes import Language
from jiyao.foundation.facts import facts_of
from jiyao.interfaces.desk.pages import row_address
from jiyao.interfaces.ui.determinations.sorting import Section, Titles, conclusions, sections
from jiyao.interfaces.ui.determinations.telling import Line, Told, lines, said
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.tables import Cell, reader_over
from jiyao.policy.queries.people import determinations_of
from jiyao.registry.models import PersonVersion
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.finding import PEOPLE, people_within
from jiyao.registry.queries.labels import masked_people
from jiyao.registry.queries.reaching import rows_in_reach
from jiyao.registry.queries.unmaskings import unmaskings_of
from jiyao.registry.tabling import Column, Table, tables_of_people

ROWS = 50
"""How many rows of a kind stand on the page; the list of the kind has the others."""
OF_A_PERSON: Titles = {
    "due": ("现在可享受", "Entitled now"),
    "to_confirm": ("可享受，待核", "Entitled, to be confirmed"),
    "later": ("到某一天起可享受", "Entitled from a day"),
    "open": ("事实不全，待定", "Open, for want of facts"),
    "unpaid": ("符合条件，暂不能兑现", "Met, but not payable yet"),
    "refused": ("不符合", "Not met"),
}


@dataclass(frozen=True, slots=True)
class Kind:
    """What is recorded of one kind. `has_more`: whether the page leaves some out."""

    table: Table
    heads: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell]]]
    has_more: bool


@dataclass(frozen=True, slots=True)
class Determined:
    """A determination with every condition."""

    told: Told
    lines: Sequence[Line]


def person_page(
    version: PersonVersion, holder: Holder, on: date, at: datetime, language: Language
) -> dict[str, object]:
    """What the page of a person tells to this holder."""
    number, teller = version.record, Teller(the_pack(), language)
    return {
        "number": number,
        "person": masked_people([number])[number],
        "version": version,
        "sex": _sex(version, language),
        "kinds": list(_kinds(number, holder, on, language)),
        "facts": _facts(number, on, at, teller),
        "sections": _sections(number, holder, on, at, teller),
        "unmaskings": unmaskings_of(number, holder.reach("acts", "see"), holder.party),
        "may_unmask": may_unmask(number, holder, on),
    }


def may_unmask(number: int, holder: Holder, on: date) -> bool:
    """Whether this holder may see who the person is."""
    return people_within(holder.reach(PEOPLE, "unmask"), on).filter(record=number).exists()


def _sex(version: PersonVersion, language: Language) -> str:
    words = the_pack().vocabulary.codes["sex"].codes.get(version.sex or "")
    return "" if words is None else words.said(language)


def _kinds(number: int, holder: Holder, on: date, language: Language) -> Iterator[Kind]:
    """What is recorded of the person, kind by kind; a query for each kind, and one for each sort of names."""
    found: list[tuple[Table, list[Column], list[Any]]] = []
    for table in tables_of_people():
        reach = holder.reach(table.name, "see")
        if table.name != PEOPLE and reach:
            rows = rows_in_reach(table, reach, on).filter(**{str(table.person): number})
            listed = list(rows.order_by(f"-{table.key}")[: ROWS + 1])
            columns = [c for c in table.columns.values() if c.name in table.shown and c.type != "person"]
            if listed:
                found.append((table, columns, listed))
    reader = reader_over(the_pack(), language, [(columns, rows) for _, columns, rows in found])
    for table, columns, listed in found:
        heads = [column.words.said(language) for column in columns]
        shown = [(row_address(table, getattr(r, table.key)), reader.cells(r, columns)) for r in listed[:ROWS]]
        yield Kind(table, heads, shown, len(listed) > ROWS)


def _facts(number: int, on: date, at: datetime, teller: Teller) -> list[tuple[str, str]]:
    """The facts of the person of today, those that are known first."""
    vocabulary = teller.pack.vocabulary
    facts = facts_of("person", number, on=on, known_at=at, vocabulary=vocabulary) or {}
    speaker = teller.speaker()
    known = [
        (speaker.fact(name), said(name, value, teller)) for name, value in facts.items() if value is not None
    ]
    return known + [(speaker.fact(name), "") for name, value in facts.items() if value is None]


def _sections(
    number: int, holder: Holder, on: date, at: datetime, teller: Teller
) -> list[tuple[Section, list[Determined]]] | None:
    """What is determined for the person, by what it comes to; None where this holder may not see that."""
    reach = holder.reach("determinations", "see")
    if not people_within(reach, on).filter(record=number).exists():
        return None
    found = determinations_of(assessor(), number, on=on, known_at=at)
    by_place: Mapping[tuple[str, str], Any] = {(one.case.id, one.measure.id): one for one in found}
    return [
        (section, [Determined(t, lines(by_place[t.row, t.measure.id], teller)) for t in section.told])
        for section in sections(conclusions(found, teller), teller, OF_A_PERSON)
    ]
