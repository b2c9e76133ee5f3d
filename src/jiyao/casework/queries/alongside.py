"""What flags look into besides the records of the people asked about: classes they sat in, bodies, employers.

With these rows a flag says of records of those people just what it says of them where it looks into all records.
"""

from collections.abc import Mapping

from jiyao.casework.queries.lists import OF_PEOPLE

CERTIFICATES, ENROLMENTS = "registry_heldcertificate", "training_enrolment"
APPRENTICESHIPS, INSURANCE = "training_apprenticeship", "registry_insurancespell"
EMPLOYMENT, CANDIDATES, DUTIES = "registry_employmentspell", "evaluation_candidate", "evaluation_duty"
BODIES = "evaluation_evaluationbody"
OWN = ("registry_personversion", "registry_householdspell", APPRENTICESHIPS, CANDIDATES)
"""Tables of which only what is the people's own is looked into."""
ALL = (
    BODIES,
    "evaluation_bodyscope",
    DUTIES,
    "evaluation_sitting",
    "evaluation_room",
    "evaluation_session",
    "registry_ownership",
)
"""Tables that are short, and looked into as a whole."""
NOBODYS = "evaluation_partresult"
"""What says nothing of anybody's own record: by marks sessions are doubted."""


def rows_for_flags() -> Mapping[str, str]:
    """By table, SQL that holds of the rows that flags of some people look into, as `export_part` takes it."""
    return {
        **dict.fromkeys(OWN, OF_PEOPLE),
        **dict.fromkeys(ALL, "1 = 1"),
        NOBODYS: "1 = 0",
        CERTIFICATES: _with(
            CERTIFICATES,
            _shared("issuer_id", CERTIFICATES),
            f"issuer_id IN (SELECT organisation_id FROM {BODIES})",  # noqa: S608
        ),
        ENROLMENTS: _with(ENROLMENTS, _shared("provider_id, starts_on", ENROLMENTS)),
        EMPLOYMENT: _with(EMPLOYMENT, f"person_id IN (SELECT person_id FROM {DUTIES})"),  # noqa: S608
        INSURANCE: _with(
            INSURANCE,
            _shared("organisation_id", APPRENTICESHIPS, "employer_id"),
            _shared("record", INSURANCE),
        ),
        "registry_organisationrole": _shared("organisation_id", CERTIFICATES, "issuer_id"),
        "evaluation_seat": _shared("candidate_id", CANDIDATES, "id"),
    }


def _with(table: str, *shared: str) -> str:
    """Rows of the people, and those of which a condition holds. As a union, so that each part goes by its index."""
    parts = (f"SELECT id FROM {table} WHERE {condition}" for condition in (OF_PEOPLE, *shared))  # noqa: S608
    return f"id IN ({' UNION '.join(parts)})"


def _shared(columns: str, named_in: str, named: str | None = None) -> str:
    """That a row has in these columns what a row of the people has."""
    return f"({columns}) IN (SELECT {named or columns} FROM {named_in} WHERE {OF_PEOPLE})"  # noqa: S608
