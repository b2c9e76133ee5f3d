"""Drafts of changes: what an official is still writing. A draft changes nothing; its proposal is the act."""

from django.db import models

from jiyao.foundation.models import Job
from jiyao.policy.models.version import PackChange
from jiyao.registry.models import Account


class DraftState(models.TextChoices):
    """Where a draft stands."""

    OPEN = "open", "起草中"
    PROPOSED = "proposed", "已提出"
    DISCARDED = "discarded", "已放弃"


class RuleDraft(models.Model):
    """草案: YAML that an official lays over the pack, part by part, until it is proposed or given up.

    lay         by file, what is laid over it
    expects     by file, what stood there when it was laid
    change      the change that it was proposed as
    preview     whom it would reach, as reckoned last, with the hash of what was laid then; empty where never
    previewing  the job that reckons it, or did so last
    """

    owner = models.ForeignKey(Account, models.PROTECT, verbose_name="起草人", related_name="+")
    state = models.CharField("状态", max_length=10, choices=DraftState.choices, default=DraftState.OPEN)
    lay = models.JSONField("内容", default=dict)
    expects = models.JSONField("修改前", default=dict)
    change = models.ForeignKey(PackChange, models.PROTECT, null=True, verbose_name="修改")
    preview = models.JSONField("试算", default=dict)
    previewing = models.ForeignKey(Job, models.SET_NULL, null=True, verbose_name="试算任务")
    begun_at = models.DateTimeField("开始时间")
    changed_at = models.DateTimeField("修改时间")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner"],
                condition=models.Q(state=DraftState.OPEN),
                name="one_open_draft_an_official",
            ),
            models.CheckConstraint(
                condition=models.Q(state=DraftState.PROPOSED, change__isnull=False)
                | (~models.Q(state=DraftState.PROPOSED) & models.Q(change__isnull=True)),
                name="draft_proposed_as_a_change",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.pk} {self.get_state_display()}"
