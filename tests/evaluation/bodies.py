"""An evaluation body and who is there: a row of each record kind."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from jiyao.evaluation.models import (
    BodyScope,
    BodySuspension,
    Candidacy,
    EvaluationBody,
    Examiner,
    Supervisor,
)


def evaluation_rows(
    number: int, organisation: int, county: str
) -> Mapping[type[models.Model], dict[str, Any]]:
    """A body that was suspended once, and who is there."""
    body = {"organisation_id": organisation, "starts_on": date(2020, 1, 1)}
    scope = {"occupation": "6-18-02-04", "level": "L4"}
    standard = {"standard_edition": "edition_2018", "division": county}
    return {
        EvaluationBody: {
            **body,
            "body_kind": "social",
            "number_part": f"S00002399000{number}",
            "division": county,
        },
        BodySuspension: {
            **body,
            "ends_on": date(2020, 2, 1),
            "division": county,
            "suspension_reason": "own_request",
        },
        BodyScope: {**body, **scope, **standard},
        Examiner: {**body, **scope, "person_id": number, "grade": "examiner"},
        Supervisor: {**body, "person_id": number, "side": "internal", "division": county},
        Candidacy: {
            **scope,
            **standard,
            "person_id": number,
            "organisation_id": organisation,
            "applied_on": date(2025, 1, 10),
        },
    }
