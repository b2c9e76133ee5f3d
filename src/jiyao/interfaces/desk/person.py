"""A person as a page: who, masked; what is recorded; what stands for them on the day that is asked for, and why."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiyao.engine.shapes import Language
from jiyao.foundation.facts import facts_of
from jiyao.interfaces.desk.pages import row_address
from jiyao.interfaces.ui.clocks import NOTHING_ASKED, clocks, is_past
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.determinations.sorting import Section, Titles, conclusions, sections
from jiyao.interfaces.ui.determinations.telling import Line, Told, lines, said
from jiyao.interfaces.ui.pack import assessor, the_pack
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.tables import Cell, reader_over
from jiyao.policy.queries.people import NobodyKnown, determinations_of
from jiyao.registry.models import PersonVersion
from jiyao.registry.permitting import Holder, Reach
from jiyao.registry.queries.finding import PEOPLE, people_within
from jiyao.registry.queries.labels import masked_people
from jiyao.registry.queries.reaching import as_told, rows_in_reach, rows_known
from jiyao.registry.queries.unmaskings import unmaskings_of
from jiyao.registry.tabling import TABLES, Column, Table, tables_of_people

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

THEN: Titles = {**OF_A_PERSON, "due": ("当日可享受", "Entitled on that day")}


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


def person_page(number: int, holder: Holder, language: Language) -> dict[str, object]:
    """What the page of a person tells to this holder, for the day and as known then. raises NobodyKnown"""
    teller, known = Teller(the_pack(), language), version_then(number)
    looked = () if is_past() else unmaskings_of(number, holder.reach("acts", "see"), holder.party)
    return {
        "number": number,
        "person": masked_people([number])[number],
        "version": known,
        "sex": _sex(known, language),
        "kinds": list(_kinds(number, holder, language)),
        "facts": _facts(number, teller),
        "sections": _sections(number, holder, teller),
        "unmaskings": looked,
        "may_unmask": not is_past() and may_unmask(number, holder, today()),
        "day": clocks().day,
    }


def version_then(number: int) -> PersonVersion:
    """The person as known then. raises NobodyKnown"""
    found = TABLES[PEOPLE].known(clocks().moment).filter(record=number).first()
    if found is None:
        raise NobodyKnown(
            f"nobody was known under the number {number} on {clocks().known}",
            zh=f"{clocks().known} 时还没有编号 {number} 的人员",
        )
    version: PersonVersion = found
    return version


def may_unmask(number: int, holder: Holder, on: date) -> bool:
    """Whether this holder may see who the person is."""
    return people_within(holder.reach(PEOPLE, "unmask"), on).filter(record=number).exists()


def _sex(version: PersonVersion, language: Language) -> str:
    words = the_pack().vocabulary.codes["sex"].codes.get(version.sex or "")
    return "" if words is None else words.said(language)


def _kinds(number: int, holder: Holder, language: Language) -> Iterator[Kind]:
    """What is recorded of the person, kind by kind; a query for each kind, and one for each sort of names."""
    found: list[tuple[Table, list[Column], list[Any]]] = []
    for table in tables_of_people():
        reach = holder.reach(table.name, "see")
        if table.name != PEOPLE and reach:
            listed = _rows(table, reach, number)
            columns = [c for c in table.columns.values() if c.name in table.shown and c.type != "person"]
            if listed:
                found.append((table, columns, listed))
    reader = reader_over(the_pack(), language, [(columns, rows) for _, columns, rows in found])
    for table, columns, listed in found:
        heads = [column.words.said(language) for column in columns]
        shown = [(row_address(table, getattr(r, table.key)), reader.cells(r, columns)) for r in listed[:ROWS]]
        yield Kind(table, heads, shown, len(listed) > ROWS)


def _rows(table: Table, reach: Reach, number: int) -> list[Any]:
    """The first rows of the person, as they stand or as they were known then; who may see them is asked today."""
    at = clocks().moment
    rows = rows_known(table, reach, today(), at) if is_past() else rows_in_reach(table, reach, today())
    own = rows.filter(**{str(table.person): number}).order_by(f"-{table.key}")[: ROWS + 1]
    return as_told(table, own, at) if is_past() else list(own)


def _facts(number: int, teller: Teller) -> list[tuple[str, str]]:
    """The facts of the person of the day, those that are known first."""
    vocabulary, asked = teller.pack.vocabulary, clocks()
    facts = facts_of("person", number, on=asked.day, known_at=asked.moment, vocabulary=vocabulary) or {}
    speaker = teller.speaker()
    known = [
        (speaker.fact(name), said(name, value, teller)) for name, value in facts.items() if value is not None
    ]
    return known + [(speaker.fact(name), "") for name, value in facts.items() if value is None]


def _sections(number: int, holder: Holder, teller: Teller) -> list[tuple[Section, list[Determined]]] | None:
    """What is determined for the person, by what it comes to; None where this holder may not see that."""
    reach = holder.reach("determinations", "see")
    if not people_within(reach, today()).filter(record=number).exists():
        return None
    found = determinations_of(assessor(), number, on=clocks().day, known_at=clocks().moment)
    titles = OF_A_PERSON if clocks() == NOTHING_ASKED else THEN
    by_place: Mapping[tuple[str, str], Any] = {(one.case.id, one.measure.id): one for one in found}
    return [
        (section, [Determined(t, lines(by_place[t.row, t.measure.id], teller)) for t in section.told])
        for section in sections(conclusions(found, teller), teller, titles)
    ]
