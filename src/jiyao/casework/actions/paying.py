"""拨付: money is set apart when a case is approved, ordered when it is decided, and the case closes when it arrived.

Funds know no cases: a commitment and its orders name the case as `case:12`, and are asked what became of them.
"""

from collections.abc import Collection, Iterator, Sequence

from django.db import transaction

from jiyao.base.errors import Invalid
from jiyao.casework.actions.moving import held, move
from jiyao.casework.actions.telling import drop
from jiyao.casework.models import Case, CaseState
from jiyao.casework.queries.instalments import plan_of
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.actions.keys import HOUSE, house_keyring, keyring
from jiyao.funds.accounts import (
    BankAccount,
    Payee,
    check_payee,
    opened_account,
    organisation_payee,
    person_payee,
    sealed_account,
)
from jiyao.funds.actions.committing import commit, release
from jiyao.funds.actions.ledger import When
from jiyao.funds.actions.ordering import order_payment, withdraw_order
from jiyao.funds.models import Commitment, OrderState
from jiyao.funds.queries.lines import line_for
from jiyao.funds.queries.payments import Payment, came_back, payments_of, standing_of, with_money_left
from jiyao.policy.models import Grant
from jiyao.registry.hand import Hand


class NoAccountNeeded(Invalid):
    """Nothing of the case waits for an account."""


def set_account(case: Case, account: BankAccount) -> None:
    """Keeps, sealed, where the case is paid to. The caller saves the case. raises BadAccount"""
    assert case.person_id is not None  # noqa: S101 - claims of persons
    payee = person_payee(case.person_id, account)
    check_payee(payee)
    case.account_sealed = sealed_account(keyring([case.person_id]), payee)


def set_roster_account(roster: Case, account: BankAccount | None) -> None:
    """Keeps, sealed, where the lines of a roster are paid to. The caller saves the roster. raises BadAccount"""
    assert roster.organisation_id is not None  # noqa: S101 - rosters are of organisations
    payee = organisation_payee(roster.organisation_id, account or BankAccount("", "", ""))
    check_payee(payee)
    roster.account_sealed = sealed_account(house_keyring(), payee)


def payee_of(case: Case) -> Payee | None:
    """Who is paid for a case, and where: its roster's organisation, or the person; None where no account is given."""
    if case.organisation_id is not None and case.parent is not None:
        sealed = case.parent.account_sealed
        if sealed is None:
            return None
        return organisation_payee(case.organisation_id, opened_account(house_keyring(), HOUSE, sealed))
    if case.account_sealed is None or case.person_id is None:
        return None
    account = opened_account(keyring([case.person_id]), case.person_id, case.account_sealed)
    return person_payee(case.person_id, account)


def commit_for(case: Case, pack: Pack, hand: Hand, because: int) -> None:
    """Sets the sum of an approved case apart, once. `because`: the act of the approval. raises NoLine, Overdrawn"""
    if case.amount_fen:
        _commit(case, case.amount_fen, pack, hand, because)


def _commit(case: Case, amount_fen: int, pack: Pack, hand: Hand, because: int) -> None:
    line = line_for(pack.measure(case.measure).fund, case.division or pack.region, hand.on.year)
    commit(
        line=line.pk,
        amount_fen=amount_fen,
        for_=case.party,
        key=f"case-{case.pk}-{because}",
        when=When(hand.on, hand.at),
        by=hand.party,
        rests_on=[because],
    )


def order_for(case: Case, pack: Pack, hand: Hand, because: int) -> None:
    """Orders what is due of a decided case, if it is known where to. Called again, it orders nothing twice."""
    payee = payee_of(case)
    if payee is None:
        return
    _release_excess(case, hand, because)
    before = payments_of(case.party)
    for number, (commitment, amount, replaces) in enumerate(
        _to_order(case, pack, hand, before), len(before) + 1
    ):
        order_payment(
            commitment=commitment,
            payee=payee,
            key=f"case-{case.pk}-{number}",
            when=When(hand.on, hand.at),
            by=hand.party,
            amount_fen=amount,
            replaces=replaces,
            rests_on=[because],
        )


def _to_order(
    case: Case, pack: Pack, hand: Hand, before: Sequence[Payment]
) -> Iterator[tuple[int, int, int | None]]:
    """Commitment, sum and the order that it replaces: all that is set apart, or what is due of it by now."""
    commitments = list(Commitment.objects.filter(subject=case.party).order_by("pk"))
    plan = plan_of(case, pack, hand.on, hand.at)
    wanted = sum(one.left_fen for one in commitments) if plan is None else plan.more_fen
    for commitment in commitments:
        left = min(wanted, commitment.left_fen)
        wanted -= left
        for order, amount in [*_returned(before, commitment.pk), (None, left)]:
            part = min(left, amount)
            left -= part
            if part:
                yield commitment.pk, part, order


def _release_excess(case: Case, hand: Hand, because: int) -> None:
    """Gives back to its line what is set apart and not ordered beyond what stands of the grant.

    A payment may be at the bank while its grant is reversed or made smaller; when it comes back, less is due.
    """
    money = standing_of(case.party)
    excess = money.committed_fen - money.released_fen - money.recovered_fen - _stands(case)
    for commitment in Commitment.objects.filter(subject=case.party).order_by("pk"):
        part = min(excess, commitment.left_fen)
        if part > 0:
            when = When(hand.on, hand.at)
            release(commitment.pk, when=when, by=hand.party, amount_fen=part, rests_on=[because])
            excess -= part


def _stands(case: Case) -> int:
    """How much of what was granted stands."""
    return 0 if case.grant is None or case.grant.reversed_on is not None else case.grant.amount_fen or 0


def _returned(payments: Sequence[Payment], commitment: int) -> list[tuple[int | None, int]]:
    """The orders of a commitment that the bank gave back and nothing has replaced, with their sums."""
    back = (one for one in payments if one.state is OrderState.RETURNED and one.replaced_by is None)
    return [(one.order, one.amount_fen) for one in back if one.commitment == commitment]


def needs_account(case: Case) -> bool:
    """Whether money that stands waits for the person's account: none was given, or the bank gave the payment back."""
    if case.organisation_id is not None or not _stands(case):
        return False
    subject = case.party
    waits = with_money_left().filter(subject=subject).exists()
    return waits and (case.account_sealed is None or bool(came_back([subject])))


def waiting_lines(roster: Case) -> list[Case]:
    """The lines of a roster whose payment the bank gave back, so that the organisation names another account."""
    states = (CaseState.DECIDED, CaseState.CLOSED)
    lines = Case.objects.filter(parent=roster, state__in=states, organisation__isnull=False)
    standing = [one for one in lines.select_related("grant").order_by("pk") if _stands(one)]
    waiting = _waiting([one.party for one in standing])
    return [one for one in standing if one.party in waiting]


def gave_back(cases: Collection[Case]) -> list[Case]:
    """Those of these cases whose money stands, and was given back by the bank with no other account to go to."""
    standing = [one for one in cases if one.organisation_id is None and _stands(one)]
    waiting = _waiting([one.party for one in standing])
    return [one for one in standing if one.party in waiting]


def _waiting(subjects: Collection[str]) -> frozenset[str]:
    """Those of these for which money is set apart that the bank gave back."""
    left = with_money_left().filter(subject__in=subjects).values_list("subject", flat=True)
    return came_back(subjects) & set(left)


@transaction.atomic
def give_account(number: int, account: BankAccount, hand: Hand, pack: Pack) -> Case:
    """The case with another account, the payment ordered anew. raises NoAccountNeeded, BadAccount, NotYourDuty"""
    case = held(number, hand, "make")
    if not needs_account(case):
        raise NoAccountNeeded(
            f"case {case.number}: nothing waits for an account",
            zh=f"办件 {case.number}：现在不需要提供收款账户",
        )
    set_account(case, account)
    case.save(update_fields=["account_sealed"])
    drop([case.pk], hand.at)
    order_for(case, pack, hand, last_act(case))
    return case


@transaction.atomic
def give_roster_account(number: int, account: BankAccount, hand: Hand, pack: Pack) -> Case:
    """The roster with another account, and what the bank gave back ordered anew.

    raises   NoAccountNeeded, BadAccount, NotYourDuty
    """
    roster = held(number, hand, "make")
    lines = waiting_lines(roster)
    if not lines:
        raise NoAccountNeeded(
            f"case {roster.number}: nothing waits for an account",
            zh=f"办件 {roster.number}：现在不需要提供收款账户",
        )
    set_roster_account(roster, account)
    roster.save(update_fields=["account_sealed"])
    for line in lines:
        line.parent = roster
        order_for(line, pack, hand, last_act(line))
    return roster


def end_reversed(case: Case, hand: Hand) -> bool:
    """Whether nothing of a reversed grant is at the bank any more: what came back is at its line, the case closed."""
    _release_excess(case, hand, last_act(case))
    if standing_of(case.party).ordered_fen:
        return False
    move(held(case.pk, hand, None), "close", hand)
    return True


def undo_payment(grant: Grant, hand: Hand, because: int) -> None:
    """Gives back to its line what was committed for a reversed grant and nobody has been sent."""
    case = Case.objects.filter(grant=grant).first()
    if case is None:
        return
    take_back_orders(case, hand)
    release_for(case, hand, because)


def take_back_orders(case: Case, hand: Hand) -> None:
    """Takes back what was ordered for a case and nobody has been sent."""
    for payment in payments_of(case.party):
        if payment.state is OrderState.READY:
            withdraw_order(payment.order, when=When(hand.on, hand.at), by=hand.party)


def end_unpaid(grant: Grant, hand: Hand) -> None:
    """Closes the case of a reversed grant of which nothing stays, unless something of it is at the bank.

    What was restored once may wait to be paid again while its case is closed already.
    """
    case = Case.objects.filter(grant=grant, state=CaseState.DECIDED).first()
    if case is not None and not standing_of(case.party).ordered_fen:
        move(held(case.pk, hand, None), "close", hand)


def release_for(case: Case, hand: Hand, because: int) -> None:
    """Gives back to its line what was set apart for a case and not ordered. `because`: the act that says why"""
    for commitment in Commitment.objects.filter(subject=case.party):
        release(commitment.pk, when=When(hand.on, hand.at), by=hand.party, rests_on=[because])


def pay_missing(case: Case, stays_fen: int, pack: Pack, hand: Hand, because: int) -> None:
    """Pays what is missing of the sum that stays for a case; what was paid or is at the bank is not missing."""
    money = standing_of(case.party)
    missing = stays_fen - (money.committed_fen - money.released_fen - money.recovered_fen)
    if missing > 0:
        _commit(case, missing, pack, hand, because)
        order_for(case, pack, hand, because)


def pay_more(case: Case, amount_fen: int, pack: Pack, hand: Hand, because: int) -> None:
    """Pays so much besides what was set apart for a case, which stays on its way. raises NoLine, Overdrawn"""
    _commit(case, amount_fen, pack, hand, because)
    order_for(case, pack, hand, because)


def last_act(case: Case) -> int:
    """The act of the last step of a case."""
    return case.steps.order_by("-pk").values_list("act", flat=True)[0]
