"""A row of each record kind of employment."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import models

from jiyao.employment.models import AppointmentQuestion, PostAppointment
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.models import Account


def employment_rows(
    number: int, organisation: int, county: str
) -> Mapping[type[models.Model], dict[str, Any]]:
    """Somebody in a post of their employer."""
    return {
        PostAppointment: {
            "person_id": number,
            "employer_id": organisation,
            "division": county,
            "post": "special_technician",
            "occupation": "6-18-02-04",
            "starts_on": date(2020, 1, 1),
        }
    }


def a_question(number: int, organisation: int, county: str, asker: Account) -> None:
    """What was asked about the appointment, and is open."""
    AppointmentQuestion.objects.create(
        pk=1000 + number,
        appointment=1000 + number,
        person_id=number,
        employer_id=organisation,
        division=county,
        question_sealed=seal_text(None, "question_sealed", "材料"),
        asked_by=asker,
        asked_at=datetime(2025, 1, 1, 8, tzinfo=UTC),
    )
