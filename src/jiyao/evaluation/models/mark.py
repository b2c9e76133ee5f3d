"""成绩: marks as they were entered, never changed, and what was found of a part in the end."""

from django.db import models

from jiyao.evaluation.models.session import Candidate, Part, Seat
from jiyao.registry.models import Account


class Mark(models.Model):
    """One entry of a mark. Nothing is overwritten: the last entry of an examiner is theirs, two of them are compared.

    tenths       tenths of a mark, of the part's full mark
    absent       whether the candidate did not come; then no tenths
    by           whose entry it is
    entered_at   when it was entered, on the device
    received_at  when it reached us
    device       which device it came from, and `sequence` its own number there: the same entry sent twice is one
    """

    seat = models.ForeignKey(Seat, models.PROTECT, verbose_name="座位", related_name="marks")
    tenths = models.PositiveSmallIntegerField("得分", null=True)
    absent = models.BooleanField("缺考", default=False)
    by = models.ForeignKey(Account, models.PROTECT, verbose_name="录入账号", related_name="+")
    entered_at = models.DateTimeField("录入时间")
    received_at = models.DateTimeField("接收时间")
    device = models.CharField("设备", max_length=36)
    sequence = models.PositiveIntegerField("设备序号")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["device", "sequence"], name="mark_sent_once"),
            models.CheckConstraint(
                condition=models.Q(absent=True, tenths__isnull=True)
                | models.Q(absent=False, tenths__isnull=False),
                name="mark_or_absent",
            ),
        ]
        indexes = [models.Index(fields=["seat", "by", "entered_at"])]

    def __str__(self) -> str:
        return f"{self.seat_id}: {self.tenths}"


class PartResult(models.Model):
    """What was found of a candidate in a part, once the entries agree. A re-marking follows it with another version."""

    candidate = models.ForeignKey(Candidate, models.PROTECT, verbose_name="考生", related_name="results")
    part = models.CharField("科目", max_length=12, choices=Part.choices)
    version = models.PositiveSmallIntegerField("版本", default=1)
    tenths = models.PositiveSmallIntegerField("得分", null=True)
    absent = models.BooleanField("缺考", default=False)
    passed = models.BooleanField("合格")
    found_at = models.DateTimeField("确定时间")
    act = models.BigIntegerField("行为")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidate", "part", "version"], name="part_result_once"),
        ]

    def __str__(self) -> str:
        return f"{self.candidate_id} {self.part}: {self.tenths}"
