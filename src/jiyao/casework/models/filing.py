"""备案事项: what an organisation files as an evaluation body, or the department opens about one; beside its case."""

from django.db import models

from jiyao.casework.models.case import Case
from jiyao.registry.models import Organisation


class Filing(models.Model):
    """What is asked, one to one with its case; the case's kind says whether it is a filing, a change or another.

    body_kind         as what it files; of what is filed about a listed body, as what it is listed
    division          where the body is
    starts_on         from which day; of an exit the last day
    ends_on           to which day; none where it is to go on
    number_part       its part of certificate numbers, once it is decided
    expects_record    the filing in the directory that stood when this was filed; none where none did
    """

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="办件", related_name="filing")
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="单位", related_name="filings"
    )
    body_kind = models.CharField("机构类别", max_length=20)
    division = models.CharField("所在地", max_length=6)
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日", null=True)
    suspension_reason = models.CharField("暂停事由", max_length=20, blank=True)
    number_part = models.CharField("机构代码", max_length=13, blank=True)
    expects_record = models.BigIntegerField("目录记录号", null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(ends_on__isnull=True) | models.Q(ends_on__gte=models.F("starts_on")),
                name="filing_starts_first",
            )
        ]

    def __str__(self) -> str:
        return str(self.case_id)


class FilingScope(models.Model):
    """A line of a filing: what the body is to evaluate from now on, or with `ends_record` no longer.

    ends_record   the number of the scope's record that is to end
    """

    filing = models.ForeignKey(Filing, models.PROTECT, verbose_name="备案事项", related_name="scopes")
    occupation = models.CharField("职业编码", max_length=10)
    work_type = models.CharField("工种", max_length=40, default="none")
    level = models.CharField("等级", max_length=8)
    division = models.CharField("评价区域", max_length=6)
    standard_edition = models.CharField("标准版本", max_length=24)
    ability_item = models.CharField("专项职业能力", max_length=40, blank=True)
    ends_record = models.BigIntegerField("终止的记录号", null=True)

    def __str__(self) -> str:
        return f"{self.filing_id} {self.occupation} {self.level}"
