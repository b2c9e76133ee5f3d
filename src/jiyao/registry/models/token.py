"""Tokens: by them programs act as an account, without its password."""

from datetime import date

from django.db import models

from jiyao.registry.models.account import Account


class ApiToken(models.Model):
    """A token of an account. Its text is kept nowhere; it is ended, never deleted.

    token_hash      the keyed hash by which the token is found
    begins          its first characters, by which people tell it from others
    is_read_only    whether it may only read
    by_two_factors  whether it was made in a session with a second factor; roles that need one are not used without
    expires_on      the last day on which it holds
    last_used_on    a day and no moment, so that it is written once a day
    """

    account = models.ForeignKey(Account, models.PROTECT, verbose_name="账号", related_name="tokens")
    name = models.CharField("名称", max_length=60)
    token_hash = models.CharField("令牌摘要", max_length=64, unique=True)
    begins = models.CharField("开头", max_length=12)
    is_read_only = models.BooleanField("只读", default=True)
    by_two_factors = models.BooleanField("经第二因素", default=False)
    made_at = models.DateTimeField("生成时间")
    expires_on = models.DateField("有效至")
    last_used_on = models.DateField("上次使用", null=True)
    ended_at = models.DateTimeField("停用时间", null=True)

    def __str__(self) -> str:
        return f"{self.begins}… {self.name}"

    def holds(self, on: date) -> bool:
        """Whether it was neither ended nor expired on a day."""
        return self.ended_at is None and on <= self.expires_on
