"""Rows of planted records, one at a time, with what is usual where a scene does not say."""

from collections.abc import Mapping, Sequence

import numpy as np

from jiyao.demo.drawing.columns import NONE, Coded, Column, Table
from jiyao.demo.drawing.plan import Plan

Value = int | str | None
Row = dict[str, Value]

CERTIFICATE: Row = {
    "person_id": NONE,
    "certificate_kind": "skill_level",
    "occupation": None,
    "work_type": "none",
    "level": "L5",
    "issued_on": NONE,
    "issuer_id": NONE,
    "found_in_lookup": 1,
    "first_time": 1,
    "revoked_on": NONE,
}
ENROLMENT: Row = {
    "person_id": NONE,
    "provider_id": NONE,
    "division": None,
    "occupation": None,
    "work_type": "none",
    "level": "L5",
    "training_kind": "employment_skill",
    "training_mode": "offline",
    "starts_on": NONE,
    "ends_on": NONE,
    "passed": 1,
    "attended_days": 20,
    "attended_hours": 0,
    "attendance_ratio": 9600,
    "fee_charged_fen": 120_000,
    "employee_of_enterprise": 0,
    "placed_in_province": 0,
    "placed_on": NONE,
}
APPRENTICESHIP: Row = {
    "person_id": NONE,
    "employer_id": NONE,
    "division": None,
    "occupation": None,
    "work_type": "none",
    "level": "L4",
    "starts_on": NONE,
    "contract_years": 2,
    "duration_years": 1,
    "origin": "new_hire",
    "long_duration_case": 0,
    "taught_jointly": 1,
}
EMPLOYMENT: Row = {
    "person_id": NONE,
    "organisation_id": NONE,
    "in_province": 1,
    "division": None,
    "occupation": None,
    "skilled_post": 0,
    "front_line": 0,
    "starts_on": NONE,
    "ends_on": NONE,
}
INSURANCE: Row = {
    "person_id": NONE,
    "organisation_id": NONE,
    "in_province": 1,
    "division": None,
    "employer_pays": 1,
    "person_pays": 1,
    "first_month": NONE,
    "last_month": NONE,
}
ORGANISATION: Row = {
    "organisation_id": NONE,
    "name": "",
    "division": None,
    "is_enterprise": 1,
    "has_skilled_posts": 1,
}
ROLE: Row = {"organisation_id": NONE, "role": "employer", "starts_on": NONE, "ends_on": NONE}
OWNERSHIP: Row = {
    "organisation_id": NONE,
    "owner_organisation_id": NONE,
    "owner_person_id": NONE,
    "share": NONE,
    "starts_on": NONE,
    "ends_on": NONE,
}
BODY: Row = {
    "organisation_id": NONE,
    "starts_on": NONE,
    "ends_on": NONE,
    "body_kind": "social",
    "number_part": None,
    "division": None,
    "filed_on": NONE,
}
SCOPE: Row = {
    "organisation_id": NONE,
    "starts_on": NONE,
    "ends_on": NONE,
    "occupation": None,
    "work_type": "none",
    "level": "L5",
    "division": None,
    "standard_edition": "edition_2018",
    "ability_item": "",
}
ROOM: Row = {
    "id": NONE,
    "organisation_id": NONE,
    "venue": "示范考点",
    "name": "一考场",
    "division": None,
    "seats": 40,
    "closed_on": NONE,
}
SESSION: Row = {
    "id": NONE,
    "organisation_id": NONE,
    "number": None,
    "state": "reported",
    "occupation": None,
    "work_type": "none",
    "level": "L5",
    "standard_edition": "edition_2018",
    "ability_item": "",
    "division": None,
    "parts": "practical",
    "starts_on": NONE,
    "ends_on": NONE,
    "enrols_until": NONE,
    "planned_by_id": NONE,
    "filed_on": NONE,
    "published_on": NONE,
    "reported_on": NONE,
    "seed": "demonstration",
    "cancel_reason": "",
}
SITTING: Row = {
    "id": NONE,
    "session_id": NONE,
    "part": "practical",
    "room_id": NONE,
    "starts_at": NONE,
    "ends_at": NONE,
}
CANDIDATE: Row = {
    "id": NONE,
    "session_id": NONE,
    "person_id": NONE,
    "state": "admitted",
    "candidacy": NONE,
    "measure": "",
    "route": "",
    "enrolled_by_id": NONE,
    "enrolled_on": NONE,
    "ticket": None,
}
SEAT: Row = {"id": NONE, "candidate_id": NONE, "sitting_id": NONE, "number": NONE, "came_at": NONE}
DUTY: Row = {
    "id": NONE,
    "sitting_id": NONE,
    "person_id": NONE,
    "role": "lead",
    "state": "signed",
    "asked_at": NONE,
    "answered_at": NONE,
    "fee_fen": NONE,
    "signed_at": NONE,
}
RESULT: Row = {
    "id": NONE,
    "candidate_id": NONE,
    "part": "practical",
    "version": 1,
    "tenths": NONE,
    "absent": 0,
    "passed": 1,
    "found_at": NONE,
    "act": 0,
}
TRUTH: Row = {"case": NONE, "kind": "", "subject": "", "record": NONE, "is_fraud": 0, "explanation": ""}
USUAL: Mapping[str, Row] = {
    "registry_heldcertificate": CERTIFICATE,
    "training_enrolment": ENROLMENT,
    "training_apprenticeship": APPRENTICESHIP,
    "registry_employmentspell": EMPLOYMENT,
    "registry_insurancespell": INSURANCE,
    "registry_organisationversion": ORGANISATION,
    "registry_organisationrole": ROLE,
    "registry_ownership": OWNERSHIP,
    "evaluation_evaluationbody": BODY,
    "evaluation_bodyscope": SCOPE,
    "evaluation_room": ROOM,
    "evaluation_session": SESSION,
    "evaluation_sitting": SITTING,
    "evaluation_candidate": CANDIDATE,
    "evaluation_seat": SEAT,
    "evaluation_duty": DUTY,
    "evaluation_partresult": RESULT,
    "demo_truth": TRUTH,
}


def as_table(name: str, rows: Sequence[Row]) -> Table:
    """The rows as columns."""
    usual = USUAL[name]
    kept = [*usual, *(key for key in rows[0] if key not in usual)]
    return {column: _column(usual.get(column, 0), [row[column] for row in rows]) for column in kept}


def _column(usual: Value, values: Sequence[Value]) -> Column:
    if isinstance(usual, int):
        return np.array(values, np.int64)
    words = tuple(dict.fromkeys(str(value) for value in values if value is not None))
    places = {word: place for place, word in enumerate(words)}
    return Coded(np.array([-1 if value is None else places[str(value)] for value in values], np.int64), words)


def share(plan: Plan, cases: int, block: int) -> range:
    """Which frauds of a kind are planted in a block; at least one in the province, however small."""
    number = max(1, round(cases * plan.scale)) if cases else 0
    return range(number * block // plan.blocks, number * (block + 1) // plan.blocks)
