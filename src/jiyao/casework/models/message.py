"""消息: what a person is told of a case, by which channel, and what became of it."""

from django.db import models

from jiyao.casework.models.case import Case
from jiyao.registry.models import Person


class MessageChannel(models.TextChoices):
    """How somebody is told."""

    PORTAL = "portal", "本人页面"
    SMS = "sms", "短信"
    VISIT = "visit", "走访"


class MessageStep(models.TextChoices):
    """The step of a case that a person is told of."""

    OFFER = "offer", "可领取"
    ASK_SUPPLEMENT = "ask-supplement", "需补正"
    REJECT = "reject", "未予受理"
    REFUSE = "refuse", "未获批准"
    DECIDE = "decide", "已批准"
    CLOSE = "close", "已办结"


class MessageState(models.TextChoices):
    """Where a message stands. What was not sent when the case went on is not needed any more."""

    WAITING = "waiting", "待送出"
    SENT = "sent", "已送出"
    DELIVERED = "delivered", "已送达"
    FAILED = "failed", "未送达"
    UNKNOWN = "unknown", "不明"
    REFUSED = "refused", "谢绝"
    NEEDLESS = "needless", "无需发送"


class SmsBatch(models.Model):
    """Messages that went to the sender of text messages in one file. The file can be written again, always the same."""

    made_at = models.DateTimeField("生成时间")
    count = models.PositiveIntegerField("条数")
    segments = models.PositiveIntegerField("计费条数")
    pack_hash = models.CharField("规则摘要", max_length=64)

    def __str__(self) -> str:
        return str(self.pk)


class Message(models.Model):
    """One message of one step of a case, by one channel. What it says is made of the case when it is shown or sent.

    step      the step of the case that it tells of
    read_at   when the person saw it on the portal
    batch     of a text message: in which file it went
    visited_on   of a visit: the day
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="办件", related_name="messages")
    step = models.CharField("步骤", max_length=16, choices=MessageStep.choices)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员")
    measure = models.CharField("措施", max_length=64)
    division = models.CharField("受理地", max_length=6, null=True)
    channel = models.CharField("渠道", max_length=8, choices=MessageChannel.choices)
    state = models.CharField("状态", max_length=10, choices=MessageState.choices)
    made_at = models.DateTimeField("生成时间")
    state_at = models.DateTimeField("状态时间")
    read_at = models.DateTimeField("已读时间", null=True)
    visited_on = models.DateField("走访日期", null=True)
    batch = models.ForeignKey(
        SmsBatch, models.PROTECT, null=True, verbose_name="短信批次", related_name="messages"
    )

    class Meta:
        indexes = [
            models.Index(fields=["person", "channel", "made_at"]),
            models.Index(fields=["channel", "state", "division"]),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} {self.step} {self.channel}"
