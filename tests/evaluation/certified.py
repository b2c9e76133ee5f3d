"""A listed body with a session that is reported: two of its three candidates passed all of it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime
from random import Random

from jiyao.evaluation.actions.issuing import issue_certificates
from jiyao.evaluation.models import (
    BodyScope,
    Candidate,
    EvaluationBody,
    IssuedCertificate,
    Part,
    PartResult,
    Session,
    SessionState,
)
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.models import Act
from jiyao.registry.hand import Hand
from jiyao.registry.models import (
    Account,
    Level,
    Occupation,
    OrganisationVersion,
    Person,
    PersonVersion,
)
from tests.evaluation.examined import BODY, CANDIDATES, account_of, arranged, hand, office, pack
from tests.foundation.planted import WELDER, plant

__all__ = ["BODY", "CANDIDATES", "account_of", "pack"]

NUMBER_PART = "S000023000001"
ISSUED_ON = date(2025, 6, 30)
AT = datetime(2025, 6, 30, 2, tzinfo=UTC)
CHANCE = Random(7)  # noqa: S311
NAMES = ("张三丰", "李四", "王五")


def listed(*, starts_on: date = date(2020, 1, 1)) -> None:
    """The body is listed, for welders of level 3."""
    Occupation.objects.get_or_create(code=WELDER, defaults={"depth": 4, "zh": "焊工"})
    Level.objects.get_or_create(code="L3", defaults={"rank": 3, "zh": "三级/高级工", "en": "Level 3"})
    body = {"organisation_id": BODY, "starts_on": starts_on, "division": "230100"}
    plant(EvaluationBody, body_kind="social", number_part=NUMBER_PART, **body)
    plant(BodyScope, occupation=WELDER, level="L3", standard_edition="edition_2023", **body)
    plant(OrganisationVersion, record=BODY, organisation_id=BODY, name="演示评价机构", division="230100")


def reported(passed: Sequence[int] = CANDIDATES[:2]) -> Session:
    """The session, reported, with what was found of each candidate."""
    session = arranged("theory practical")
    _named()
    listed()
    return with_results(session, passed)


def with_results(session: Session, passed: Sequence[int]) -> Session:
    """The session, reported; who is not among those who passed failed in practice."""
    for candidate in Candidate.objects.filter(session=session):
        for part in (Part.THEORY, Part.PRACTICAL):
            fails = part == Part.PRACTICAL and candidate.person_id not in passed
            PartResult.objects.create(
                candidate=candidate,
                part=part,
                tenths=500 if fails else 805,
                passed=not fails,
                found_at=AT,
                act=1,
            )
    session.state, session.reported_on = SessionState.REPORTED, ISSUED_ON
    session.save()
    return session


def _named() -> None:

    keys = keyring(CANDIDATES)
    for person, name in zip(CANDIDATES, NAMES, strict=True):
        sealed = keys.seal(person, "name_sealed", name)
        plant(PersonVersion, record=person, person_id=person, name_sealed=sealed)


def issuing(account: Account | None = None) -> Hand:
    """The body's office on the day of issue."""
    return hand(account or office(), on=ISSUED_ON, at=AT)


def issued() -> list[IssuedCertificate]:
    """The certificates of the session."""
    return issue_certificates(reported().pk, issuing(), pack(), chance=CHANCE)


def last_act() -> int:
    """The number of the last act there is."""
    return Act.objects.order_by("-number").values_list("number", flat=True)[0]


def other_sessions(count: int) -> list[int]:
    """So many more sessions of the body that are reported, each with somebody of its own who passed."""
    first = Session.objects.get(number="2025-001")
    made = []
    for number in range(count):
        person = 700 + number
        Person.objects.create(id=person)
        session = Session.objects.get(pk=first.pk)
        session.pk, session.number = None, f"2025-1{number:02d}"
        session.save(force_insert=True)
        Candidate.objects.create(
            session=session,
            person_id=person,
            state="admitted",
            candidacy=person,
            enrolled_on=date(2025, 5, 20),
            ticket=f"T{person}",
        )
        made.append(with_results(session, [person]).pk)
    return made
