"""A fact as it was recorded: never changed, only followed by a new version."""

from datetime import UTC, datetime

from django.db import models
from django.db.models import Q

FOREVER = datetime(9999, 12, 31, tzinfo=UTC)
"""The moment at which a version that stands is superseded."""


class Record(models.Model):
    """One version of a record. A rule asks on a day (effective) and as known at a moment (recorded).

    record          the number of the record, the same for all its versions; opaque, so acts may hold it
    reference       the number under which the source keeps it; the same file read twice meets it again
    recorded_at     from which moment this version was known
    superseded_at   until which moment; FOREVER for the version that stands
    """

    record = models.BigIntegerField("记录号")
    version = models.PositiveSmallIntegerField("版本", default=1)
    reference = models.CharField("来源编号", max_length=64)
    recorded_at = models.DateTimeField("记录时间")
    superseded_at = models.DateTimeField("更正时间", default=FOREVER)

    class Meta:
        abstract = True
        constraints = [
            models.UniqueConstraint(fields=["record", "version"], name="%(class)s_version"),
            models.UniqueConstraint(
                fields=["reference"], condition=Q(superseded_at=FOREVER), name="%(class)s_standing_reference"
            ),
            models.UniqueConstraint(
                fields=["record"], condition=Q(superseded_at=FOREVER), name="%(class)s_standing_record"
            ),
            models.CheckConstraint(
                condition=Q(superseded_at__gt=models.F("recorded_at")), name="%(class)s_recorded_first"
            ),
        ]


def period_constraint(first: str, last: str) -> models.CheckConstraint:
    """A period does not end before it begins; without a last day it goes on."""
    return models.CheckConstraint(
        condition=Q(**{f"{last}__isnull": True}) | Q(**{f"{last}__gte": models.F(first)}),
        name=f"%(class)s_{first}_first",
    )
