"""推送: what a run found due is offered to whom it is due; an offer that is true no longer lapses.

What somebody took back or an office refused is not offered again; it can still be claimed.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.db.models import Q

from jiyao.base.errors import Conflict
from jiyao.base.slices import slices
from jiyao.casework.actions.moving import keep_steps
from jiyao.casework.actions.telling import drop, tell
from jiyao.casework.kinds import PERSON_CLAIM
from jiyao.casework.models import Case, CaseState, Channel
from jiyao.casework.models.case import FINISHED
from jiyao.engine.cases import OWNER
from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.due import Due, due_in
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.foundation.facts import PERSON
from jiyao.policy.models import Grant, Run
from jiyao.policy.queries.waiting import RunFolder
from jiyao.registry.hand import Hand

AT_ONCE = 5_000
"""Cases in one transaction, under one act."""
TRIES = 3
"""How often a slice is tried, where somebody claims the same at that moment."""


class OtherRules(Conflict):
    """The run was made by another version of the rules."""


@dataclass(frozen=True, slots=True)
class Offers:
    """What became of the offers of a measure to those looked at. `standing`: made before and still true."""

    measure: str
    made: int
    fen: int
    lapsed: int
    standing: int


def offer_due(last: RunFolder, pack: Pack, hand: Hand) -> list[Offers]:
    """Offers what a run of everybody found due, measure by measure. Called again with the same run, it changes nothing.

    Each slice is a transaction of its own: what a killed call left out, the next one offers.

    raises   OtherRules
    """
    found = offer_due_of([one.id for one in offered_measures(pack)], last, pack, hand)
    gone = Case.objects.filter(state=CaseState.OFFERED).exclude(measure__in=[one.measure for one in found])
    dropped = sorted(set(gone.values_list("measure", flat=True)))
    return [*found, *_lapse_dropped({one: _standing(Q(measure=one)) for one in dropped}, last.run, hand)]


def offer_due_of(measures: Iterable[str], last: RunFolder, pack: Pack, hand: Hand) -> list[Offers]:
    """The same of these measures only, where the run is of everybody under them. raises OtherRules"""
    _check(last, pack)
    wanted = set(measures)
    asked = [one for one in offered_measures(pack) if one.id in wanted]
    return [
        _offer(one, due, _standing(Q(measure=one.id, subject=one.subject)), last, hand)
        for one, due in due_in(pack, asked, last.facts, last.outcomes)
    ]


def offer_due_to(people: Collection[int], last: RunFolder, pack: Pack, hand: Hand) -> list[Offers]:
    """The same to these people only, where the run is of them. raises OtherRules"""
    _check(last, pack)
    wanted, standing = frozenset(people), dict[str, dict[int, Due]]()
    for number, said, measure in _said(Q()):
        if said.owner in wanted:
            standing.setdefault(measure, {})[number] = said
    measures = offered_measures(pack)
    found = [
        _offer(one, due, standing.pop(one.id, {}), last, hand)
        for one, due in due_in(pack, measures, last.facts, last.outcomes)
    ]
    return [*found, *_lapse_dropped(standing, last.run, hand)]


def offered_measures(pack: Pack) -> list[Measure]:
    """The measures whose money or things go to persons."""
    return [
        one
        for one in pack.measures.values()
        if one.pays == OWNER and pack.vocabulary.owner(one.subject) == PERSON
    ]


def _check(last: RunFolder, pack: Pack) -> None:
    if last.run.pack_hash != pack.hash:
        raise OtherRules("the run was made by another version of the rules; run again")


def _offer(
    measure: Measure, due: Mapping[int, Due], before: Mapping[int, Due], last: RunFolder, hand: Hand
) -> Offers:
    """What becomes of the offers of a measure. `before`: those that stand, of those whom the run is about"""
    over = [number for number, said in before.items() if not _is_true(said, due)]
    lapsed = _lapse(over, measure.id, last.run, hand)
    fresh = _fresh(measure, due)
    made = [case for some in slices(fresh, AT_ONCE) for case in _open(some, measure, last.run, hand)]
    return Offers(
        measure.id, len(made), sum(one.amount_fen or 0 for one in made), lapsed, len(before) - len(over)
    )


def _standing(which: Q) -> dict[int, Due]:
    """Offers that stand: by their numbers, what each says."""
    return {number: said for number, said, _ in _said(which)}


def _said(which: Q) -> Iterator[tuple[int, Due, str]]:
    """The number of each offer that stands, what it says, and of which measure it is."""
    offers = Case.objects.filter(which, state=CaseState.OFFERED)
    told = offers.values_list("pk", "subject_record", "person_id", "amount_fen", "division", "measure")
    for number, record, person, fen, place, measure in told.iterator():
        yield number, Due(record, person or 0, fen, place), measure


def _is_true(said: Due, due: Mapping[int, Due]) -> bool:
    return due.get(said.record) == said


def _fresh(measure: Measure, due: Mapping[int, Due]) -> list[Due]:
    """What is due and was neither given nor asked, offered, taken back or refused."""
    handled = _handled(measure, list(due))
    return [one for record, one in due.items() if record not in handled]


def _handled(measure: Measure, records: Sequence[int]) -> frozenset[int]:
    """Those of the records."""
    about = Q(measure=measure.id, subject=measure.subject)
    given = Grant.objects.filter(about, reversed_on__isnull=True)
    turned_down = Q(state__in=(CaseState.WITHDRAWN, CaseState.REFUSED))
    asked = Case.objects.filter(about, ~Q(state__in=FINISHED) | turned_down)
    return frozenset(
        record
        for some in slices(records, AT_ONCE)
        for rows in (given, asked)
        for record in rows.filter(subject_record__in=some).values_list("subject_record", flat=True)
    )


def _open(some: Sequence[Due], measure: Measure, run: Run, hand: Hand) -> Sequence[Case]:
    """The offers made of a slice, under one act."""
    for _ in range(TRIES - 1):
        try:
            return _opened(some, measure, run, hand)
        except IntegrityError:
            handled = _handled(measure, [one.record for one in some])
            some = [one for one in some if one.record not in handled]
    return _opened(some, measure, run, hand)


@transaction.atomic
def _opened(some: Sequence[Due], measure: Measure, run: Run, hand: Hand) -> Sequence[Case]:
    if not some:
        return ()
    cases = Case.objects.bulk_create([_case(one, measure, run, hand) for one in some])
    _note("offer", [(one.pk, CaseState.BEFORE) for one in cases], measure.id, run, hand)
    tell(cases, "offer", hand)
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


def _lapse_dropped(standing: Mapping[str, Mapping[int, Due]], run: Run, hand: Hand) -> Iterator[Offers]:
    """Offers of measures that the rules no longer have, or no longer pay to persons."""
    for measure, offers in sorted(standing.items()):
        yield Offers(measure, 0, 0, _lapse(list(offers), measure, run, hand), 0)


def _lapse(over: Sequence[int], measure: str, run: Run, hand: Hand) -> int:
    return sum(_lapse_some(some, measure, run, hand) for some in slices(over, AT_ONCE))


@transaction.atomic
def _lapse_some(some: Sequence[int], measure: str, run: Run, hand: Hand) -> int:
    """How many lapsed; who said yes meanwhile has claimed, and is told by the claim."""
    rows = Case.objects.select_for_update(of=("self",)).filter(pk__in=some, state=CaseState.OFFERED)
    numbers = list(rows.order_by("pk").values_list("pk", flat=True))
    if numbers:
        Case.objects.filter(pk__in=numbers).update(state=CaseState.LAPSED, state_since=hand.on)
        drop(numbers, hand.at)
        _note("lapse", [(number, CaseState.OFFERED) for number in numbers], measure, run, hand)
    return len(numbers)


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
    keep_steps(moved, name, act.number, hand)
