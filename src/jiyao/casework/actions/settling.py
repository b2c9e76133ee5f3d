"""拨付到账: cases whose money has arrived are closed, thousands at a time, each with its steps."""

from collections.abc import Collection, Sequence

from django.db import transaction
from django.db.models import prefetch_related_objects

from jiyao.base.slices import slices
from jiyao.casework.actions.moving import keep_steps, locked_together, move
from jiyao.casework.actions.paying import end_reversed
from jiyao.casework.actions.telling import tell
from jiyao.casework.kinds.kind import kind_of
from jiyao.casework.life import STEPS
from jiyao.casework.models import Case, CaseState
from jiyao.casework.models.case import CASE
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.funds.queries.payments import settled_among
from jiyao.registry.hand import Hand

AT_ONCE = 2_000
STEPS_OF_PAYING = ("pay", "close")


def settle(subjects: Collection[str], hand: Hand) -> int:
    """Closes the cases among these whose money has arrived, some in a transaction; how many. Again, it does nothing.

    What came back of a grant that was reversed meanwhile goes to its line, and its case is closed too.
    """
    numbers = sorted({int(one.removeprefix(CASE)) for one in subjects if one.startswith(CASE)})
    return sum(_settle(some, hand) for some in slices(numbers, AT_ONCE))


@transaction.atomic
def _settle(numbers: Sequence[int], hand: Hand) -> int:
    waiting = Case.objects.filter(pk__in=numbers, state=CaseState.DECIDED).values_list("pk", flat=True)
    found = locked_together(list(waiting))
    prefetch_related_objects(list(found.values()), "grant")
    cases = [one for one in found.values() if one.state == CaseState.DECIDED]
    arrived = settled_among([one.party for one in cases])
    paid = [one for one in cases if one.party in arrived]
    _together([one for one in paid if not _goes_alone(one)], hand)
    for one in filter(_goes_alone, paid):
        move(one, "pay", hand, codes={"fen": one.amount_fen or 0})
        move(one, "close", hand)
    reversed_ = [one for one in cases if one.grant is not None and one.grant.reversed_on is not None]
    back = [one for one in reversed_ if one.party not in arrived and end_reversed(one, hand)]
    return len(paid) + len(back)


def _goes_alone(case: Case) -> bool:
    """Whether something else follows from its steps: it has a parent, or its kind does something at them."""
    kind = kind_of(case)
    return case.parent_id is not None or any(kind.on.get(name) for name in STEPS_OF_PAYING)


def _together(cases: Sequence[Case], hand: Hand) -> None:
    """Moves the cases through the steps, with one act a step that names each."""
    if not cases:
        return
    before = CaseState.DECIDED
    for name in STEPS_OF_PAYING:
        act = append_bulk_act(
            kind=f"case-{name}",
            actor=hand.party,
            subject="table:casework.case",
            at=hand.at,
            lines=((one.pk, 1, str(one.amount_fen or 0)) for one in cases),
        ).number
        keep_steps(((one.pk, before) for one in cases), name, act, hand)
        tell(cases, name, hand)
        before = STEPS[name].leads_to
    Case.objects.filter(pk__in=[one.pk for one in cases]).update(state=before, state_since=hand.on)
