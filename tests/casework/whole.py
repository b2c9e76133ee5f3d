"""What must hold after whatever befell cases and money: nothing paid twice, nothing lost, the ledger and the record whole."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from jiyao.casework.actions.paying import needs_account
from jiyao.casework.kinds import PERSON_CLAIM
from jiyao.casework.models import Case, CaseState, CaseStep
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.funds.models import OrderState, PaymentOrder, Transfer, TransferKind
from jiyao.funds.queries.balancing import differences
from jiyao.funds.queries.payments import standing_of
from jiyao.policy.models import Grant, GrantSlot
from tests.registry.places import HERE, THERE

OF_THE_WORLD = (1000 + HERE, 1000 + THERE, 3000 + HERE, 3000 + THERE)
"""Cases that stand in the tests' world as rows, without what led there."""
BY_AND_BY = frozenset({"enterprise-apprenticeship"})
"""Measures paid in instalments: money may wait for its day."""
ON_ITS_WAY = (OrderState.READY, OrderState.BATCHED, OrderState.UNKNOWN)


def broken() -> list[str]:
    """What does not hold, in words; nothing where all is whole."""
    return [
        *(f"ledger: {one}" for one in differences()),
        *(f"record: {one}" for one in verify_acts().findings.items()),
        *_paid_twice(),
        *_given_twice(),
        *(wrong for case in _cases() for wrong in (*_path(case), *_money(case))),
    ]


def _cases() -> list[Case]:
    return list(Case.objects.exclude(pk__in=OF_THE_WORLD).order_by("pk"))


def _paid_twice() -> Iterator[str]:
    paid = Transfer.objects.filter(kind=TransferKind.PAY).values_list("order", "amount_fen")
    for order, times in Counter(order for order, _ in paid).items():
        if times > 1:
            yield f"order {order} was paid {times} times"
    orders = PaymentOrder.objects.filter(state=OrderState.PAID).values_list("pk", "amount_fen")
    if sorted(orders) != sorted(paid):
        yield "the orders that arrived are not those that were paid from a line"


def _given_twice() -> Iterator[str]:
    standing = Grant.objects.filter(reversed_on__isnull=True)
    given = Counter(standing.values_list("measure", "subject", "subject_record"))
    yield from (f"{what} was given {times} times" for what, times in given.items() if times > 1)
    held = GrantSlot.objects.filter(is_taken=True, grant__reversed_on__isnull=False)
    yield from (f"a reversed grant holds slot {slot.pool} {slot.key}" for slot in held)


def _path(case: Case) -> Iterator[str]:
    """Its steps follow each other to where it stands, each with its act."""
    steps: list[CaseStep] = list(case.steps.order_by("pk"))
    if not steps or steps[0].before != CaseState.BEFORE or steps[-1].after != case.state:
        yield f"case {case.pk} is {case.state} without the steps that lead there"
    yield from (f"case {case.pk} leapt over {b.step}" for a, b in pairwise(steps) if a.after != b.before)
    acts = {act.number: act.kind for act in Act.objects.filter(number__in=[one.act for one in steps])}
    yield from (
        f"case {case.pk}: {one.step} has no act of its own"
        for one in steps
        if acts.get(one.act) != f"case-{one.step}"
    )


def _money(case: Case) -> Iterator[str]:
    """What is set apart, on its way or with the person is what stands of the grant, or what is still to come back."""
    if case.kind != PERSON_CLAIM.name:
        return
    money, stands = standing_of(case.party), _stands(case)
    net = money.committed_fen - money.released_fen - money.recovered_fen
    coming = sum(one.amount_fen for one in money.payments if one.state in ON_ITS_WAY)
    if net < stands:
        yield f"case {case.pk}: {stands} fen stand and {net} are set apart or paid: {stands - net} are lost"
    if net > stands and net - stands > money.paid_fen - money.recovered_fen + coming:
        yield f"case {case.pk}: {net} fen are set apart or paid and {stands} stand"
    if case.grant is not None and money.paid_fen - money.recovered_fen + coming > max(stands, _given(case)):
        yield f"case {case.pk}: more is paid or on its way than was ever given for it"
    if (
        stands
        and money.committed_fen - money.released_fen > money.paid_fen + coming
        and not needs_account(case)
        and not (case.measure in BY_AND_BY and case.state == CaseState.DECIDED)
    ):
        yield f"case {case.pk}: money waits and nobody can say where it is paid to"
    if case.state == CaseState.DECIDED and not net and not coming:
        yield f"case {case.pk} waits to be paid and there is nothing to pay"


def _stands(case: Case) -> int:
    """What the case has a right to: its grant, or what was approved and waits to be decided."""
    if case.grant is not None:
        return 0 if case.grant.reversed_on is not None else case.grant.amount_fen or 0
    waits = case.state in (CaseState.APPROVED, CaseState.NOTICED)
    return (case.amount_fen or 0) if waits else 0


def _given(case: Case) -> int:
    """The most that was ever given for what the case is about."""
    about = {name: getattr(case, name) for name in ("measure", "subject", "subject_record")}
    return max((one.amount_fen or 0 for one in Grant.objects.filter(**about)), default=0)
