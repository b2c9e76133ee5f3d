"""The shape of the records' tables: what Parquet holds of them, and what the database holds."""

from collections.abc import Iterator

from django.db import models

from jiyao.demo.filling.arrow import Shape
from jiyao.demo.models import PaymentDeparture, PlantedTruth
from jiyao.employment.models import PostAppointment
from jiyao.evaluation.models import (
    BodyScope,
    Candidate,
    Coaching,
    ContestResult,
    Duty,
    EvaluationBody,
    PartResult,
    Room,
    Seat,
    Session,
    Sitting,
    TitleCandidacy,
)
from jiyao.foundation.keeping import exportable_columns
from jiyao.policy.models import Grant, GrantSlot
from jiyao.registry.models import (
    BenefitSpell,
    EducationSpell,
    EmploymentSpell,
    GroupSpell,
    HeldCertificate,
    HouseholdSpell,
    InsuranceSpell,
    Organisation,
    OrganisationRole,
    OrganisationVersion,
    Ownership,
    Person,
    PersonVersion,
    ScarceOccupation,
)
from jiyao.training.models import Apprenticeship, ApprenticeshipBreak, Enrolment

TRUTH_MODELS: tuple[type[models.Model], ...] = (PlantedTruth, PaymentDeparture)
MODELS: tuple[type[models.Model], ...] = (
    Organisation,
    OrganisationVersion,
    OrganisationRole,
    ScarceOccupation,
    Person,
    PersonVersion,
    HouseholdSpell,
    GroupSpell,
    EmploymentSpell,
    InsuranceSpell,
    BenefitSpell,
    EducationSpell,
    HeldCertificate,
    Enrolment,
    Apprenticeship,
    ApprenticeshipBreak,
    ContestResult,
    Coaching,
    Ownership,
    EvaluationBody,
    BodyScope,
    Room,
    Session,
    Sitting,
    Candidate,
    Seat,
    Duty,
    PartResult,
    TitleCandidacy,
    PostAppointment,
    Grant,
    GrantSlot,
    *TRUTH_MODELS,
)
"""What the demonstration fills, each after what it points to."""

_KINDS: tuple[tuple[type[models.Field], str], ...] = (  # type: ignore[type-arg]
    (models.BooleanField, "truth"),
    (models.DateTimeField, "moment"),
    (models.DateField, "day"),
    (models.IntegerField, "number"),
    (models.CharField, "text"),
    (models.BinaryField, "bytes"),
)


def shapes() -> list[Shape]:
    """The shape of each table that the demonstration fills, each after what it points to."""
    return [_shape(model) for model in MODELS]


def _shape(model: type[models.Model]) -> Shape:
    columns = tuple(_columns(model))
    is_truth = model in TRUTH_MODELS
    told = {name for name, _ in columns} if is_truth else set(exportable_columns(model))
    return Shape(model._meta.db_table, columns, tuple(c for c in columns if c[0] in told), is_truth)


def _columns(model: type[models.Model]) -> Iterator[tuple[str, str]]:
    for field in model._meta.concrete_fields:
        plain = field.target_field if isinstance(field, models.ForeignKey) else field
        kind = next(kind for class_, kind in _KINDS if isinstance(plain, class_))
        yield str(field.column), kind
