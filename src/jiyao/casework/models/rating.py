"""好差评: what a person says of how their case was handled, once."""

from django.db import models

from jiyao.casework.models.case import Case
from jiyao.registry.models import Organisation, Person


class Grade(models.TextChoices):
    """The five grades of the national rating of services (国办发〔2019〕51号), the best first; two are bad marks."""

    VERY_GOOD = "very_good", "非常满意"
    GOOD = "good", "满意"
    FAIR = "fair", "基本满意"
    BAD = "bad", "不满意"
    VERY_BAD = "very_bad", "非常不满意"


BAD_MARKS = (Grade.BAD, Grade.VERY_BAD)


class Rating(models.Model):
    """The rating of one case. Measure, organisation and division are the case's, as they were then.

    sentence_sealed   what the person adds, under their key
    follow_up         the complaint that a bad mark opened
    """

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="办件", related_name="rating")
    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="+")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, verbose_name="单位", related_name="+"
    )
    division = models.CharField("受理地", max_length=6, null=True)
    measure = models.CharField("措施", max_length=64)
    grade = models.CharField("评价", max_length=10, choices=Grade.choices)
    sentence_sealed = models.BinaryField("留言", null=True)
    rated_on = models.DateField("评价日期")
    rated_at = models.DateTimeField("评价时间")
    follow_up = models.ForeignKey(
        Case, models.PROTECT, null=True, verbose_name="整改办件", related_name="ratings"
    )

    class Meta:
        indexes = [models.Index(fields=["division", "grade"])]

    def __str__(self) -> str:
        return f"{self.case_id} {self.grade}"
