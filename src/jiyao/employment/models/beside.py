"""What lies beside an appointment to a post: the employer's papers, and what the department asks about it."""

from django.db import models

from jiyao.foundation.models import Attachment
from jiyao.registry.models import Account, Organisation, Person


class AppointmentPaper(models.Model):
    """佐证材料: a paper on which an appointment rests. `appointment`: the number of its record."""

    appointment = models.BigIntegerField("聘任记录号", db_index=True)
    file = models.ForeignKey(Attachment, models.PROTECT, verbose_name="文件")
    added_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="提交账号", related_name="+"
    )
    added_at = models.DateTimeField("提交时间")

    def __str__(self) -> str:
        return f"{self.appointment} {self.file_id}"


class AppointmentQuestion(models.Model):
    """聘任询问: the department asks the employer about an appointment; it stands until the answer is settled.

    appointment   the number of its record, whose person, employer and place are kept beside it
    question_sealed, answer_sealed   texts, under the installation's key
    settled_at    when the department was content with the answer
    """

    appointment = models.BigIntegerField("聘任记录号", db_index=True)
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="+")
    employer = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="用人单位", related_name="post_questions"
    )
    division = models.CharField("所在地", max_length=6, null=True)
    question_sealed = models.BinaryField("询问")
    asked_by = models.ForeignKey(Account, models.PROTECT, verbose_name="询问账号", related_name="+")
    asked_at = models.DateTimeField("询问时间")
    answer_sealed = models.BinaryField("答复", null=True)
    answered_by = models.ForeignKey(
        Account, models.PROTECT, null=True, verbose_name="答复账号", related_name="+"
    )
    answered_at = models.DateTimeField("答复时间", null=True)
    settled_at = models.DateTimeField("了结时间", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(answer_sealed__isnull=True, answered_at__isnull=True)
                | models.Q(answer_sealed__isnull=False, answered_at__isnull=False),
                name="appointmentquestion_answered_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.appointment} {self.asked_at:%Y-%m-%d}"
