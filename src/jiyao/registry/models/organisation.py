"""Organisations: employers, training bodies, evaluation bodies, technical schools, departments."""

from django.db import models

from jiyao.registry.models.record import Record, period_constraint


class Role(models.TextChoices):
    """What an organisation is to the policy; one may be several."""

    EMPLOYER = "employer", "用人单位"
    TRAINING_BODY = "training_body", "培训机构"
    EVALUATION_BODY = "evaluation_body", "评价机构"
    TECHNICAL_SCHOOL = "technical_school", "技工院校"
    DEPARTMENT = "department", "主管部门"


class Organisation(models.Model):
    """An organisation, under a number that does not change with its name or code."""

    id = models.BigIntegerField("单位号", primary_key=True)

    def __str__(self) -> str:
        return str(self.id)


class OrganisationVersion(Record):
    """Name, seat and code. `record` is the organisation's number; `reference` its unified social credit code."""

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="单位", related_name="versions"
    )
    name = models.CharField("单位名称", max_length=100)
    division = models.CharField("所在地", max_length=6)
    is_enterprise = models.BooleanField("企业", null=True)
    has_skilled_posts = models.BooleanField("有技能岗位", null=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            models.CheckConstraint(
                condition=models.Q(record=models.F("organisation")), name="%(class)s_is_of_organisation"
            ),
        ]


class OrganisationRole(Record):
    """What an organisation is, from a day on."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, verbose_name="单位", related_name="roles")
    role = models.CharField("身份", max_length=20, choices=Role.choices)
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日", null=True)

    class Meta(Record.Meta):
        constraints = [*Record.Meta.constraints, period_constraint("starts_on", "ends_on")]
