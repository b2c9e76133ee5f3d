"""Orders of one line put into a batch, and the batch written for the bank: once, whole, and the same again."""

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.db import transaction
from django.db.models import Count, QuerySet, Sum

from jiyao.base.errors import Conflict
from jiyao.base.progress import Progress, silent
from jiyao.engine.shapes import Words
from jiyao.foundation.actions.acting import append_act, append_bulk_act
from jiyao.foundation.actions.attaching import content_hash, keep_file, open_attachment
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.actions.queueing import Outcome, ask_for
from jiyao.foundation.models import Attachment, DataKey, Job
from jiyao.foundation.sealed import Keyring
from jiyao.funds.accounts import BankAccount, opened_account
from jiyao.funds.actions.ledger import When
from jiyao.funds.actions.ordering import change_ordered
from jiyao.funds.banking.formats import FormatFile, format_named
from jiyao.funds.banking.writing import Values, plain_yuan, write_sheet
from jiyao.funds.models import BankFile, Batch, BatchState, FileKind, OrderState, PaymentOrder
from jiyao.registry.models import Account

AT_A_TIME = 5_000
WORK = "jiyao.funds.actions.batching.write_file"
ERASED = "anonymised"
"""The reason of an order whose payee was anonymised: nobody can open its account any more."""


NOBODY = BankAccount("已匿名化", "", "")
"""What stands for the account of somebody who was anonymised."""
Plain = Callable[[PaymentOrder], Values]


class NothingToPay(Conflict):
    """No order of the line waits."""


class BatchAltered(Conflict):
    """The orders of the batch do not add up to what it said when it was made."""


class HasFile(Conflict):
    """The bank may have it already."""


class Dissolved(Conflict):
    """The batch was given up."""


class NothingUnknown(Conflict):
    """Every order of the batch has its result, or the batch has no file yet."""


@transaction.atomic
def make_batch(
    *, line: int, when: When, by: Account, file_format: str, without: Collection[int] = ()
) -> Batch:
    """A batch of every order of the line that waits.

    without   numbers of orders that stay behind, such as those with a flag
    raises    NothingToPay
    """
    _return_erased(line)
    waiting = PaymentOrder.objects.filter(line=line, state=OrderState.READY).exclude(pk__in=without)
    sums = list(waiting.select_for_update().order_by("pk").values_list("amount_fen", flat=True))
    if not sums:
        raise NothingToPay("no order of this line waits to be paid", zh="该额度没有待拨付的支付单")
    batch = Batch.objects.create(
        line_id=line,
        format=file_format,
        count=len(sums),
        total_fen=sum(sums),
        made_by=by,
        made_on=when.on,
        made_at=when.at,
    )
    waiting.update(state=OrderState.BATCHED, batch=batch)
    _check(batch)
    append_bulk_act(
        kind="make-batch",
        actor=by.party,
        subject=batch.party,
        at=when.at,
        lines=((number, 1, "") for number in batch.orders.order_by("pk").values_list("pk", flat=True)),
        codes={"line": line, "total_fen": batch.total_fen},
    )
    return batch


@transaction.atomic
def dissolve_batch(number: int, *, when: When, by: str) -> Batch:
    """The batch, given up before it had a file; its orders wait again. raises HasFile"""
    batch = Batch.objects.select_for_update().get(pk=number)
    if batch.state != BatchState.MADE:
        raise HasFile(
            f"batch {number} has a file for the bank and cannot be given up",
            zh=f"批次 {number} 已生成代发文件，不能撤销",
        )
    batch.orders.update(state=OrderState.READY, batch=None)
    batch.state = BatchState.DISSOLVED
    batch.save(update_fields=["state"])
    append_act(kind="dissolve-batch", actor=by, subject=batch.party, at=when.at)
    return batch


def ask_for_file(batch: Batch, *, by: str, kind: FileKind = FileKind.ORDERS) -> Job:
    """A job that waits to write the file of a batch, or the one that asks what became of its orders.

    raises   NothingUnknown
    """
    if kind == FileKind.QUERY and not unanswered(batch).exists():
        raise NothingUnknown(
            "every order has its result; there is nothing to ask", zh="没有结果不明的支付单，不必查询"
        )
    title = {
        FileKind.ORDERS: Words(zh=f"生成代发文件：批次 {batch.pk}", en=f"Write the file of batch {batch.pk}"),
        FileKind.QUERY: Words(zh=f"生成查询文件：批次 {batch.pk}", en=f"Write the query of batch {batch.pk}"),
    }[kind]
    arguments = {"batch": batch.pk, "kind": kind.value}
    return ask_for(work=WORK, title=title, arguments=arguments, by=by, unit="rows")


def unanswered(batch: Batch) -> QuerySet[PaymentOrder]:
    """The orders that the bank has and told no result of."""
    if batch.state in (BatchState.MADE, BatchState.DISSOLVED):
        return batch.orders.none()
    return batch.orders.filter(state__in=(OrderState.UNKNOWN, OrderState.BATCHED))


def write_file(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of writing a batch's file. Killed before the end it leaves nothing but a content that is found again.

    raises   BatchAltered; Erased where a payee was anonymised since
    """
    batch, kind = Batch.objects.get(pk=arguments["batch"]), FileKind(arguments["kind"])
    orders = batch.orders.all() if kind == FileKind.ORDERS else unanswered(batch)
    if kind == FileKind.ORDERS and batch.state != BatchState.MADE:
        return Outcome({"rows": batch.count})
    shape = format_named(batch.format, settings.PROFILES)
    digest = "" if kind == FileKind.QUERY else _digest_of(batch, shape, progress)
    with TemporaryFile() as file:
        # what is kept names orders and sums only: accounts lie with the orders, under the payees' own keys
        count, total = _write(cast(BinaryIO, file), batch, orders, shape, _plain)
        name = file_name(batch, kind)
        kept = keep_file(cast(BinaryIO, file), name=name, kinds={"csv"}, at=at)
    _told(batch, kind, kept, digest or kept.hash, {"rows": count, "total_fen": total}, by, at)
    return Outcome({"rows": count})


def _digest_of(batch: Batch, shape: FormatFile, progress: Progress) -> str:
    """The hash of the file for the bank, written whole and not kept. raises BatchAltered, Erased"""
    with TemporaryFile() as file:
        written = _write(cast(BinaryIO, file), batch, batch.orders.all(), shape, _Clear(shape, progress))
        if written != (batch.count, batch.total_fen):
            raise _altered(batch)
        return content_hash(cast(BinaryIO, file))


def file_name(batch: Batch, kind: FileKind) -> str:
    """What a file of a batch is called."""
    return f"{batch.made_on:%Y%m%d}-{batch.pk}-{kind.value}.csv"


@transaction.atomic
def take_file(file: BankFile, *, by: str, at: datetime) -> BinaryIO:
    """The content, for who takes it to the bank, and an act that says so. The caller closes it.

    The file for the bank is written anew from its orders, the same to the byte; of payees who were anonymised since,
    the account is left out.
    raises   BatchAltered
    """
    _check(file.batch)
    content, gone = opened_file(file)
    digest = content_hash(content)
    if not gone and digest != file.hash:
        content.close()
        raise _altered(file.batch)
    codes: dict[str, str | int] = {"kind": file.kind, "hash": digest}
    append_act(
        kind="take-bank-file",
        actor=by,
        subject=file.batch.party,
        at=at,
        codes={**codes, "anonymised": gone} if gone else codes,
        rests_on=[] if file.act is None else [file.act],
    )
    content.seek(0)
    return content


def opened_file(file: BankFile) -> tuple[BinaryIO, int]:
    """The content of a file of a batch, and how many of its payees were anonymised since."""
    if file.kind != FileKind.ORDERS:
        return cast(BinaryIO, open_attachment(file.attachment)), 0
    shape = format_named(file.batch.format, settings.PROFILES)
    content = cast(BinaryIO, TemporaryFile())  # noqa: SIM115 - who takes it closes it
    rows = _Clear(shape, silent, leaves_out=True)
    _write(content, file.batch, file.batch.orders.all(), shape, rows)
    content.seek(0)
    return content, rows.gone


def _return_erased(line: int) -> None:
    """Orders whose payee was anonymised since go back, so that they hold up nothing."""
    waiting = PaymentOrder.objects.filter(line=line, state=OrderState.READY)
    erased = DataKey.objects.filter(erased_at__isnull=False).values("owner")
    numbers = list(waiting.filter(owner__in=erased).values_list("pk", flat=True))
    if numbers:
        gone = PaymentOrder.objects.filter(pk__in=numbers)
        gone.update(state=OrderState.RETURNED, reason=ERASED)
        change_ordered(gone, -1)


def _check(batch: Batch) -> None:
    found = batch.orders.aggregate(count=Count("pk"), total=Sum("amount_fen"))
    if (found["count"], found["total"]) != (batch.count, batch.total_fen):
        raise _altered(batch)


def _altered(batch: Batch) -> BatchAltered:
    return BatchAltered(
        f"batch {batch.pk}: its orders do not add up to what it said when it was made; tell an administrator",
        zh=f"批次 {batch.pk} 的支付单与成批时的笔数、金额不符，请联系系统管理员",
    )


def _write(
    to: BinaryIO,
    batch: Batch,
    orders: QuerySet[PaymentOrder],
    shape: FormatFile,
    rows: "_Clear | Plain",
) -> tuple[int, int]:
    """How many orders were written, and their sum; all that is said of them, or no more than their sums."""
    found = orders.aggregate(count=Count("pk"), total=Sum("amount_fen"))
    count, total = found["count"], found["total"] or 0
    summary = {
        "batch": str(batch.pk),
        "count": str(count),
        "total": plain_yuan(total),
        "day": batch.made_on.isoformat(),
    }
    sheet = shape.orders if isinstance(rows, _Clear) else shape.query
    said = rows.rows(orders, count) if isinstance(rows, _Clear) else map(rows, _listed(orders))
    write_sheet(to, sheet, encoding=shape.encoding, summary=summary, rows=said)
    return count, total


def _listed(orders: QuerySet[PaymentOrder]) -> Iterator[PaymentOrder]:
    after = 0
    while some := list(orders.filter(pk__gt=after).order_by("pk")[:AT_A_TIME]):
        after = some[-1].pk
        yield from some


def _plain(order: PaymentOrder) -> Values:
    return {"order": str(order.pk), "amount": plain_yuan(order.amount_fen)}


@dataclass
class _Clear:
    """Says of orders all that the bank wants. `gone`: payees whose key was deleted, counted as they come.

    leaves_out   whether their accounts are left out; without that, nothing is written
    """

    shape: FormatFile
    progress: Progress
    leaves_out: bool = False
    gone: int = 0

    def rows(self, orders: QuerySet[PaymentOrder], count: int) -> Iterator[Values]:
        """The rows, with how far they are. raises Erased"""
        self.progress("write_file", 0, count)
        listed, done = _listed(orders), 0
        while some := list(islice(listed, AT_A_TIME)):
            keys = keyring({order.owner for order in some})
            yield from (self._row(order, keys) for order in some)
            done += len(some)
            self.progress("write_file", done, count)

    def _row(self, order: PaymentOrder, keys: Keyring) -> Values:
        account = NOBODY
        if order.owner in keys.erased and self.leaves_out:
            self.gone += 1
        else:
            account = opened_account(keys, order.owner, order.account_sealed)
        return {
            **_plain(order),
            "holder": account.holder,
            "account": account.number,
            "bank": account.bank,
            "purpose": self.shape.purpose.zh,
        }


@transaction.atomic
def _told(
    batch: Batch,
    kind: FileKind,
    kept: Attachment,
    digest: str,
    counts: dict[str, int],
    by: str,
    at: datetime,
) -> None:
    """Says in the record that there is the file; once, however often it was written."""
    locked = Batch.objects.select_for_update().get(pk=batch.pk)
    if locked.state == BatchState.DISSOLVED:
        raise Dissolved(f"batch {batch.pk} was given up meanwhile", zh=f"批次 {batch.pk} 已撤销")
    if BankFile.objects.filter(batch=batch, kind=kind, attachment=kept).exists():
        return
    act = append_act(
        kind="write-bank-file",
        actor=by,
        subject=batch.party,
        at=at,
        codes={"kind": kind.value, "hash": digest, **counts},
    )
    name = file_name(batch, kind)
    BankFile.objects.create(
        batch=batch,
        kind=kind,
        attachment=kept,
        hash=digest,
        name=name,
        counts=counts,
        by=by,
        kept_at=at,
        act=act.number,
    )
    if locked.state == BatchState.MADE:
        locked.state = BatchState.FILED
        locked.save(update_fields=["state"])
