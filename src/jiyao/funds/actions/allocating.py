"""Allocations: proposed, confirmed by another, returned or withdrawn. Confirmed, the money moves at once."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.models import Act
from jiyao.funds.actions.ledger import Move, Place, When, post
from jiyao.funds.models import (
    Allocation,
    AllocationKind,
    AllocationState,
    BudgetLine,
    Pot,
    TransferKind,
)
from jiyao.registry.models import Account, Division, DivisionLevel
from jiyao.registry.permitting import Holder

ALLOCATIONS = "allocations"
SHORTEST = 2


class BadAllocation(Invalid):
    """Something of the proposal is wrong."""


class NotYourPlace(NotAllowed):
    """The line is another place's matter."""


class OwnProposal(NotAllowed):
    """Who proposes does not confirm."""


class Decided(Conflict):
    """It is not open any more."""


@dataclass(frozen=True, slots=True)
class Proposal:
    """What somebody wants to do with a line. `document` and `article`: its basis in the library, where it is held."""

    kind: AllocationKind
    fund: str
    division: str
    year: int
    amount_fen: int
    basis: str
    document: str = ""
    article: str = ""


@transaction.atomic
def propose_allocation(proposal: Proposal, *, holder: Holder, at: datetime) -> Allocation:
    """The proposal, open. raises BadAllocation, NotYourPlace"""
    division = Division.objects.filter(pk=proposal.division).select_related("parent").first()
    _check(proposal, division)
    assert division is not None  # noqa: S101 - it was checked
    place = division.parent or division
    account = _account(holder, "make", place)
    made = Allocation.objects.create(
        kind=proposal.kind,
        fund=proposal.fund,
        division=division,
        place=place,
        year=proposal.year,
        amount_fen=proposal.amount_fen,
        basis=proposal.basis.strip(),
        document=proposal.document,
        article=proposal.article.strip(),
        proposed_by=account,
        proposed_at=at,
    )
    _act("propose-allocation", made, account, at)
    return made


@transaction.atomic
def confirm_allocation(
    number: int, *, holder: Holder, on: date, at: datetime, answer: str = ""
) -> Allocation:
    """The allocation, confirmed, and its money moved. raises NotYourPlace, OwnProposal, Decided, Overdrawn"""
    found, account = _opened(number, holder)
    found.state, found.decided_by, found.decided_at = AllocationState.CONFIRMED, account, at
    found.answer = answer.strip()
    act = post([_move(found)], lambda: _act("confirm-allocation", found, account, at), When(on, at))
    found.act = act.number
    found.save(update_fields=["state", "decided_by", "decided_at", "answer", "act"])
    return found


@transaction.atomic
def return_allocation(number: int, *, holder: Holder, at: datetime, answer: str) -> Allocation:
    """The proposal, given back with the reason. raises BadAllocation, NotYourPlace, OwnProposal, Decided"""
    found, account = _opened(number, holder)
    if len(answer.strip()) < SHORTEST:
        raise BadAllocation("say why it is returned", zh="请写明退回原因")
    return _closed(found, AllocationState.RETURNED, "return-allocation", account, at, answer)


@transaction.atomic
def withdraw_allocation(number: int, *, holder: Holder, at: datetime) -> Allocation:
    """The proposal, taken back by who made it. raises NotYourPlace, Decided"""
    found = _found(number)
    if holder.account is None or found.proposed_by_id != holder.account.pk:
        raise NotYourPlace("who proposed it takes it back", zh="只有提出人可以撤回")
    return _closed(found, AllocationState.WITHDRAWN, "withdraw-allocation", holder.account, at, "")


def line_of(fund: str, division: str, year: int) -> BudgetLine:
    """The line, opened with nothing in it where there is none."""
    return BudgetLine.objects.get_or_create(fund=fund, division_id=division, year=year)[0]


def _check(proposal: Proposal, division: Division | None) -> None:
    if division is None:
        raise BadAllocation(f"no division {proposal.division}", zh=f"没有区划 {proposal.division}")
    if proposal.amount_fen <= 0:
        raise BadAllocation("give a sum above zero", zh="金额应大于零")
    if len(proposal.basis.strip()) < SHORTEST:
        raise BadAllocation("name the document it rests on", zh="请写明依据文件")


def _found(number: int) -> Allocation:
    """The open allocation, held until the transaction ends."""
    found = Allocation.objects.select_for_update().filter(pk=number).first()
    if found is None:
        raise BadAllocation(f"there is no allocation {number}", zh=f"没有编号为 {number} 的资金安排")
    if found.state != AllocationState.PROPOSED:
        raise Decided(
            f"allocation {number} is {found.state} already",
            zh=f"资金安排 {number} {AllocationState(found.state).label}，不能再办理",
        )
    return found


def _opened(number: int, holder: Holder) -> tuple[Allocation, Account]:
    found = _found(number)
    account = _account(holder, "decide", found.place)
    if found.proposed_by_id == account.pk:
        raise OwnProposal("who proposes does not confirm; leave it to a colleague", zh="提出人不能自己确认")
    return found, account


def _account(holder: Holder, verb: str, place: Division) -> Account:
    reach = holder.reach(ALLOCATIONS, verb)
    if holder.account is None or not (reach.everything or place.pk in reach.divisions):
        raise NotYourPlace(
            f"lines below {place.pk} are allocated by officials of that place",
            zh=f"由{place.zh}的经办人办理",
        )
    return holder.account


def _move(one: Allocation) -> Move:
    mine = Place(line_of(one.fund, one.division_id, one.year).pk, Pot.AVAILABLE)
    above = None
    if one.division.level != DivisionLevel.PROVINCE:
        above = Place(line_of(one.fund, one.place_id, one.year).pk, Pot.AVAILABLE)
    source, target = {
        AllocationKind.ALLOCATE: (above, mine),
        AllocationKind.CUT: (mine, above),
        AllocationKind.CARRY: (mine, None),
        AllocationKind.RETURN: (mine, Place(mine.line, Pot.RETURNED)),
    }[AllocationKind(one.kind)]
    if one.kind == AllocationKind.CARRY:
        target = Place(line_of(one.fund, one.division_id, one.year + 1).pk, Pot.AVAILABLE)
    return Move(
        kind=TransferKind(one.kind),
        source=source,
        target=target,
        amount_fen=one.amount_fen,
        subject=one.subject,
    )


def _closed(
    found: Allocation, state: AllocationState, kind: str, account: Account, at: datetime, answer: str
) -> Allocation:
    found.state, found.decided_by, found.decided_at, found.answer = state, account, at, answer.strip()
    found.act = _act(kind, found, account, at).number
    found.save(update_fields=["state", "decided_by", "decided_at", "answer", "act"])
    return found


def _act(kind: str, one: Allocation, by: Account, at: datetime) -> Act:
    return append_act(
        kind=kind,
        actor=by.party,
        subject=one.subject,
        at=at,
        codes={
            "kind": one.kind,
            "fund": one.fund,
            "division": one.division_id,
            "year": one.year,
            "amount_fen": one.amount_fen,
        },
        payload={"basis": one.basis, "answer": one.answer},
    )
