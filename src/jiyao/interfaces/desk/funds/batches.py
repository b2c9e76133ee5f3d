"""Batches as pages: what waits to be paid by line, the last batches, and one with its files and what the bank said."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from django.db.models import Count, QuerySet, Sum

from jiyao.engine.shapes import Language, Words
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.models import Act, Job
from jiyao.foundation.sealed import Erased
from jiyao.funds.accounts import opened_account
from jiyao.funds.actions.batching import unanswered
from jiyao.funds.models import BankFile, Batch, BatchState, BudgetLine, FileKind, OrderState, PaymentOrder
from jiyao.interfaces.desk.funds.lines import fund_name
from jiyao.interfaces.desk.funds.words import BATCHES, FILES, ORDERS, REFUSALS
from jiyao.interfaces.desk.jobs import is_under_way, progress_of
from jiyao.interfaces.desk.pages import subject_address
from jiyao.interfaces.ui.forms import Field
from jiyao.registry.permitting import Reach

SHOWN = 50
FILE = "results"
RESULTS = Field(
    name=FILE,
    label=Words(zh="银行返回的结果文件", en="The bank's result file"),
    kind="file",
    hint=Words(
        zh="CSV。同一个文件载入两次不会有变化；与先前结果矛盾的行会退回。",
        en="CSV. The same file twice changes nothing; rows that contradict an earlier result are given back.",
    ),
    accept=".csv,.txt",
    is_required=True,
)


@dataclass(frozen=True, slots=True)
class WaitingLine:
    """A line from which orders wait to be paid."""

    line: BudgetLine
    place: str
    fund: str
    count: int
    total_fen: int
    may_make: bool


@dataclass(frozen=True, slots=True)
class Share:
    """So many orders of a batch in one state."""

    words: Words
    state: str
    count: int
    total_fen: int


@dataclass(frozen=True, slots=True)
class FileTold:
    """A file of a batch, with what came of it. `is_over`: whether a result file was taken to its end."""

    file: BankFile
    words: Words
    counts: Sequence[tuple[Words, int]]
    bad: Sequence[tuple[int, str, Words]]
    more: int
    is_over: bool
    trouble: str


COUNTS = {
    "rows": Words(zh="行", en="rows"),
    "paid": Words(zh="已到账", en="paid"),
    "failed": Words(zh="失败", en="failed"),
    "unknown": Words(zh="不明", en="unknown"),
    "unchanged": Words(zh="未变", en="unchanged"),
    "refused": Words(zh="退回的行", en="rows given back"),
}


def batches_page(reach: Reach, makes: Reach, language: Language) -> dict[str, object]:
    """What waits, and the last batches in reach."""
    found = batches_in(reach).order_by("-pk")[:SHOWN]
    return {"waiting": _waiting(reach, makes, language), "batches": [_line(one, language) for one in found]}


def batches_in(reach: Reach) -> QuerySet[Batch]:
    """The batches in reach."""
    found = Batch.objects.select_related("line__division", "made_by")
    return found if reach.everything else found.filter(line__division__in=reach.divisions)


def orders_in(reach: Reach) -> QuerySet[PaymentOrder]:
    """The orders in reach."""
    found = PaymentOrder.objects.select_related("line__division", "commitment", "batch", "replaced_by")
    return found if reach.everything else found.filter(line__division__in=reach.divisions)


def batch_page(batch: Batch, language: Language) -> dict[str, object]:
    """What the page of a batch tells."""
    files = batch.files.select_related("attachment").order_by("pk")
    job = last_job(batch)
    return {
        **_line(batch, language),
        "batch": batch,
        "shares": _shares(batch),
        "orders": _orders(batch),
        "files": [_file(one) for one in files],
        "asks": unanswered(batch).count(),
        "is_made": batch.state == BatchState.MADE,
        "is_sent": batch.state in (BatchState.FILED, BatchState.CLOSED),
        "acts": Act.objects.filter(subject=batch.party).order_by("at", "pk")[:SHOWN],
        "field": RESULTS,
        **(progress_of(job, language) if job is not None else {"job": None}),
    }


def last_job(batch: Batch) -> Job | None:
    """The last work on a batch that is under way or failed."""
    numbers = batch.files.exclude(job=None).values_list("job", flat=True)
    found = Job.objects.filter(pk__in=numbers) | Job.objects.filter(arguments__batch=batch.pk)
    last = found.order_by("-pk").first()
    return last if last is not None and (is_under_way(last) or last.state == "failed") else None


def order_page(order: PaymentOrder, language: Language) -> dict[str, object]:
    """What the page of an order tells, with most of its account hidden."""
    following = getattr(order, "replaced_by", None)
    return {
        "order": order,
        "state": ORDERS[OrderState(order.state)],
        "fund": fund_name(order.line.fund, language),
        "place": order.line.division.zh if language == "zh" else order.line.division.en,
        "account": _masked(order),
        "following": following,
        "subject_address": subject_address(order.commitment.subject),
        "acts": Act.objects.filter(pk__in=[order.act, order.result_act]).order_by("at", "pk"),
    }


def results_field(error: str) -> Field:
    """The field for the bank's file, with what is wrong."""
    return replace(RESULTS, error=error)


def _masked(order: PaymentOrder) -> str:
    try:
        account = opened_account(keyring([order.owner]), order.owner, order.account_sealed)
    except Erased:
        return ""
    return f"{account.bank} {account.masked}"


def _waiting(reach: Reach, makes: Reach, language: Language) -> list[WaitingLine]:
    sums = orders_in(reach).filter(state=OrderState.READY).order_by().values("line")
    found = {
        one["line"]: (one["count"], one["total"])
        for one in sums.annotate(count=Count("pk"), total=Sum("amount_fen"))
    }
    lines = BudgetLine.objects.filter(pk__in=found).select_related("division").order_by("fund", "division")
    return [
        WaitingLine(
            line,
            line.division.zh if language == "zh" else line.division.en,
            fund_name(line.fund, language),
            *found[line.pk],
            makes.everything or line.division_id in makes.divisions,
        )
        for line in lines
    ]


def _line(batch: Batch, language: Language) -> dict[str, object]:
    return {
        "number": batch.pk,
        "place": batch.line.division.zh if language == "zh" else batch.line.division.en,
        "fund": fund_name(batch.line.fund, language),
        "line": batch.line,
        "count": batch.count,
        "total_fen": batch.total_fen,
        "made_on": batch.made_on,
        "state_words": BATCHES[BatchState(batch.state)],
    }


def _shares(batch: Batch) -> list[Share]:
    sums = batch.orders.order_by().values("state").annotate(count=Count("pk"), total=Sum("amount_fen"))
    found: Mapping[str, tuple[int, int]] = {one["state"]: (one["count"], one["total"]) for one in sums}
    return [
        Share(words, state.value, *found[state.value])
        for state, words in ORDERS.items()
        if state.value in found
    ]


def _orders(batch: Batch) -> list[tuple[PaymentOrder, Words, str]]:
    """The first orders of a batch, each with its state and the page of what it is for."""
    found = batch.orders.select_related("commitment").defer("account_sealed").order_by("pk")[:SHOWN]
    return [(one, ORDERS[OrderState(one.state)], subject_address(one.commitment.subject)) for one in found]


def _file(file: BankFile) -> FileTold:
    kind = FileKind(file.kind)
    counts = [(words, file.counts[name]) for name, words in COUNTS.items() if name in file.counts]
    bad = [(row, order, REFUSALS.get(why, Words(zh=why, en=why))) for row, order, why in file.refused]
    more = file.counts.get("refused", 0) - len(bad)
    trouble = ""
    if file.act is None and file.job is not None:
        trouble = Job.objects.filter(pk=file.job).values_list("message", flat=True).first() or ""
    return FileTold(file, FILES[kind], counts, bad, more, file.act is not None, trouble)
