"""Payment orders: made once a key, withdrawn while they wait, and replaced once when the bank returned them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, connection, transaction
from django.db.models import F, QuerySet, Sum

from jiyao.base.errors import Conflict, Invalid
from jiyao.foundation.actions.acting import append_act, append_bulk_act
from jiyao.foundation.actions.keys import HOUSE, house_keyring, keyring
from jiyao.foundation.models import Act
from jiyao.foundation.sealed import Keyring
from jiyao.funds.accounts import Payee, check_payee, sealed_account
from jiyao.funds.actions.committing import BadSum, KeyTaken, NoSuchCommitment
from jiyao.funds.actions.ledger import AT_ONCE, When
from jiyao.funds.models import Commitment, OrderState, PaymentOrder
from jiyao.registry.actions.versions import copy_rows, quoted

COLUMNS = [
    "key",
    "commitment_id",
    "line_id",
    "payee",
    "owner",
    "account_sealed",
    "amount_fen",
    "state",
    "replaces_id",
    "made_on",
    "reason",
    "act",
]
"""What a new order says."""
TABLE = Commitment._meta.db_table


class NotReturned(Conflict):
    """Only what the bank returned is replaced, and only once."""


class NotReady(Conflict):
    """The order is on its way to the bank, or over."""


class NoSuchOrder(Invalid):
    """There is no order of that number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ordered:
    """A payment to be made.

    key          given by who orders; with the same key again, nothing is ordered twice
    amount_fen   all that is left of the commitment where none is given
    replaces     the number of the order that the bank returned
    """

    commitment: int
    payee: Payee
    key: str
    amount_fen: int | None = None
    replaces: int | None = None


def order_payment(
    *,
    commitment: int,
    payee: Payee,
    key: str,
    when: When,
    by: str,
    amount_fen: int | None = None,
    replaces: int | None = None,
    rests_on: Sequence[Act | int] = (),
) -> PaymentOrder:
    """The order: new, or the one that has this key already.

    raises   BadAccount, BadSum, KeyTaken, NotReturned, NoSuchCommitment; Erased where the payee was anonymised
    """
    wanted = Ordered(commitment=commitment, payee=payee, key=key, amount_fen=amount_fen, replaces=replaces)
    return order_payments(wanted=[wanted], when=when, by=by, rests_on=rests_on)[0]


@transaction.atomic
def order_payments(
    *, wanted: Sequence[Ordered], when: When, by: str, rests_on: Sequence[Act | int] = ()
) -> list[PaymentOrder]:
    """The orders, as they were wanted, all or none; with one act. raises as `order_payment`"""
    for one in wanted:
        check_payee(one.payee)
    replaced = _held_orders({one.replaces for one in wanted if one.replaces is not None})
    commitments = _held({one.commitment for one in wanted})
    known = _known(wanted)
    fresh = list({one.key: one for one in wanted if one.key not in known}.values())
    if fresh:
        _check_replaced(fresh, replaced)
        sums = _sums(fresh, commitments)
        act = _act(fresh, sums, commitments, when, by, rests_on)
        known |= _made(fresh, sums, commitments, act, when)
        change_ordered(PaymentOrder.objects.filter(act=act.number), 1)
    return [known[one.key] for one in wanted]


@transaction.atomic
def withdraw_order(order: int, *, when: When, by: str) -> PaymentOrder:
    """The order, taken back before it is in a batch. raises NoSuchOrder, NotReady"""
    found = _held_orders({order}).get(order)
    if found is None:
        raise NoSuchOrder(f"there is no order {order}", zh=f"没有支付单 {order}")
    _held({found.commitment_id})
    if found.state != OrderState.READY:
        raise NotReady(
            f"order {order} is {found.state} and cannot be taken back",
            zh=f"支付单 {order} {OrderState(found.state).label}，不能撤回",
        )
    found.state = OrderState.WITHDRAWN
    found.save(update_fields=["state"])
    change_ordered(PaymentOrder.objects.filter(pk=order), -1)
    append_act(
        kind="withdraw-order",
        actor=by,
        subject=found.party,
        at=when.at,
        codes={"amount_fen": found.amount_fen},
        rests_on=[found.act],
    )
    return found


def change_ordered(orders: QuerySet[PaymentOrder], sign: int, also: str = "") -> None:
    """Adds to what their commitments have in orders the sum of these orders, or takes it away.

    also   another column to which the sum is added
    """
    summed = orders.order_by().values(of=F("commitment_id")).annotate(total=Sum("amount_fen"))
    query, given = summed.query.sql_with_params()
    column = quoted([also]) if also else ""
    added = f", {column} = {column} + summed.total" if also else ""
    # a join, since a sum looked up for each commitment is read by the wrong index while tables are new
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {TABLE} SET ordered_fen = ordered_fen + %s * summed.total{added} "  # noqa: S608 - own names
            f"FROM ({query}) AS summed WHERE summed.of = {TABLE}.id",
            [sign, *given],
        )


def _held(numbers: set[int]) -> Mapping[int, Commitment]:
    """The commitments, locked in their order. raises NoSuchCommitment"""
    listed, found = sorted(numbers), dict[int, Commitment]()
    for first in range(0, len(listed), AT_ONCE):
        some = Commitment.objects.select_for_update().filter(pk__in=listed[first : first + AT_ONCE])
        found |= {one.pk: one for one in some.order_by("pk")}
    for number in listed:
        if number not in found:
            raise NoSuchCommitment(f"there is no commitment {number}", zh=f"没有编号为 {number} 的承诺")
    return found


def _known(wanted: Sequence[Ordered]) -> dict[str, PaymentOrder]:
    """The orders that have these keys. raises KeyTaken where one says something else"""
    keys = [one.key for one in wanted]
    found = {
        one.key: one
        for first in range(0, len(keys), AT_ONCE)
        for one in PaymentOrder.objects.filter(key__in=keys[first : first + AT_ONCE])
    }
    for one in wanted:
        stands = found.get(one.key)
        if stands is not None and (
            (stands.commitment_id, stands.payee, stands.replaces_id)
            != (one.commitment, one.payee.party, one.replaces)
            or one.amount_fen not in (None, stands.amount_fen)
        ):
            raise _taken(one.key)
    return found


def _taken(key: str) -> KeyTaken:
    return KeyTaken(
        f'the key "{key}" stands for another order; give each its own',
        zh=f"幂等键“{key}”已用于另一张支付单，请换一个",
    )


def _held_orders(numbers: set[int]) -> Mapping[int, PaymentOrder]:
    """The orders, locked; before their commitments, as everywhere."""
    found = PaymentOrder.objects.select_for_update().filter(pk__in=numbers).order_by("pk")
    return {order.pk: order for order in found} if numbers else {}


def _check_replaced(fresh: Sequence[Ordered], replaced: Mapping[int, PaymentOrder]) -> None:
    wanted = {one.replaces: one for one in fresh if one.replaces is not None}
    good = {
        order.pk
        for order in replaced.values()
        if order.pk in wanted
        and order.state == OrderState.RETURNED
        and order.commitment_id == wanted[order.pk].commitment
    }
    good -= set(PaymentOrder.objects.filter(replaces__in=wanted).values_list("replaces", flat=True))
    for number in wanted:
        if number not in good:
            raise NotReturned(
                f"order {number} was not returned by the bank, or is replaced already",
                zh=f"支付单 {number} 未被退回，或已有新的支付单替代",
            )


def _sums(fresh: Sequence[Ordered], commitments: Mapping[int, Commitment]) -> list[int]:
    """How much each pays. raises BadSum where that is nothing or more than is left"""
    left, sums = {number: one.left_fen for number, one in commitments.items()}, []
    for one in fresh:
        amount = left[one.commitment] if one.amount_fen is None else one.amount_fen
        if not 0 < amount <= left[one.commitment]:
            raise BadSum(
                f"commitment {one.commitment}: {left[one.commitment]} fen are left, {amount} cannot be paid",
                zh=f"承诺 {one.commitment} 尚余 {left[one.commitment]} 分，不能支付 {amount} 分",
            )
        left[one.commitment] -= amount
        sums.append(amount)
    return sums


def _made(
    fresh: Sequence[Ordered],
    sums: Sequence[int],
    commitments: Mapping[int, Commitment],
    act: Act,
    when: When,
) -> Mapping[str, PaymentOrder]:
    keys = _keys({one.payee.owner for one in fresh})
    rows = (
        (
            one.key,
            one.commitment,
            commitments[one.commitment].line_id,
            one.payee.party,
            one.payee.owner,
            sealed_account(keys, one.payee),
            amount,
            OrderState.READY.value,
            one.replaces,
            when.on,
            "",
            act.number,
        )
        for one, amount in zip(fresh, sums, strict=True)
    )
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            copy_rows(cursor, PaymentOrder._meta.db_table, COLUMNS, rows)
    except IntegrityError:
        raise _taken(fresh[0].key if len(fresh) == 1 else f"{fresh[0].key} …") from None
    return {one.key: one for one in PaymentOrder.objects.filter(act=act.number)}


def _keys(owners: set[int]) -> Keyring:
    if HOUSE in owners:
        house_keyring()  # made at its first use
    return keyring(owners)


def _act(
    fresh: Sequence[Ordered],
    sums: Sequence[int],
    commitments: Mapping[int, Commitment],
    when: When,
    by: str,
    rests_on: Sequence[Act | int],
) -> Act:
    if len(fresh) == 1:
        one, commitment = fresh[0], commitments[fresh[0].commitment]
        return append_act(
            kind="order-payment",
            actor=by,
            subject=commitment.subject,
            at=when.at,
            codes={"commitment": one.commitment, "payee": one.payee.party, "amount_fen": sums[0]},
            rests_on=[*rests_on, commitment.act],
        )
    lines = ((one.commitment, 1, str(amount)) for one, amount in zip(fresh, sums, strict=True))
    return append_bulk_act(
        kind="order-payment",
        actor=by,
        subject="table:funds.paymentorder",
        at=when.at,
        lines=lines,
        codes={"amount_fen": sum(sums)},
        rests_on=rests_on,
    )
