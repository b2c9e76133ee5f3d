"""Recoveries as pages: what is owed back by county, overdue first, and one with its plan and what came."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import reverse

from jiyao.base.errors import Invalid
from jiyao.casework.actions.planning import MOST, monthly_plan
from jiyao.casework.queries.recoveries import Due, Owed, Recovery, instalments_of, owed_in
from jiyao.engine.shapes import Language, Words
from jiyao.funds.models import Transfer, TransferKind
from jiyao.interfaces.ui.forms import Field
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.models import Division
from jiyao.registry.permitting import Reach
from jiyao.registry.queries.labels import masked_people, shown_in


class BadInstalments(Invalid):
    """The number of instalments or the first day is none. `field`: which."""

    def __init__(self, field: str, message: str, *, zh: str) -> None:
        super().__init__(message, zh=zh)
        self.field = field


@dataclass(frozen=True, slots=True)
class Line:
    """A recovery in a list.

    address    of its page
    next_due   the next instalment with what is missing of it
    """

    owed: Owed
    title: Words
    person: str
    recovery: Recovery
    overdue_fen: int
    next_due: Due | None
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """A place with its recoveries and their sums."""

    name: str
    lines: Sequence[Line]
    owed_fen: int
    recovered_fen: int
    left_fen: int
    overdue_fen: int


def recoveries_page(reach: Reach, on: date, language: Language, *, overdue: bool) -> dict[str, object]:
    """What is left to come back, by place; only what is overdue, where that is asked for."""
    lines = [line for line in _lines(owed_in(reach, on), on) if line.recovery.left_fen]
    wanted = [line for line in lines if line.overdue_fen or not overdue]
    shown = sorted(wanted, key=_place_of)
    names = Division.objects.in_bulk({line.owed.case.division for line in shown} - {None})
    by_place = groupby(shown, key=_place_of)
    return {
        "places": [_place(_name(names, code, language), list(found)) for code, found in by_place],
        "overdue_only": overdue,
        "overdue_count": sum(line.overdue_fen > 0 for line in lines),
    }


def recovery_page(owed: Owed, on: date) -> dict[str, object]:
    """What the page of one recovery tells."""
    [line] = _lines([owed], on)
    subject = owed.claim.party
    waiting = owed.waiting
    return {
        "line": line,
        "claim": owed.claim,
        "address": line.address,
        "change_address": f"{line.address}change/",
        "reversing": None if owed.is_advance else owed.case,
        "plan": list(_told(line.recovery, on)),
        "waiting": waiting,
        "waiting_plan": () if waiting is None else instalments_of(waiting),
        "receipts": Transfer.objects.filter(subject=subject, kind=TransferKind.RECOVER).order_by("pk"),
    }


def overdue_count(reach: Reach, on: date) -> int:
    """How many recoveries in reach are overdue."""
    return sum(one.recovery.overdue_fen(on) > 0 for one in owed_in(reach, on))


def plan_fields(on: date) -> list[Field]:
    """The form of a plan."""
    return [
        Field(
            name="count",
            label=Words(zh="分几期（每月一期）", en="Instalments, one a month"),
            kind="number",
            is_required=True,
        ),
        Field(
            name="first",
            label=Words(zh="第一期应还日期", en="First day"),
            kind="day",
            value=on.isoformat(),
            is_required=True,
        ),
    ]


def plan_in(given: Mapping[str, str], left_fen: int) -> list[Due]:
    """The plan that was filled in. raises BadInstalments, BadPlan"""
    count, first = given.get("count", "").strip(), given.get("first", "").strip()
    if not count.isascii() or not count.isdecimal() or len(count) > len(str(MOST)):
        raise BadInstalments("count", f"write a number from 1 to {MOST}", zh=f"请填 1 至 {MOST} 的数")
    try:
        first_on = date.fromisoformat(first)
    except ValueError:
        raise BadInstalments(
            "first", "write a day such as 2025-06-30", zh="请填日期，如 2025-06-30"
        ) from None
    return monthly_plan(left_fen, int(count), first_on)


def _lines(found: Iterable[Owed], on: date) -> list[Line]:
    listed = list(found)
    people = masked_people(one.claim.person_id for one in listed if one.claim.person_id)
    return [_line(one, shown_in(people, one.claim.person_id), on) for one in listed]


def _line(one: Owed, person: str, on: date) -> Line:
    return Line(
        owed=one,
        title=the_pack().title_of(one.claim.measure),
        person=person,
        recovery=one.recovery,
        overdue_fen=one.recovery.overdue_fen(on),
        next_due=one.recovery.next_due(),
        address=address_of(one),
    )


def address_of(one: Owed) -> str:
    """The address of its page: by the number of the branch, or of the case whose advance it is."""
    name = "desk-advance" if one.is_advance else "desk-recovery"
    return reverse(name, args=[one.claim.pk if one.is_advance else one.of.pk])


def _place_of(line: Line) -> str:
    return line.owed.case.division or ""


def _told(recovery: Recovery, on: date) -> Iterable[tuple[Due, int, bool]]:
    """Each instalment with what came of it, and whether its day is over without the whole."""
    left = recovery.recovered_fen - recovery.before_fen
    for one in recovery.plan:
        came = min(max(left, 0), one.amount_fen)
        left -= one.amount_fen
        yield one, came, one.on < on and came < one.amount_fen


def _place(name: str, lines: Sequence[Line]) -> Place:
    return Place(
        name=name,
        lines=sorted(lines, key=lambda line: (-line.overdue_fen, line.address)),
        owed_fen=sum(line.recovery.owed_fen for line in lines),
        recovered_fen=sum(line.recovery.recovered_fen for line in lines),
        left_fen=sum(line.recovery.left_fen for line in lines),
        overdue_fen=sum(line.overdue_fen for line in lines),
    )


def _name(names: Mapping[str, Division], code: str, language: Language) -> str:
    found = names.get(code)
    return code if found is None else found.zh if language == "zh" else found.en
