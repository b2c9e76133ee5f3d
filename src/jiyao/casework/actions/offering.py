"""推送: what a run found due is offered to whom it is due; an offer that is true no longer lapses.

What somebody took back or an office refused is not offered again; it can still be claimed.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import TypeVar

from django.db import IntegrityError, transaction
from django.db.models import Q

from jiyao.base.errors import Conflict
from jiyao.casework.hand import Hand
from jiyao.casework.kinds import PERSON_CLAIM
from jiyao.casework.life import STEPS
from jiyao.casework.models import Case, CaseState, CaseStep, Channel
from jiyao.casework.models.case import FINISHED
from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.due import Due, due_in
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.foundation.facts import PERSON
from jiyao.policy.models import Grant, Run
from jiyao.policy.queries.waiting import RunFolder

T = TypeVar("T")
AT_ONCE = 5_000
"""Cases in one transaction, under one act."""
TRIES = 3
"""How often a slice is tried, where somebody claims the same at that moment."""
PERSONS = "person"
"""How a measure says that it pays the person."""


class OtherRules(Conflict):
    """The run was made by another version of the rules."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What became of the offers of a measure. `standing`: those made before that are still true."""

    measure: str
    made: int
    fen: int
    lapsed: int
    standing: int


def offer_due(last: RunFolder, pack: Pack, hand: Hand) -> list[Offers]:
    """Offers what a run found due, measure by measure. Called again with the same run, it changes nothing.

    Each slice is a transaction of its own: what a killed call left out, the next one offers.

    raises   OtherRules
    """
    if last.run.pack_hash != pack.hash:
        raise OtherRules("the run was made by another version of the rules; run again")
    found = [_offer(one, last, pack, hand) for one in pack.measures.values() if _is_offered(one, pack)]
    return [*found, *_lapse_dropped({one.measure for one in found}, last.run, hand)]


def _is_offered(measure: Measure, pack: Pack) -> bool:
    return measure.pays == PERSONS and pack.vocabulary.owner(measure.subject) == PERSON


def _offer(measure: Measure, last: RunFolder, pack: Pack, hand: Hand) -> Offers:
    due = {one.record: one for one in due_in(pack, measure, last.facts, last.outcomes)}
    before = dict(_standing(Q(measure=measure.id, subject=measure.subject)))
    over = [number for number, said in before.items() if not _is_true(said, due)]
    lapsed = _lapse(over, measure.id, last.run, hand)
    made = [case for some in _slices(_fresh(measure, due)) for case in _open(some, measure, last.run, hand)]
    return Offers(
        measure.id, len(made), sum(one.amount_fen or 0 for one in made), lapsed, len(before) - len(over)
    )


def _standing(which: Q) -> Iterator[tuple[int, Due]]:
    """Offers that stand: their numbers and what each says."""
    for case in Case.objects.filter(which, state=CaseState.OFFERED).iterator():
        yield case.pk, Due(case.subject_record, case.person_id or 0, case.amount_fen, case.division)


def _is_true(said: Due, due: Mapping[int, Due]) -> bool:
    return due.get(said.record) == said


def _fresh(measure: Measure, due: Mapping[int, Due]) -> list[Due]:
    """What is due and was neither given nor asked, offered, taken back or refused."""
    handled = _handled(measure) if due else frozenset()
    return [one for record, one in due.items() if record not in handled]


def _handled(measure: Measure) -> frozenset[int]:
    about = Q(measure=measure.id, subject=measure.subject)
    given = Grant.objects.filter(about, reversed_on__isnull=True)
    turned_down = Q(state__in=(CaseState.WITHDRAWN, CaseState.REFUSED))
    asked = Case.objects.filter(about, ~Q(state__in=FINISHED) | turned_down)
    records = (rows.values_list("subject_record", flat=True).iterator() for rows in (given, asked))
    return frozenset(chain.from_iterable(records))


def _open(some: Sequence[Due], measure: Measure, run: Run, hand: Hand) -> Sequence[Case]:
    """The offers made of a slice, under one act."""
    for _ in range(TRIES - 1):
        try:
            return _opened(some, measure, run, hand)
        except IntegrityError:
            handled = _handled(measure)
            some = [one for one in some if one.record not in handled]
    return _opened(some, measure, run, hand)


@transaction.atomic
def _opened(some: Sequence[Due], measure: Measure, run: Run, hand: Hand) -> Sequence[Case]:
    if not some:
        return ()
    cases = Case.objects.bulk_create([_case(one, measure, run, hand) for one in some])
    _note("offer", [(one.pk, CaseState.BEFORE) for one in cases], measure.id, run, hand)
    return cases


def _case(due: Due, measure: Measure, run: Run, hand: Hand) -> Case:
    return Case(
        kind=PERSON_CLAIM.name,
        state=CaseState.OFFERED,
        measure=measure.id,
        subject=measure.subject,
        subject_record=due.record,
        person_id=due.owner,
        division=due.place,
        channel=Channel.OFFER,
        opened_on=hand.on,
        opened_at=hand.at,
        state_since=hand.on,
        amount_fen=due.fen,
        found_by=run,
    )


def _lapse_dropped(measures: set[str], run: Run, hand: Hand) -> Iterator[Offers]:
    """Offers of measures that the rules no longer have, or no longer pay to persons."""
    offered = Case.objects.filter(state=CaseState.OFFERED).exclude(measure__in=measures)
    for measure in offered.order_by("measure").values_list("measure", flat=True).distinct():
        over = list(offered.filter(measure=measure).values_list("pk", flat=True))
        yield Offers(measure, 0, 0, _lapse(over, measure, run, hand), 0)


def _lapse(over: Sequence[int], measure: str, run: Run, hand: Hand) -> int:
    return sum(_lapse_some(some, measure, run, hand) for some in _slices(over))


@transaction.atomic
def _lapse_some(some: Sequence[int], measure: str, run: Run, hand: Hand) -> int:
    """How many lapsed; who said yes meanwhile has claimed, and is told by the claim."""
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=some, state=CaseState.OFFERED)
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    if numbers:
        Case.objects.filter(pk__in=numbers).update(state=CaseState.LAPSED, state_since=hand.on)
        _note("lapse", [(number, CaseState.OFFERED) for number in numbers], measure, run, hand)
    return len(numbers)


def _slices(rows: Sequence[T]) -> Iterator[Sequence[T]]:
    return (rows[first : first + AT_ONCE] for first in range(0, len(rows), AT_ONCE))


def _note(name: str, moved: Sequence[tuple[int, CaseState]], measure: str, run: Run, hand: Hand) -> None:
    """One act for all of them, and the step of each."""
    act = append_bulk_act(
        kind=f"case-{name}",
        actor=hand.party,
        subject=f"run:{run.pk}",
        at=hand.at,
        lines=((number, 1, "") for number, _ in moved),
        codes={"measure": measure, "pack_hash": run.pack_hash, "on": run.determined_on.isoformat()},
    )
    CaseStep.objects.bulk_create(
        CaseStep(
            case_id=number,
            step=name,
            before=before,
            after=STEPS[name].leads_to,
            on=hand.on,
            at=hand.at,
            act=act.number,
        )
        for number, before in moved
    )
