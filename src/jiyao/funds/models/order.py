"""Payment orders, the batches in which they go to the bank, and the files that go there and come back."""

from django.db import models
from django.db.models import Q

from jiyao.foundation.models import Attachment
from jiyao.funds.models.commitment import Commitment
from jiyao.funds.models.line import BudgetLine
from jiyao.registry.models import Account


class OrderState(models.TextChoices):
    """Where an order stands.

    RETURNED   the bank could not pay it; the payee gives another account, and another order replaces it
    UNKNOWN    the bank does not know; it is asked again, and the order is never sent again
    """

    READY = "ready", "待拨付"
    BATCHED = "batched", "已入批"
    PAID = "paid", "已到账"
    RETURNED = "returned", "已退回"
    UNKNOWN = "unknown", "结果不明"
    WITHDRAWN = "withdrawn", "已撤回"


class BatchState(models.TextChoices):
    """Where a batch stands: made, with a file for the bank, with a last word for each order, or given up before."""

    MADE = "made", "生成文件中"
    FILED = "filed", "已生成文件"
    CLOSED = "closed", "已办结"
    DISSOLVED = "dissolved", "已撤销"


class FileKind(models.TextChoices):
    """What passes between us and the bank."""

    ORDERS = "orders", "代发文件"
    QUERY = "query", "查询文件"
    RESULTS = "results", "结果文件"


class Batch(models.Model):
    """批次: orders of one line that go to the bank together. Count and sum never change.

    format   the description of its files, by name
    """

    line = models.ForeignKey(BudgetLine, models.PROTECT, verbose_name="额度", related_name="batches")
    format = models.CharField("文件格式", max_length=40)
    state = models.CharField("状态", max_length=10, choices=BatchState.choices, default=BatchState.MADE)
    count = models.PositiveIntegerField("笔数")
    total_fen = models.BigIntegerField("合计")
    made_by = models.ForeignKey(Account, models.PROTECT, verbose_name="经办", related_name="+")
    made_on = models.DateField("日期")
    made_at = models.DateTimeField("时间")

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def party(self) -> str:
        """The batch as acts name it."""
        return f"batch:{self.pk}"


class PaymentOrder(models.Model):
    """支付单: so much to one payee, at one account.

    key             given by who orders, once for ever
    payee           as acts name them: `person:12`, `organisation:801`
    owner           under whose key the account is sealed: the person's number, or the installation's
    account_sealed  name, number and bank, as JSON
    replaces        the order that the bank returned; one order replaces it, and no second
    reason          what the bank said
    act, result_act the numbers of the acts that ordered it and told its result
    """

    key = models.CharField("幂等键", max_length=80, unique=True)
    commitment = models.ForeignKey(Commitment, models.PROTECT, verbose_name="承诺", related_name="orders")
    line = models.ForeignKey(BudgetLine, models.PROTECT, verbose_name="额度", related_name="orders")
    payee = models.CharField("收款方", max_length=80)
    owner = models.BigIntegerField("所属人员号")
    account_sealed = models.BinaryField("收款账户")
    amount_fen = models.BigIntegerField("金额")
    state = models.CharField("状态", max_length=10, choices=OrderState.choices, default=OrderState.READY)
    batch = models.ForeignKey(Batch, models.PROTECT, null=True, verbose_name="批次", related_name="orders")
    replaces = models.OneToOneField(
        "self", models.PROTECT, null=True, verbose_name="替代", related_name="replaced_by"
    )
    made_on = models.DateField("制单日期")
    settled_on = models.DateField("到账日期", null=True)
    reason = models.CharField("银行说明", max_length=200, blank=True)
    act = models.BigIntegerField("行为编号")
    result_act = models.BigIntegerField("结果行为编号", null=True)

    class Meta:
        indexes = [
            models.Index(fields=["line", "state"]),
            models.Index(fields=["batch", "state"]),
            models.Index(fields=["act"]),
            models.Index(fields=["result_act"]),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(amount_fen__gt=0), name="order_pays_something"),
            models.CheckConstraint(
                condition=Q(state__in=[OrderState.READY, OrderState.WITHDRAWN], batch__isnull=True)
                | Q(state__in=[OrderState.BATCHED, OrderState.PAID, OrderState.UNKNOWN], batch__isnull=False)
                | Q(state=OrderState.RETURNED),
                name="order_is_in_its_batch",
            ),
            models.CheckConstraint(
                condition=Q(state=OrderState.PAID, settled_on__isnull=False)
                | (~Q(state=OrderState.PAID) & Q(settled_on__isnull=True)),
                name="order_is_settled_when_paid",
            ),
        ]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def party(self) -> str:
        """The order as acts name it."""
        return f"paymentorder:{self.pk}"


class BankFile(models.Model):
    """A file of a batch. The same content stands once a batch and kind.

    attachment  what is kept: of the file for the bank its orders and sums only, never an account
    hash      of the content as it was taken to the bank, or came from there
    counts    of results: rows, paid, failed, unknown, unchanged, refused
    refused   of results: rows that were not good, each as [row, order, reason]
    act       that says that it was made, or loaded; none while that is under way
    """

    batch = models.ForeignKey(Batch, models.PROTECT, verbose_name="批次", related_name="files")
    kind = models.CharField("种类", max_length=8, choices=FileKind.choices)
    attachment = models.ForeignKey(Attachment, models.PROTECT, verbose_name="文件")
    hash = models.CharField("摘要", max_length=64)
    name = models.CharField("文件名", max_length=120)
    counts = models.JSONField("结果", default=dict)
    refused = models.JSONField("退回的行", default=list)
    job = models.BigIntegerField("任务", null=True)
    by = models.CharField("经办", max_length=80)
    kept_at = models.DateTimeField("收存时间")
    act = models.BigIntegerField("行为编号", null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["batch", "kind", "attachment"], name="bank_file_once"),
        ]
