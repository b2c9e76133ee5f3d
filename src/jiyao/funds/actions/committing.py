"""Money set apart at approval, and what is not needed given back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.foundation.actions.acting import append_act, append_bulk_act
from jiyao.foundation.models import Act
from jiyao.foundation.naming import check_party
from jiyao.funds.actions.ledger import AT_ONCE, Move, Place, When, held, post
from jiyao.funds.models import Commitment, Pot, TransferKind


class BadSum(Invalid):
    """The sum is none, or more than there is."""


class KeyTaken(Conflict):
    """The key stands for something else already."""


class NoSuchCommitment(Invalid):
    """There is no commitment of that number."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Money to be set apart.

    for_    what it is for, such as `case:12`
    key     given by who commits; with the same key again, nothing is committed twice
    grant   the number of the grant that gives it
    """

    amount_fen: int
    for_: str
    key: str
    grant: int | None = None


def commit(
    *,
    line: int,
    amount_fen: int,
    for_: str,
    key: str,
    when: When,
    by: str,
    grant: int | None = None,
    rests_on: Sequence[Act | int] = (),
) -> Commitment:
    """The commitment: new, or the one that has this key already.

    line     the number of a budget line
    raises   BadSum, KeyTaken, Overdrawn
    """
    wanted = Wanted(amount_fen=amount_fen, for_=for_, key=key, grant=grant)
    return commit_many(line=line, wanted=[wanted], when=when, by=by, rests_on=rests_on)[0]


@transaction.atomic
def commit_many(
    *, line: int, wanted: Sequence[Wanted], when: When, by: str, rests_on: Sequence[Act | int] = ()
) -> list[Commitment]:
    """The commitments, in the order wanted, all or none; with one act. raises as `commit`"""
    for one in wanted:
        _check(one)
    held([line])
    known = _known(line, wanted)
    fresh = list({one.key: one for one in wanted if one.key not in known}.values())
    if fresh:
        known |= _made(line, fresh, when, by, rests_on)
    return [known[one.key] for one in wanted]


@transaction.atomic
def release(
    commitment: int,
    *,
    when: When,
    by: str,
    amount_fen: int | None = None,
    rests_on: Sequence[Act | int] = (),
) -> Commitment:
    """The commitment, with all that is neither paid nor ordered given back to its line, or so much of it.

    What was released before is not released again: where nothing is left, nothing happens.
    raises   NoSuchCommitment, BadSum
    """
    found = held_commitment(commitment)
    amount = found.left_fen if amount_fen is None else amount_fen
    if amount == 0 and amount_fen is None:
        return found
    if not 0 < amount <= found.left_fen:
        raise BadSum(
            f"commitment {commitment}: {found.left_fen} fen are left, {amount} cannot be released",
            zh=f"承诺 {commitment} 尚余 {found.left_fen} 分，不能释放 {amount} 分",
        )
    found.released_fen += amount
    found.save(update_fields=["released_fen"])
    move = moved(found, TransferKind.RELEASE, Pot.COMMITTED, Pot.AVAILABLE, amount)
    post([move], lambda: act_of("release-funds", found, amount, when, by, rests_on), when)
    return found


def held_commitment(number: int) -> Commitment:
    """The commitment, locked until the transaction ends. raises NoSuchCommitment"""
    found = Commitment.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise NoSuchCommitment(f"there is no commitment {number}", zh=f"没有编号为 {number} 的承诺")
    return found


def moved(
    one: Commitment, kind: TransferKind, source: Pot, target: Pot, amount_fen: int, order: int | None = None
) -> Move:
    """A transfer within a commitment's line."""
    return Move(
        kind=kind,
        source=Place(one.line_id, source),
        target=Place(one.line_id, target),
        amount_fen=amount_fen,
        subject=one.subject,
        grant=one.grant,
        commitment=one.pk,
        order=order,
    )


def act_of(
    kind: str, one: Commitment, amount_fen: int, when: When, by: str, rests_on: Sequence[Act | int]
) -> Act:
    """An act about a commitment; its subject is what the commitment is for."""
    codes: dict[str, str | int] = {"commitment": one.pk, "line": one.line_id, "amount_fen": amount_fen}
    return append_act(kind=kind, actor=by, subject=one.subject, at=when.at, codes=codes, rests_on=rests_on)


def _check(one: Wanted) -> None:
    check_party("for_", one.for_)
    if one.amount_fen <= 0:
        raise BadSum(f"{one.for_}: commit more than nothing", zh=f"{one.for_}：承诺金额应大于零")


def _known(line: int, wanted: Sequence[Wanted]) -> dict[str, Commitment]:
    """The commitments that have these keys. raises KeyTaken where one says something else"""
    keys = [one.key for one in wanted]
    found = {
        one.key: one
        for first in range(0, len(keys), AT_ONCE)
        for one in Commitment.objects.filter(key__in=keys[first : first + AT_ONCE])
    }
    for one in wanted:
        stands = found.get(one.key)
        if stands is not None and _said(stands) != (line, one.amount_fen, one.for_, one.grant):
            raise _taken(one.key)
    return found


def _said(one: Commitment) -> tuple[int, int, str, int | None]:
    return one.line_id, one.amount_fen, one.subject, one.grant


def _taken(key: str) -> KeyTaken:
    return KeyTaken(
        f'the key "{key}" stands for another commitment; give each its own',
        zh=f"幂等键“{key}”已用于另一笔承诺，请换一个",
    )


def _made(
    line: int, fresh: Sequence[Wanted], when: When, by: str, rests_on: Sequence[Act | int]
) -> Mapping[str, Commitment]:
    rows = [
        Commitment(
            key=one.key,
            line_id=line,
            subject=one.for_,
            grant=one.grant,
            amount_fen=one.amount_fen,
            made_on=when.on,
            act=0,
        )
        for one in fresh
    ]
    try:
        with transaction.atomic():
            made = Commitment.objects.bulk_create(rows, batch_size=AT_ONCE)
    except IntegrityError:
        raise _taken(fresh[0].key if len(fresh) == 1 else f"{fresh[0].key} …") from None
    moves = [moved(one, TransferKind.COMMIT, Pot.AVAILABLE, Pot.COMMITTED, one.amount_fen) for one in made]
    act = post(moves, lambda: _act(line, made, when, by, rests_on), when)
    Commitment.objects.filter(line=line, act=0).update(act=act.number)
    for one in made:
        one.act = act.number
    return {one.key: one for one in made}


def _act(line: int, made: Sequence[Commitment], when: When, by: str, rests_on: Sequence[Act | int]) -> Act:
    if len(made) == 1:
        return act_of("commit-funds", made[0], made[0].amount_fen, when, by, rests_on)
    return append_bulk_act(
        kind="commit-funds",
        actor=by,
        subject=f"line:{line}",
        at=when.at,
        lines=((one.pk, 1, str(one.amount_fen)) for one in made),
        codes={"amount_fen": sum(one.amount_fen for one in made)},
        rests_on=rests_on,
    )
