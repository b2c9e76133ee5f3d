"""股权: who owns how much of an organisation, from a day on."""

from django.db import models
from django.db.models import Q

from jiyao.registry.models.organisation import Organisation
from jiyao.registry.models.person import Person
from jiyao.registry.models.record import Record, period_constraint


class Ownership(Record):
    """A share of an organisation. Its owner is an organisation or a person, not both.

    share   in ten-thousandths; unknown where nobody says how much
    """

    organisation = models.ForeignKey(
        Organisation, models.PROTECT, verbose_name="被持有单位", related_name="owned_by"
    )
    owner_organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, verbose_name="持有单位", related_name="owns"
    )
    owner_person = models.ForeignKey(
        Person, models.PROTECT, null=True, verbose_name="持有人", related_name="owns"
    )
    share = models.PositiveIntegerField("持股比例", null=True)
    starts_on = models.DateField("起始日")
    ends_on = models.DateField("截止日", null=True)

    class Meta(Record.Meta):
        constraints = [
            *Record.Meta.constraints,
            period_constraint("starts_on", "ends_on"),
            models.CheckConstraint(
                condition=Q(owner_organisation__isnull=True) ^ Q(owner_person__isnull=True),
                name="%(class)s_has_one_owner",
            ),
        ]
