"""Jobs: what the queue does or did, and how far it is."""

from django.db import models

from jiyao.engine.shapes import Words
from jiyao.foundation.models.attachment import Attachment


class JobState(models.TextChoices):
    """Where a job stands. Refused: it ended, and part of what it was given was not good."""

    WAITING = "waiting", "等待"
    RUNNING = "running", "进行中"
    DONE = "done", "完成"
    REFUSED = "refused", "有退回"
    FAILED = "failed", "失败"
    STOPPED = "stopped", "已撤回"


class Job(models.Model):
    """The progress record of one piece of long work.

    work        the function that does it, by its full name; `arguments` are what it is given
    step, done, total, unit    how far it is: of which step, how many of what
    seconds_left    how long the step will still take, if it goes on as it went
    counts      what came of it, in numbers
    attempts    how often it was begun; who was killed is taken up again
    worker      the process that does it, and when that last told that it lives
    queue       the task of the queue; none where the work is done by who asked for it
    """

    work = models.CharField("程序", max_length=120)
    title_zh = models.CharField("名称", max_length=200)
    title_en = models.CharField("英文名称", max_length=200)
    arguments = models.JSONField("参数")
    by = models.CharField("经办", max_length=80)
    state = models.CharField("状态", max_length=8, choices=JobState.choices, default=JobState.WAITING)
    step = models.CharField("步骤", max_length=80, blank=True)
    done = models.BigIntegerField("已完成", default=0)
    total = models.BigIntegerField("总数", default=0)
    seconds_left = models.PositiveIntegerField("剩余秒数", null=True)
    unit = models.CharField("单位", max_length=12)
    counts = models.JSONField("结果", default=dict)
    message = models.TextField("说明", blank=True)
    result = models.ForeignKey(Attachment, models.PROTECT, null=True, verbose_name="结果文件")
    attempts = models.PositiveSmallIntegerField("次数", default=0)
    worker = models.CharField("进程", max_length=120, blank=True)
    queue = models.UUIDField("队列号", null=True)
    asked_at = models.DateTimeField("提交时间")
    started_at = models.DateTimeField("开始时间", null=True)
    beat_at = models.DateTimeField("心跳时间", null=True)
    ended_at = models.DateTimeField("结束时间", null=True)

    def __str__(self) -> str:
        return f"{self.pk} {self.title_zh}"

    @property
    def title(self) -> Words:
        """What it is called."""
        return Words(zh=self.title_zh, en=self.title_en)
