"""A row of each record kind of employment."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from jiyao.employment.models import PostAppointment


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
