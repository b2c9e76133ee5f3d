"""Results of contests, as their organisers published them."""

from django.db import models

from jiyao.registry.models import Person, Record


class ContestResult(Record):
    """竞赛成绩: what a person reached in an event. A team's members share one entry number."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="选手")
    division = models.CharField("代表队所属地", max_length=6, null=True)
    contest = models.CharField("竞赛活动", max_length=32, null=True)
    contest_name = models.CharField("竞赛名称", max_length=60, null=True)
    contest_class = models.CharField("竞赛类别", max_length=32, null=True)
    event = models.CharField("赛项", max_length=40, null=True)
    occupation = models.CharField("赛项对应职业", max_length=10, null=True)
    entry_number = models.CharField("参赛编号", max_length=40, null=True)
    event_track = models.CharField("赛项类别", max_length=20, null=True)
    event_kind = models.CharField("赛项性质", max_length=20, null=True)
    team_size = models.PositiveSmallIntegerField("队员人数", null=True)
    published_on = models.DateField("成绩公布日期", null=True)
    rank = models.PositiveIntegerField("名次", null=True)
    last_rank = models.PositiveIntegerField("末位名次", null=True)
    medal = models.CharField("奖项", max_length=16, null=True)
    score_passed = models.BooleanField("成绩合格", null=True)
    at_technician_standard = models.BooleanField("按技师标准命题", null=True)
    entrant_status = models.CharField("选手身份", max_length=12, null=True)
    meets_national_entry_rules = models.BooleanField("符合全国大赛参赛条件", null=True)

    class Meta(Record.Meta):
        indexes = [models.Index(fields=["contest", "event", "entry_number"])]


class Coaching(Record):
    """指导选手: who coached which entry."""

    person = models.ForeignKey(Person, models.PROTECT, verbose_name="教练")
    division = models.CharField("代表队所属地", max_length=6, null=True)
    contest = models.CharField("竞赛活动", max_length=32, null=True)
    event = models.CharField("赛项", max_length=40, null=True)
    entry_number = models.CharField("参赛编号", max_length=40, null=True)
