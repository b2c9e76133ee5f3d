"""Invented money for the demonstration: lines of this year's funds, and its grants committed, ordered, and mostly paid.

Everything goes the way that officials go: allocated by two hands, committed, ordered, batched, and told by an invented
bank. Each line gets as much again as its grants took, so that something is left; no figure of it is anybody's budget.
"""

from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime
from io import BytesIO

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.base.progress import Progress
from jiyao.demo.filling.database import check_demonstration
from jiyao.engine.packs.loading import Pack
from jiyao.funds.accounts import BankAccount, person_payee
from jiyao.funds.actions.allocating import Proposal, confirm_allocation, propose_allocation
from jiyao.funds.actions.batching import ask_for_file, make_batch, write_file
from jiyao.funds.actions.committing import Wanted, commit_many
from jiyao.funds.actions.ledger import When
from jiyao.funds.actions.loading import ask_for_loading, load_results
from jiyao.funds.actions.ordering import Ordered, order_payments
from jiyao.funds.banking.formats import USUAL
from jiyao.funds.banking.writing import plain_yuan
from jiyao.funds.models import AllocationKind, Batch, BudgetLine, PaymentOrder
from jiyao.policy.models import Grant
from jiyao.registry.models import Account, Division
from jiyao.registry.permitting import Holder, holder_of

PAYS, APPROVES = "pay@province", "approve@province"
BASIS = "演示资金安排（虚构）"
NO_FUND = "none"
ROUND_FEN = 1_000_000
"""Lines are invented in steps of ten thousand yuan."""
FAILS, UNKNOWN = 40, 90
"""One order in so many fails; of one in so many the bank does not know."""
STEP = "fund_lines"
Results = Callable[[int, date], Sequence[str]]
"""What a bank says of an order on a day."""
Spent = Mapping[tuple[str, str], Sequence[Grant]]


class NoHands(Conflict):
    """The accounts that allocate are not there."""


class FundedAlready(Conflict):
    """There are lines in this year."""


def fund_province(pack: Pack, *, on: date, at: datetime, by: str, progress: Progress) -> int:
    """How many lines there are now.

    raises   NotADemonstration, NoHands, FundedAlready
    """
    check_demonstration()
    pays, approves = _hands(on)
    if BudgetLine.objects.filter(year=on.year).exists():
        raise FundedAlready(f"there are lines in {on.year} already", zh=f"{on.year} 年已有额度")
    spent = _spent(pack, on)
    with transaction.atomic():
        _allocate(spent, pays, approves, When(on, at))
        for done, ((fund, division), grants) in enumerate(spent.items(), start=1):
            line = BudgetLine.objects.get(fund=fund, division=division, year=on.year)
            _pay(line, grants, pays, When(on, at), by)
            progress(STEP, done, len(spent))
    return BudgetLine.objects.filter(year=on.year).count()


def _hands(on: date) -> tuple[Holder, Holder]:
    found = {one.username: one for one in Account.objects.filter(username__in=(PAYS, APPROVES))}
    if len(found) < len((PAYS, APPROVES)):
        raise NoHands(
            "open the demonstration accounts first: `jiyao --demo demo-accounts`",
            zh="请先运行 jiyao --demo demo-accounts 开通演示账号",
        )
    return holder_of(found[PAYS], on), holder_of(found[APPROVES], on)


def _spent(pack: Pack, on: date) -> Spent:
    """The grants of this year to people, by fund and division."""
    given = Grant.objects.filter(
        granted_on__year=on.year, granted_on__lte=on, reversed_on=None, person__isnull=False
    )
    found: dict[tuple[str, str], list[Grant]] = defaultdict(list)
    for grant in given.exclude(amount_fen=None).exclude(division=None).order_by("pk"):
        measure = pack.measures.get(grant.measure)
        if measure is not None and measure.fund != NO_FUND:
            found[measure.fund, str(grant.division)].append(grant)
    return found


def _allocate(spent: Spent, pays: Holder, approves: Holder, when: When) -> None:
    """Gives each line twice what its grants take, passed down from the treasury by two hands."""
    above = dict(Division.objects.values_list("code", "parent"))
    needed: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for (fund, division), grants in spent.items():
        taken = 2 * sum(grant.amount_fen or 0 for grant in grants)
        place: str | None = division
        while place is not None:
            needed[fund][place] += -(-taken // ROUND_FEN) * ROUND_FEN
            place = above.get(place)
    for fund, sums in needed.items():
        for place in sorted(sums):  # a division's code sorts before those below it
            proposal = Proposal(AllocationKind.ALLOCATE, fund, place, when.on.year, sums[place], BASIS)
            made = propose_allocation(proposal, holder=pays, at=when.at)
            confirm_allocation(made.pk, holder=approves, on=when.on.replace(month=1, day=1), at=when.at)


def _pay(line: BudgetLine, grants: Sequence[Grant], pays: Holder, when: When, by: str) -> None:
    """Commits the grants month by month and orders them; all but this month's are told by the bank."""
    by_month: dict[int, list[Grant]] = defaultdict(list)
    for grant in grants:
        by_month[grant.granted_on.month].append(grant)
    for month in sorted(by_month):
        then = When(max(grant.granted_on for grant in by_month[month]), when.at)
        _order(line, by_month[month], then, by)
        if month < when.on.month:
            settle(line.pk, pays, then, by, told=usual_results)


def _order(line: BudgetLine, grants: Sequence[Grant], when: When, by: str) -> None:
    wanted = [
        Wanted(
            amount_fen=grant.amount_fen or 0,
            for_=f"grant:{grant.pk}",
            key=f"demonstration-{grant.pk}",
            grant=grant.pk,
        )
        for grant in grants
    ]
    committed = commit_many(line=line.pk, wanted=wanted, when=when, by=by)
    orders = [
        Ordered(
            commitment=one.pk,
            payee=person_payee(grant.person_id or 0, _account(grant.person_id or 0)),
            key=f"demonstration-{grant.pk}",
        )
        for one, grant in zip(committed, grants, strict=True)
    ]
    order_payments(wanted=orders, when=when, by=by)


def _account(person: int) -> BankAccount:
    """An account that no bank has."""
    return BankAccount(f"演示人员{person}", f"9999{person:015d}", "演示银行")


def settle(
    line: int, pays: Holder, when: When, by: str, *, told: Results, without: Collection[int] = ()
) -> None:
    """Batches what waits of a line, without some orders, and loads what an invented bank tells of it."""
    assert pays.account is not None  # noqa: S101 - it was found just now
    batch = make_batch(line=line, when=when, by=pays.account, file_format=USUAL, without=without)
    write_file(ask_for_file(batch, by=by).arguments, at=when.at, by=by, progress=_silent)
    batch.refresh_from_db()
    content = "".join(f"{','.join(row)}\r\n" for row in _told(batch, when.on, told))
    job = ask_for_loading(
        batch, file=BytesIO(content.encode("gb18030")), name="演示结果.csv", by=by, when=when
    )
    load_results(job.arguments, at=when.at, by=by, progress=_silent)


def _told(batch: Batch, day: date, told: Results) -> Iterator[Sequence[str]]:
    """What an invented bank says of a batch."""
    yield ("批次号", "总笔数", "总金额")
    yield (str(batch.pk), str(batch.count), plain_yuan(batch.total_fen))
    yield ("支付单号", "金额", "处理结果", "说明", "到账日期")
    for number, amount in (
        PaymentOrder.objects.filter(batch=batch).order_by("pk").values_list("pk", "amount_fen")
    ):
        yield (str(number), plain_yuan(amount), *told(number, day))


def usual_results(number: int, day: date) -> Sequence[str]:
    """Of one order what the bank usually says: it arrived, but for some that failed or that it does not know of."""
    if number % UNKNOWN == 1:
        return ("处理中", "", "")
    return ("失败", "户名不符", "") if number % FAILS == 0 else arrived(number, day)


def arrived(number: int, day: date) -> Sequence[str]:
    """Of one order that it arrived."""
    return ("成功", "", day.isoformat())


def _silent(step: str, done: int, total: int) -> None:
    """Nobody is told of single files."""
