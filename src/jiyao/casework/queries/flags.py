"""Flags that stop a case: those of its record that nobody has cleared."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import QuerySet

from jiyao.base.slices import slices
from jiyao.casework.models import STOPPING, Case, Flag, FlagAnswer, FlagRun
from jiyao.casework.models.case import CASE
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.actions.texts import text_left
from jiyao.foundation.fact_sources import table_of_subject
from jiyao.foundation.facts import NoFacts
from jiyao.funds.models import OrderState, PaymentOrder
from jiyao.registry.tabling import TABLES

AT_ONCE = 5_000


def open_flags(subject: str, record: int) -> QuerySet[Flag]:
    """The flags on the record of a subject that stop what is given for it, the first found first."""
    return Flag.objects.filter(table=table_of(subject), record=record, state__in=STOPPING).order_by("pk")


def open_flags_of(person: int) -> QuerySet[Flag]:
    """The flags on whatever record of a person that nobody has cleared."""
    return Flag.objects.filter(person=person, state__in=STOPPING).order_by("pk")


def flagged_orders(line: int) -> set[int]:
    """The payment orders of a line that wait while what their case rests on is doubted; they ride in no batch."""
    return flagged_among(PaymentOrder.objects.filter(line=line, state=OrderState.READY))


def flagged_among(orders: QuerySet[PaymentOrder]) -> set[int]:
    """The numbers of those orders whose case rests on something that is doubted."""
    doubted = set(Flag.objects.filter(state__in=STOPPING).values_list("table", "record"))
    if not doubted:
        return set()
    cases = _cases_of(orders)
    rests_on = {
        number: (table_of(subject), record)
        for number, subject, record in _told(cases.values(), "pk", "subject", "subject_record")
    }
    return {order for order, number in cases.items() if rests_on.get(number) in doubted}


def people_of(orders: QuerySet[PaymentOrder]) -> frozenset[int] | None:
    """The people whose records the cases of these orders rest on; None where one rests on nobody's."""
    found = {person for (person,) in _told(_cases_of(orders).values(), "person")}
    return None if None in found else frozenset(found)


def looked_at_everybody(pack: Pack, on: date) -> bool:
    """Whether flags were looked for in all records on that day, by these rules."""
    return FlagRun.objects.filter(run_on=on, pack_hash=pack.hash, people=None).exists()


def _cases_of(orders: QuerySet[PaymentOrder]) -> dict[int, int]:
    """By order, the number of its case; what is paid for no case is not among them."""
    subjects = orders.filter(commitment__subject__startswith=CASE).values_list("pk", "commitment__subject")
    return {order: int(subject.removeprefix(CASE)) for order, subject in subjects}


def _told(numbers: Iterable[int], *columns: str) -> Iterator[tuple[Any, ...]]:
    for some in slices(sorted(set(numbers)), AT_ONCE):
        yield from Case.objects.filter(pk__in=some).values_list(*columns)


def raised_by(flag: Flag) -> Sequence[int]:
    """The accounts that raised a claim for the record that is doubted."""
    cases = Case.objects.filter(subject_record=flag.record, opened_by__isnull=False)
    return [case.opened_by_id for case in cases if table_of(case.subject) == flag.table and case.opened_by_id]


def reason_of(flag: Flag) -> str:
    """Why it was confirmed or cleared; nothing where nobody did, or the person was anonymised."""
    return text_left(flag.person_id, "reason_sealed", flag.reason_sealed)


def answers_to(flag: Flag) -> Sequence[tuple[FlagAnswer, str]]:
    """What its organisation said, the first first; no words where the person was anonymised."""
    return [
        (one, text_left(flag.person_id, "text_sealed", one.text_sealed))
        for one in flag.answers.select_related("answered_by").order_by("pk")
    ]


def table_of(subject: str) -> str:
    """The table specification whose records are a subject; the subject itself where it is the name of a table."""
    if subject in TABLES:
        return subject
    try:
        model = table_of_subject(subject)
    except NoFacts:
        return subject
    return next((t.name for t in TABLES.values() if t.model._meta.db_table == model), subject)
