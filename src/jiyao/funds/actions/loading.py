"""The bank's results, row by row: what is paid moves in the ledger, what failed goes back, and nothing twice."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby, islice
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.base.money import yuan
from jiyao.base.progress import Progress
from jiyao.engine.shapes import Words
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.foundation.actions.attaching import keep_file, open_attachment
from jiyao.foundation.actions.queueing import Outcome, ask_for
from jiyao.foundation.models import Act, Job
from jiyao.funds.actions.committing import moved
from jiyao.funds.actions.ledger import Move, When, post
from jiyao.funds.actions.ordering import change_ordered
from jiyao.funds.banking.formats import FormatFile, format_named
from jiyao.funds.banking.reading import Summary, Told, reading_results
from jiyao.funds.models import (
    BankFile,
    Batch,
    BatchState,
    Commitment,
    FileKind,
    OrderState,
    PaymentOrder,
    Pot,
    TransferKind,
)
from jiyao.funds.results import AFTER
from jiyao.registry.exchange.reading import BadFile

AT_A_TIME = 5_000
KEPT = 1_000
"""So many refused rows are kept with their reasons; all are counted."""
WORK = "jiyao.funds.actions.loading.load_results"
STATES = {"paid": OrderState.PAID, "failed": OrderState.RETURNED, "unknown": OrderState.UNKNOWN}
OPEN = (OrderState.BATCHED, OrderState.UNKNOWN)


class NotSent(Conflict):
    """The batch has no file for the bank yet, so that no result can be of it."""


class LoadedAlready(Conflict):
    """The very same file was loaded before; nothing changed."""


@dataclass(slots=True)
class Counts:
    """What came of the rows."""

    rows: int = 0
    paid: int = 0
    failed: int = 0
    unknown: int = 0
    unchanged: int = 0
    refused: int = 0
    bad: list[tuple[int, str, str]] = field(default_factory=list)

    def refuse(self, told: Told, why: str) -> None:
        """Counts a row that is not good, and keeps why."""
        self.refused += 1
        if len(self.bad) < KEPT:
            self.bad.append((told.row, told.order, why))

    def numbers(self) -> dict[str, int]:
        """All of it but the rows."""
        names = ("rows", "paid", "failed", "unknown", "unchanged", "refused")
        return {name: getattr(self, name) for name in names}


@transaction.atomic
def ask_for_loading(batch: Batch, *, file: BinaryIO, name: str, by: str, when: When) -> Job:
    """A job that waits to load the bank's results, whose file is kept.

    raises   NotSent, LoadedAlready; TooLarge, EmptyFile, WrongContent
    """
    if batch.state in (BatchState.MADE, BatchState.DISSOLVED):
        raise NotSent("this batch has no file for the bank yet", zh="该批次还没有生成代发文件")
    kept = keep_file(file, name=name, kinds={"csv"}, at=when.at)
    found, _ = BankFile.objects.get_or_create(
        batch=batch,
        kind=FileKind.RESULTS,
        attachment=kept,
        defaults={"hash": kept.hash, "name": name[-120:], "by": by, "kept_at": when.at},
    )
    if found.act is not None:
        raise LoadedAlready(
            f"this file was loaded on {found.kept_at:%Y-%m-%d}; nothing changed",
            zh=f"这个文件已于 {found.kept_at:%Y-%m-%d} 载入过，没有任何变化",
        )
    title = Words(zh=f"载入结果：批次 {batch.pk}", en=f"Load the results of batch {batch.pk}")
    arguments = {"file": found.pk, "on": when.on.isoformat()}
    job = ask_for(work=WORK, title=title, arguments=arguments, by=by, unit="rows")
    found.job = job.pk
    found.save(update_fields=["job"])
    return job


def load_results(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of the bank's results. Killed at any moment it leaves whole slices; again, it completes them.

    raises   BadFile, NotATable: nothing of the file was taken
    """
    kept = BankFile.objects.select_related("batch", "attachment").get(pk=arguments["file"])
    shape = format_named(kept.batch.format, settings.PROFILES)
    rows, when = _checked(kept, shape), When(date.fromisoformat(arguments["on"]), at)
    counts = Counts(rows=rows)
    with (
        open_attachment(kept.attachment) as file,
        reading_results(cast(BinaryIO, file), shape.results) as (_, told),
    ):
        done = 0
        progress("load_results", 0, rows)
        while some := list(islice(told, AT_A_TIME)):
            _slice(kept, some, counts, by, when)
            done += len(some)
            progress("load_results", done, rows)
    told_of = set(_told_of(kept.batch))
    for do in AFTER:  # before the end: a file that was not ended can be loaded again
        do(told_of, when)
    _finish(kept, counts, by, at)
    return Outcome(counts.numbers(), is_refused=counts.refused > 0)


def _told_of(batch: Batch) -> Iterable[str]:
    """What the payments of a batch were for that have arrived, or came back."""
    told = PaymentOrder.objects.filter(batch=batch, state__in=(OrderState.PAID, OrderState.RETURNED))
    return told.values_list("commitment__subject", flat=True)


def _checked(kept: BankFile, shape: FormatFile) -> int:
    """How many rows there are, after all were read once. raises BadFile where the summary says something else"""
    with (
        open_attachment(kept.attachment) as file,
        reading_results(cast(BinaryIO, file), shape.results) as (summary, told),
    ):
        rows = total = 0
        for one in told:
            rows, total = rows + 1, total + one.amount_fen
    _check_summary(kept.batch, summary, rows, total)
    return rows


def _check_summary(batch: Batch, summary: Summary, rows: int, total_fen: int) -> None:
    if summary.batch not in (None, str(batch.pk)):
        raise BadFile(
            f"the file is of batch {summary.batch}, not of {batch.pk}",
            zh=f"文件属于批次 {summary.batch}，不是批次 {batch.pk}",
        )
    if summary.count not in (None, rows):
        raise BadFile(
            f"the file says {summary.count} rows and has {rows}; was it cut off?",
            zh=f"文件注明 {summary.count} 笔，实有 {rows} 笔，可能不完整",
        )
    if summary.total_fen not in (None, total_fen):
        raise BadFile(
            f"the file says {yuan(summary.total_fen or 0)} yuan and adds up to {yuan(total_fen)}",
            zh=f"文件注明 {yuan(summary.total_fen or 0)} 元，合计实为 {yuan(total_fen)} 元",
        )


@transaction.atomic
def _slice(kept: BankFile, told: Sequence[Told], counts: Counts, by: str, when: When) -> None:
    """Takes some rows, all in one transaction with one act."""
    numbers = [int(one.order) for one in told if not one.wrong]
    orders = _locked(kept.batch, numbers)
    taken = list(_taken(told, orders, counts))
    if not taken:
        return
    commitments = _locked_commitments({order.commitment_id for order, _ in taken})
    moves = list(_moves(taken, commitments))
    act = post(moves, lambda: _act(kept, taken, by, when.at), when)
    _record(taken, act, when.on)
    changed = PaymentOrder.objects.filter(result_act=act.number)
    change_ordered(changed.filter(state=OrderState.PAID), -1, also="paid_fen")
    change_ordered(changed.filter(state=OrderState.RETURNED), -1)


def _locked(batch: Batch, numbers: Iterable[int]) -> Mapping[int, PaymentOrder]:
    found = PaymentOrder.objects.select_for_update().filter(batch=batch, pk__in=set(numbers))
    return {order.pk: order for order in found.defer("account_sealed").order_by("pk")}


def _locked_commitments(numbers: Iterable[int]) -> Mapping[int, Commitment]:
    found = Commitment.objects.select_for_update().filter(pk__in=set(numbers)).order_by("pk")
    return {one.pk: one for one in found}


def _taken(
    told: Sequence[Told], orders: Mapping[int, PaymentOrder], counts: Counts
) -> Iterator[tuple[PaymentOrder, Told]]:
    """The rows that change an order, each with it; the others are counted."""
    stand = {number: OrderState(order.state) for number, order in orders.items()}
    last: dict[int, tuple[PaymentOrder, Told]] = {}
    for one in told:
        order = None if one.wrong else orders.get(int(one.order))
        why = one.wrong or _refusal(one, order, stand)
        if why or order is None:
            counts.refuse(one, why)
        elif stand[order.pk] == STATES[one.result]:
            counts.unchanged += 1
        else:
            stand[order.pk] = STATES[one.result]
            last[order.pk] = (order, one)
            setattr(counts, one.result, getattr(counts, one.result) + 1)
    yield from last.values()


def _refusal(one: Told, order: PaymentOrder | None, stand: Mapping[int, OrderState]) -> str:
    """Why the row is not good; nothing of one that is."""
    if order is None:
        return "unknown_order"
    if order.amount_fen != one.amount_fen:
        return "other_amount"
    stands = stand[order.pk]
    return "" if stands in OPEN or stands == STATES[one.result] else "contradicts"


def _moves(
    taken: Iterable[tuple[PaymentOrder, Told]], commitments: Mapping[int, Commitment]
) -> Iterator[Move]:
    for order, told in taken:
        if told.result == "paid":
            commitment = commitments[order.commitment_id]
            yield moved(
                commitment, TransferKind.PAY, Pot.COMMITTED, Pot.PAID, order.amount_fen, order=order.pk
            )


def _record(taken: Sequence[tuple[PaymentOrder, Told]], act: Act, today: date) -> None:
    def said(one: tuple[PaymentOrder, Told]) -> tuple[str, date, str]:
        told = one[1]
        return told.result, told.day or today, told.reason

    for (result, day, reason), some in groupby(sorted(taken, key=said), key=said):
        PaymentOrder.objects.filter(pk__in=[order.pk for order, _ in some]).update(
            state=STATES[result],
            settled_on=day if result == "paid" else None,
            reason=reason,
            result_act=act.number,
        )


def _act(kept: BankFile, taken: Sequence[tuple[PaymentOrder, Told]], by: str, at: datetime) -> Act:
    return append_bulk_act(
        kind="load-results",
        actor=by,
        subject=kept.batch.party,
        at=at,
        lines=((order.pk, 1, told.result) for order, told in taken),
        codes={"file": kept.attachment.hash},
    )


@transaction.atomic
def _finish(kept: BankFile, counts: Counts, by: str, at: datetime) -> None:
    batch = Batch.objects.select_for_update().get(pk=kept.batch_id)
    kept.refresh_from_db()
    if kept.act is not None:
        return  # another worker came to the end before it was killed
    kept.counts, kept.refused = counts.numbers(), counts.bad
    kept.act = append_bulk_act(
        kind="end-results",
        actor=by,
        subject=batch.party,
        at=at,
        lines=(),
        codes={"file": kept.attachment.hash, **{k: v for k, v in counts.numbers().items() if k != "rows"}},
    ).number
    kept.save(update_fields=["counts", "refused", "act"])
    if not batch.orders.filter(state__in=OPEN).exists():
        batch.state = BatchState.CLOSED
        batch.save(update_fields=["state"])
