"""更正申请: somebody says that a column of a record is wrong, and what it should be."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Case as Choice
from django.db.models import F, OuterRef, QuerySet, Subquery, Value, When

from jiyao.casework.models.case import FINISHED, Case, CaseState, CaseStep


class State(models.TextChoices):
    """How a request stands, as people say it."""

    OPEN = "open", "待办"
    CORRECTED = "corrected", "已更正"
    KEPT = "kept", "维持原记录"
    WITHDRAWN = "withdrawn", "已撤回"


STANDS: Mapping[CaseState, State] = {
    CaseState.ACCEPTED: State.OPEN,
    CaseState.CLOSED: State.CORRECTED,
    CaseState.REFUSED: State.KEPT,
    CaseState.WITHDRAWN: State.WITHDRAWN,
}
"""How a request stands by the state of its case."""


class Corrections(models.Manager["Correction"]):
    """Requests with what their cases say of them, under the names by which requests are listed."""

    def get_queryset(self) -> QuerySet["Correction"]:
        """Every request, as its case stands now."""
        return super().get_queryset().annotate(**_of_case())


def _of_case() -> dict[str, Any]:
    ends = CaseStep.objects.filter(case=OuterRef("case"), after__in=FINISHED).order_by("-pk")
    stands = (When(case__state=state, then=Value(said)) for state, said in STANDS.items())
    return {
        "state": Choice(*stands, default=Value(State.OPEN), output_field=models.CharField()),
        "person": F("case__person"),
        "person_id": F("case__person"),
        "division": F("case__division"),
        "asked_by_id": F("case__opened_by"),
        "asked_at": F("case__opened_at"),
        "decided_by_id": Subquery(ends.values("by")[:1]),
        "decided_at": Subquery(ends.values("at")[:1]),
    }


class Correction(models.Model):
    """What only a request for a correction has beside its case: one column of one record, and what is said of it.

    table, record    which record, by the name of its table
    version          the version that the request speaks of
    claimed_sealed   the value as JSON; with the reason and the answer it is sealed under the key of the case's person,
                     or for lists, which are about nobody, under the installation's
    """

    case = models.OneToOneField(Case, models.PROTECT, verbose_name="办件", related_name="correction")
    table = models.CharField("记录种类", max_length=40)
    record = models.BigIntegerField("记录号")
    version = models.PositiveSmallIntegerField("版本")
    column = models.CharField("栏目", max_length=40)
    claimed_sealed = models.BinaryField("主张的值")
    reason_sealed = models.BinaryField("理由")
    answer_sealed = models.BinaryField("答复", null=True)

    objects = Corrections()

    if TYPE_CHECKING:  # as `Corrections` tells them
        state: str
        person_id: int | None
        division: str | None
        asked_by_id: int
        asked_at: datetime
        decided_by_id: int | None
        decided_at: datetime | None

    class Meta:
        indexes = [models.Index(fields=["table", "record"], name="correction_of_record")]

    def __str__(self) -> str:
        return str(self.pk)

    @property
    def owner(self) -> int | None:
        """Under whose key it is sealed: the person's, or for lists the installation's."""
        return self.person_id

    def get_state_display(self) -> str:
        """How it stands, in Chinese."""
        return str(State(self.state).label)


def subject_of_column(table: str, column: str) -> str:
    """What a case is about that asks to correct a column of a table."""
    return f"{table}.{column}"
