"""办件: what is asked of an office, with every step of it and what the rules said of it."""

from django.db import models
from django.db.models import Q

from jiyao.foundation.models import Attachment
from jiyao.policy.models import Grant, Run
from jiyao.registry.models import Account, Organisation, Person


class CaseState(models.TextChoices):
    """Where a case stands. `BEFORE` stands for no case yet: with the first step it is over."""

    BEFORE = "before", "未开始"
    OFFERED = "offered", "已推送"
    SUPPLEMENTING = "supplementing", "待补正"
    CLAIMED = "claimed", "待受理"
    ACCEPTED = "accepted", "待审核"
    REVIEWED = "reviewed", "待审批"
    APPROVED = "approved", "已审批"
    NOTICED = "noticed", "公示中"
    DECIDED = "decided", "待拨付"
    PAID = "paid", "已拨付"
    CLOSED = "closed", "已办结"
    REFUSED = "refused", "不予批准"
    WITHDRAWN = "withdrawn", "已撤回"
    LAPSED = "lapsed", "已失效"


class Channel(models.TextChoices):
    """How a case came."""

    OFFER = "offer", "主动推送"
    PORTAL = "portal", "网上申领"
    COUNTER = "counter", "窗口"
    ROSTER = "roster", "单位名册"
    CORRECTION = "correction", "记录更正"
    APPEAL = "appeal", "申诉"
    RATING = "rating", "好差评"
    SAMPLE = "sample", "事后抽查"
    DESK = "desk", "主管部门立件"


class Recommendation(models.TextChoices):
    """What a reviewer proposes."""

    GRANT = "grant", "同意"
    REFUSE = "refuse", "不同意"


CASE = "case:"
"""How funds and acts name a case, with its number."""
FINISHED = ("closed", "refused", "withdrawn", "lapsed")
CLAIMS = ("person-claim", "roster-line")
"""The kinds that claim what a measure gives for a record: one of them at a time."""


class Case(models.Model):
    """One case. Its number 受理编号 is its place, its day and its own number.

    subject, subject_record   what it is about: the vocabulary's subject, and the record's number; of a roster the
                              organisation; of a correction the column of its table
    organisation      whose roster it is; of a line, whom it pays, where that is not the person
    division          the place of the case 受理地; none where facts do not name one: then the province's
    parent            the roster that it is a line of; or the case that it objects to or follows from
    state_since       the day on which it came to where it stands
    was_supplemented  what is missing is told once
    amount_fen        what the reviewer proposes and is then decided; of a consequence: what is to come back
    recommends        whether to grant or to refuse
    account_sealed    where it is paid to
    found_by          the run that found it due, where it was offered
    departs           whether that is not what the determination says
    """

    kind = models.CharField("类别", max_length=24)
    state = models.CharField("状态", max_length=14, choices=CaseState.choices)
    measure = models.CharField("措施", max_length=64)
    subject = models.CharField("对象", max_length=81)
    subject_record = models.BigIntegerField("对象记录号")
    person = models.ForeignKey(Person, models.PROTECT, null=True, verbose_name="人员")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="单位")
    division = models.CharField("受理地", max_length=6, null=True)
    parent = models.ForeignKey(
        "self", models.PROTECT, null=True, verbose_name="上级办件", related_name="children"
    )
    channel = models.CharField("渠道", max_length=12, choices=Channel.choices)
    opened_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="提出账号", related_name="cases_opened"
    )
    opened_on = models.DateField("申请日期")
    opened_at = models.DateTimeField("申请时间")
    state_since = models.DateField("状态日期")
    was_supplemented = models.BooleanField("已告知补正", default=False)
    recommends = models.CharField("审核意见", max_length=8, choices=Recommendation.choices, blank=True)
    departs = models.BooleanField("与测算不一致", default=False)
    amount_fen = models.BigIntegerField("金额", null=True)
    account_sealed = models.BinaryField("收款账户", null=True)
    grant = models.OneToOneField(Grant, models.PROTECT, null=True, verbose_name="给付", related_name="case")
    found_by = models.ForeignKey(Run, models.PROTECT, null=True, verbose_name="测算", related_name="cases")

    class Meta:
        indexes = [
            models.Index(fields=["state", "state_since"]),
            models.Index(fields=["state", "division", "state_since"]),
            models.Index(fields=["measure", "state"]),
            models.Index(fields=["person", "opened_at"]),
            models.Index(fields=["subject", "subject_record"]),
            models.Index(fields=["organisation"], condition=Q(kind="roster"), name="case_rosters"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "measure", "subject", "subject_record"],
                condition=~Q(state__in=FINISHED) & Q(parent__isnull=True) & ~Q(kind="roster"),
                name="case_open_once",
            ),
            models.UniqueConstraint(
                fields=["measure", "subject", "subject_record"],
                condition=~Q(state__in=FINISHED) & Q(kind__in=CLAIMS),
                name="case_claimed_once",
            ),
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def party(self) -> str:
        """The case as funds and acts name it."""
        return f"{CASE}{self.pk}"

    @property
    def number(self) -> str:
        """受理编号."""
        return f"{self.division or '000000'}{self.opened_on:%Y%m%d}{self.pk:08d}"


class CaseStep(models.Model):
    """One step of a case, as it was done. `act`: the number of the act that says the same.

    by       who did it; none where time or a file did
    reason   sealed under the person's key
    batch    the batch whose one signature it was done with, if any
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="办件", related_name="steps")
    step = models.CharField("步骤", max_length=16)
    before = models.CharField("之前", max_length=14, choices=CaseState.choices)
    after = models.CharField("之后", max_length=14, choices=CaseState.choices)
    by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="经办账号", related_name="+", db_index=False
    )
    on = models.DateField("日期")
    at = models.DateTimeField("时间")
    reason_sealed = models.BinaryField("理由", null=True)
    act = models.BigIntegerField("行为")
    batch = models.ForeignKey(
        "CaseBatch", models.PROTECT, null=True, verbose_name="批次", related_name="steps"
    )

    class Meta:
        indexes = [models.Index(fields=["by", "case"])]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


class CaseDetermination(models.Model):
    """What the rules said of a case at one of its steps: the facts frozen, so that it can be said again.

    frozen_sealed   the rows and slots that it was made from; told_sealed: all that it said, as JSON
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="办件", related_name="determinations")
    step = models.CharField("步骤", max_length=16)
    determined_on = models.DateField("测算日")
    known_at = models.DateTimeField("数据时点")
    pack_version = models.CharField("规则版本", max_length=40)
    pack_hash = models.CharField("规则摘要", max_length=64)
    outcome = models.CharField("结论", max_length=16)
    payable = models.CharField("可否支付", max_length=20, null=True)
    amount_fen = models.BigIntegerField("金额", null=True)
    frozen_sealed = models.BinaryField("冻结的事实")
    told_sealed = models.BinaryField("测算内容")

    def __str__(self) -> str:
        return f"{self.case_id} {self.step}"


class CaseEvidence(models.Model):
    """材料: a file that somebody puts into a case. `what`: which of the papers that the measure asks for."""

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="办件", related_name="evidence")
    what = models.CharField("材料", max_length=200)
    file = models.ForeignKey(Attachment, models.PROTECT, verbose_name="文件")
    added_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="提交账号", related_name="+"
    )
    added_at = models.DateTimeField("提交时间")

    def __str__(self) -> str:
        return self.what
