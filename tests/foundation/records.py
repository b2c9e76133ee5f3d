"""Hypothesis strategies: records of a few people in versions, with gaps, contradictions and late corrections."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from django.db import models
from hypothesis import strategies as st

from jiyao.employment.models import PostAppointment
from jiyao.evaluation.models import Coaching, ContestResult, TitleCandidacy
from jiyao.policy.models import Grant, GrantSlot
from jiyao.registry.models import (
    FOREVER,
    BenefitSpell,
    EducationSpell,
    EmploymentSpell,
    GroupSpell,
    HeldCertificate,
    HouseholdSpell,
    InsuranceSpell,
    Organisation,
    OrganisationVersion,
    Person,
    PersonVersion,
    ScarceOccupation,
)
from jiyao.training.models import Apprenticeship, ApprenticeshipBreak, Enrolment

PEOPLE = range(1, 6)
ORGANISATIONS = (801, 802)
MOMENTS = [
    datetime(2025, month, 1, 12, 0, 0, micro, tzinfo=UTC) for month, micro in ((1, 0), (3, 500), (6, 0))
]
JUNE = 2025 * 12 + 6

Rows = Mapping[type[models.Model], list[dict[str, Any]]]

_days = st.sampled_from(
    [date(2024, 12, 31), date(2025, 1, 5), date(2025, 6, 29), date(2025, 6, 30), date(2025, 7, 1)]
)
_truth = st.sampled_from([True, False, None])
_place = st.sampled_from(["230000", "230100", "230102", "230200", "999999", None])
_occupation = st.sampled_from(["6-18-02-04", "6-18-01-01", None])
_level = st.sampled_from(["none", "L5", "L4", "L3", "L1", "other", None])
_person = st.sampled_from(PEOPLE)
_organisation = st.sampled_from([*ORGANISATIONS, None])
_small = st.sampled_from([0, 1, 2, None])
_name = st.sampled_from(["a", "b", None])


@st.composite
def _days_spell(draw: st.DrawFn) -> dict[str, Any]:
    first, last = sorted((draw(_days), draw(_days)))
    return {"starts_on": first, "ends_on": draw(st.sampled_from([last, None]))}


@st.composite
def _months_spell(draw: st.DrawFn) -> dict[str, Any]:
    months = st.integers(JUNE - 8, JUNE + 2)
    first, last = sorted((draw(months), draw(months)))
    return {"first_month": first, "last_month": draw(st.sampled_from([last, None]))}


def _merged(
    *parts: st.SearchStrategy[dict[str, Any]], **fields: st.SearchStrategy[Any]
) -> st.SearchStrategy[Any]:
    return st.tuples(*parts, st.fixed_dictionaries(fields)).map(
        lambda drawn: {name: value for part in drawn for name, value in part.items()}
    )


_OF_PERSON: dict[type[models.Model], st.SearchStrategy[dict[str, Any]]] = {
    HouseholdSpell: _merged(_days_spell(), division=_place),
    GroupSpell: _merged(_days_spell(), person_group=st.sampled_from(["none", "laid_off", "veteran", None])),
    EmploymentSpell: _merged(_days_spell(), in_province=_truth),
    InsuranceSpell: _merged(
        _months_spell(), division=_place, in_province=_truth, employer_pays=_truth, person_pays=_truth
    ),
    BenefitSpell: _months_spell(),
    EducationSpell: _merged(
        _days_spell(), school_kind=st.sampled_from(["technical_school", "university", None]), graduated=_truth
    ),
    HeldCertificate: st.fixed_dictionaries(
        {
            "occupation": _occupation,
            "level": _level,
            "issued_on": st.one_of(st.none(), _days),
            "revoked_on": st.one_of(st.none(), st.none(), _days),
            "found_in_lookup": _truth,
            "first_time": _truth,
        }
    ),
    Enrolment: _merged(
        _days_spell(),
        division=_place,
        occupation=_occupation,
        level=_level,
        passed=_truth,
        attended_days=_small,
        attendance_ratio=_small,
        placed_in_province=_truth,
        placed_on=st.one_of(st.none(), _days),
    ),
    Apprenticeship: st.fixed_dictionaries(
        {"employer_id": _organisation, "division": _place, "starts_on": _days, "contract_years": _small}
    ),
    ApprenticeshipBreak: _merged(
        _days_spell(), employer_id=st.sampled_from(ORGANISATIONS), division=_place
    ),
    ContestResult: st.fixed_dictionaries(
        {
            "contest": _name,
            "event": _name,
            "entry_number": _name,
            "occupation": _occupation,
            "rank": _small,
            "published_on": st.one_of(st.none(), _days),
        }
    ),
    Coaching: st.fixed_dictionaries({"contest": _name, "event": _name, "entry_number": _name}),
    TitleCandidacy: st.fixed_dictionaries(
        {
            "occupation": _occupation.filter(bool),
            "target_title": st.sampled_from(["none", "assistant"]),
            "applied_on": _days,
            "engineering_front_line_post": _truth,
        }
    ),
    PostAppointment: _merged(
        _days_spell(),
        employer_id=st.sampled_from(ORGANISATIONS),
        division=_place,
        post=st.just("special_technician"),
        occupation=_occupation.filter(bool),
    ),
}  # fmt: skip


@st.composite
def records(draw: st.DrawFn) -> Rows:
    """Rows by model, in an order in which they can be inserted."""
    numbers = iter(range(10_001, 99_999))
    rows: dict[type[models.Model], list[dict[str, Any]]] = {
        Person: [{"id": number} for number in PEOPLE],
        Organisation: [{"id": number} for number in ORGANISATIONS],
        PersonVersion: [],
        OrganisationVersion: [],
    }
    for number in PEOPLE:
        birth = st.fixed_dictionaries({"birth_on": st.one_of(st.none(), _days), "person_id": st.just(number)})
        rows[PersonVersion] += _versions(draw, number, birth)
    for number in ORGANISATIONS:
        seat = st.fixed_dictionaries(
            {
                "name": st.just("厂"),
                "division": _place.filter(bool),
                "has_skilled_posts": _truth,
                "organisation_id": st.just(number),
            }
        )
        rows[OrganisationVersion] += _versions(draw, number, seat)
    for model, fields in _OF_PERSON.items():
        own = draw(st.lists(_person, max_size=8))
        rows[model] = [
            row
            for person in own
            for row in _versions(draw, next(numbers), fields.map(lambda f, p=person: {**f, "person_id": p}))
        ]
    listed = _merged(_days_spell(), division=_place.filter(bool), occupation=_occupation.filter(bool))
    rows[ScarceOccupation] = [
        row for _ in range(draw(st.integers(0, 3))) for row in _versions(draw, next(numbers), listed)
    ]
    rows[Grant] = draw(st.lists(_grants(), max_size=6))
    for number, grant in enumerate(rows[Grant], start=1):
        grant["id"] = number
    rows[GrantSlot] = [
        {"grant_id": grant["id"], "pool": "once", "key": f"{grant['person_id']}|{grant['id']}", "slot": 1}
        for grant in rows[Grant]
    ]
    return rows


def _versions(
    draw: st.DrawFn, record: int, fields: st.SearchStrategy[dict[str, Any]]
) -> list[dict[str, Any]]:
    """One to three versions of a record; the last stands, or was withdrawn."""
    known = sorted(draw(st.sets(st.sampled_from(MOMENTS), min_size=1, max_size=3)))
    ends = [*known[1:], FOREVER]
    if len(known) > 1 and draw(st.booleans()):
        known, ends = known[:-1], ends[:-1]
    return [
        {
            "record": record,
            "version": number,
            "reference": f"r{record}",
            "recorded_at": recorded_at,
            "superseded_at": superseded_at,
            **draw(fields),
        }
        for number, (recorded_at, superseded_at) in enumerate(zip(known, ends, strict=True), start=1)
    ]


@st.composite
def _grants(draw: st.DrawFn) -> dict[str, Any]:
    reversed_on = draw(st.one_of(st.none(), _days))
    return {
        "measure": "a",
        "pack_version": "1",
        "subject": "certificate",
        "subject_record": 1,
        "person_id": draw(_person),
        "occupation": draw(_occupation),
        "level": draw(_level),
        "amount_fen": draw(st.sampled_from([None, 100000])),
        "granted_on": draw(_days),
        "recorded_at": draw(st.sampled_from(MOMENTS)),
        "reversed_on": reversed_on,
        "reversed_at": draw(st.sampled_from(MOMENTS)) if reversed_on else None,
    }
