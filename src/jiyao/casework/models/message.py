"""消息: what a person is told of a case, by which channel, and what became of it."""

from django.db import models

from jiyao.casework.models.case import Case
from jiyao.registry.models import Account, Organisation, Person


class MessageChannel(models.TextChoices):
    """How somebody is told."""

    PORTAL = "portal", "本人页面"
    SMS = "sms", "短信"
    EMPLOYER = "employer", "单位"
    VILLAGE = "village", "村、社区"
    VISIT = "visit", "走访"


class MessageStep(models.TextChoices):
    """The step of a case that a person is told of."""

    OFFER = "offer", "可领取"
    ASK_SUPPLEMENT = "ask-supplement", "需补正"
    REJECT = "reject", "未予受理"
    REFUSE = "refuse", "未获批准"
    DECIDE = "decide", "已批准"
    GIVE_ACCOUNT = "give-account", "需更换账户"
    CLOSE = "close", "已办结"
    ANSWER = "answer", "已答复"
    REVERSE = "reverse", "已重新核定"
    STANDING = "standing", "证书状态有变"


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

    Messages of one case, step and moment `made_at` try to tell the same: where one fails, the next channel follows.

    step      the step of the case that it tells of
    division  the place of the case; of what is told in villages, where the person lives
    person    who is told; of what an organisation filed none
    organisation   who is told of what it filed; of what a person is told, whose list it stands on
    read_at   when the person saw it on the portal
    batch     of a text message: in which file it went
    told_on   of what somebody is to tell: the day on which they did, or tried
    """

    case = models.ForeignKey(Case, models.PROTECT, verbose_name="办件", related_name="messages")
    step = models.CharField("步骤", max_length=16, choices=MessageStep.choices)
    person = models.ForeignKey(Person, models.PROTECT, null=True, verbose_name="人员")
    measure = models.CharField("措施", max_length=64)
    division = models.CharField("所在地", max_length=6, null=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="单位")
    channel = models.CharField("渠道", max_length=8, choices=MessageChannel.choices)
    state = models.CharField("状态", max_length=10, choices=MessageState.choices)
    made_at = models.DateTimeField("生成时间")
    state_at = models.DateTimeField("状态时间")
    read_at = models.DateTimeField("已读时间", null=True)
    told_on = models.DateField("告知日期", null=True)
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

    @property
    def whom(self) -> int:
        """The person who is told. raises TypeError where an organisation is"""
        if self.person_id is None:
            raise TypeError(f"message {self.pk} is an organisation's")
        return self.person_id


class ConsentWay(models.TextChoices):
    """Where somebody said whether text messages are wanted."""

    PORTAL = "portal", "本人页面"
    COUNTER = "counter", "窗口"


class SmsConsent(models.Model):
    """短信意愿: whether a person wants text messages, as they said last. What they said before stands in acts.

    by   the account that wrote it down
    """

    person = models.OneToOneField(Person, models.PROTECT, verbose_name="人员", related_name="sms_consent")
    wanted = models.BooleanField("接收短信")
    way = models.CharField("表示方式", max_length=8, choices=ConsentWay.choices)
    said_at = models.DateTimeField("表示时间")
    by = models.ForeignKey(Account, models.PROTECT, null=True, verbose_name="登记账号", related_name="+")

    def __str__(self) -> str:
        return f"{self.person_id} {'wants' if self.wanted else 'refuses'} text messages"
