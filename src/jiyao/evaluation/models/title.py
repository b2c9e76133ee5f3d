"""职称申报: a person applies for a professional title on the strength of a skill level."""

from django.db import models

from jiyao.registry.models import Person, Record


class TitleCandidacy(Record):
    """A candidacy with what rules ask of it that no register tells. Empty answers are unknown.

    occupation     of the skill level on which it rests
    target_title   the grade of title applied for; `none` where only how a class counts is asked
    """

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="人员", related_name="title_candidacies")
    division = models.CharField("受理地", max_length=6, null=True)
    occupation = models.CharField("职业编码", max_length=10)
    target_title = models.CharField("申报职称", max_length=24)
    applied_on = models.DateField("申报日期")
    engineering_front_line_post = models.BooleanField("工程领域一线岗位", null=True)
    months_away_since_qualifying_level = models.PositiveSmallIntegerField("取证后中断月数", null=True)
