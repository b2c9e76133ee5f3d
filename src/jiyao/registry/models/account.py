"""Accounts, and what each may be used for: a role at a place or for an organisation, from a day to a day."""

from datetime import date

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q

from jiyao.registry.models.division import Division
from jiyao.registry.models.organisation import Organisation
from jiyao.registry.models.person import Person
from jiyao.registry.models.record import period_constraint


class AccountRole(models.TextChoices):
    """What somebody is to the platform. A citizen is an account that stands for a person; the rest are assigned."""

    CITIZEN = "citizen", "个人"
    EMPLOYER = "employer", "用人单位"
    TRAINING_BODY = "training_body", "培训机构"
    TECHNICAL_SCHOOL = "technical_school", "技工院校"
    EVALUATION_BODY = "evaluation_body", "评价机构"
    EXAMINER = "examiner", "考评员"
    ACCEPT = "accept", "受理"
    REVIEW = "review", "审核"
    APPROVE = "approve", "审批"
    PAY = "pay", "拨付"
    SUPERVISE = "supervise", "监督"
    DEPARTMENT = "department", "其他部门"
    HOTLINE = "hotline", "热线"
    HELPER = "helper", "帮办代办"
    AUDITOR = "auditor", "审计"
    ADMINISTRATOR = "administrator", "系统管理"


AT_A_DIVISION = (
    AccountRole.ACCEPT,
    AccountRole.REVIEW,
    AccountRole.APPROVE,
    AccountRole.PAY,
    AccountRole.SUPERVISE,
    AccountRole.HOTLINE,
    AccountRole.HELPER,
)
FOR_AN_ORGANISATION = (
    AccountRole.EMPLOYER,
    AccountRole.TRAINING_BODY,
    AccountRole.TECHNICAL_SCHOOL,
    AccountRole.EVALUATION_BODY,
    AccountRole.EXAMINER,
    AccountRole.DEPARTMENT,
)
EVERYWHERE = (AccountRole.AUDITOR, AccountRole.ADMINISTRATOR)


class AccountManager(BaseUserManager["Account"]):
    """Finds accounts by the name that people sign in with."""


class Account(AbstractBaseUser):
    """Somebody who can sign in. Acts name it `account:<number>`; it is closed, never deleted.

    username      what they sign in with; no identity number
    name          what colleagues call an official; empty for a citizen, whose name stays sealed in the registry
    person        whom it stands for, where an identity provider or the counter established that
    password_is_temporary   whether the password was issued and must be chosen anew before anything else
    """

    username = models.CharField("用户名", max_length=64, unique=True)
    name = models.CharField("姓名", max_length=40, blank=True)
    person = models.OneToOneField(Person, models.PROTECT, null=True, verbose_name="人员")
    password_is_temporary = models.BooleanField("一次性密码", default=False)
    is_active = models.BooleanField("启用", default=True)
    opened_at = models.DateTimeField("开通时间")
    closed_at = models.DateTimeField("停用时间", null=True)

    USERNAME_FIELD = "username"
    objects = AccountManager()

    def __str__(self) -> str:
        return self.username

    @property
    def party(self) -> str:
        """The account as acts name it."""
        return f"account:{self.pk}"


class Assignment(models.Model):
    """授权: a role for an account. An open end goes on.

    division       of an official: what lies in it is in reach
    organisation   of an employer, body or school: its own people and records are in reach
    """

    account = models.ForeignKey(Account, models.PROTECT, verbose_name="账号", related_name="assignments")
    role = models.CharField("角色", max_length=20, choices=AccountRole.choices)
    division = models.ForeignKey(Division, models.PROTECT, null=True, verbose_name="区划")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, verbose_name="单位")
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日", null=True)

    class Meta:
        constraints = [
            period_constraint("starts_on", "ends_on"),
            models.CheckConstraint(
                condition=Q(role__in=AT_A_DIVISION, division__isnull=False, organisation__isnull=True)
                | Q(role__in=FOR_AN_ORGANISATION, division__isnull=True, organisation__isnull=False)
                | Q(role__in=EVERYWHERE, division__isnull=True, organisation__isnull=True),
                name="assignment_has_its_place",
            ),
        ]

    def holds(self, on: date) -> bool:
        """Whether it is in force on a day."""
        return self.starts_on <= on and (self.ends_on is None or on <= self.ends_on)
