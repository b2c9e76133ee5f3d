"""An evaluation body and who is there: a row of each record kind."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import models

from jiyao.evaluation.models import (
    AbilityItem,
    BodyScope,
    BodySuspension,
    Candidacy,
    Candidate,
    EvaluationBody,
    Examiner,
    IssuedCertificate,
    Session,
    Supervisor,
    TitleCandidacy,
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
        AbilityItem: {"item": f"ZX-{number}", "name": f"项目{number}", "starts_on": date(2020, 1, 1)},
        Candidacy: {
            **scope,
            **standard,
            "person_id": number,
            "organisation_id": organisation,
            "applied_on": date(2025, 1, 10),
        },
        TitleCandidacy: {
            "person_id": number,
            "division": county,
            "occupation": "6-18-02-04",
            "target_title": "assistant",
            "applied_on": date(2025, 1, 10),
        },
    }


def a_session(number: int, organisation: int, county: str) -> None:
    """A session of the body, the person who is a candidate in it, and a certificate that the body issued."""
    session = Session.objects.create(
        pk=1000 + number,
        organisation_id=organisation,
        number=f"2025-{number}",
        occupation="6-18-02-04",
        level="L4",
        standard_edition="edition_2018",
        division=county,
        starts_on=date(2025, 6, 10),
        ends_on=date(2025, 6, 10),
        enrols_until=date(2025, 5, 20),
    )
    Candidate.objects.create(
        pk=1000 + number,
        session=session,
        person_id=number,
        candidacy=1000 + number,
        enrolled_on=date(2025, 1, 10),
    )
    IssuedCertificate.objects.create(
        pk=1000 + number,
        number=f"S00002399000{number}25400000{number}",
        organisation_id=organisation,
        person_id=number,
        record=9000 + number,
        issued_on=date(2025, 2, 1),
        status_list=1,
        status_index=number,
    )
