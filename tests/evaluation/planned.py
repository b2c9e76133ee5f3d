"""A body that plans sessions: listed for welders, with examiners and supervisors, and people who want to be examined."""

from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from jiyao.engine.determination.assessing import Assessor
from jiyao.evaluation.actions.planning import Plan
from jiyao.evaluation.models import (
    BodyScope,
    EvaluationBody,
    Examiner,
    Part,
    Room,
    Session,
    SessionState,
    Sitting,
    Supervisor,
)
from jiyao.evaluation.queries.bodies import Target
from jiyao.foundation.actions.keys import create_keys
from jiyao.registry.hand import Hand
from jiyao.registry.models import Division, Level, Occupation, Organisation
from tests.evaluation.examined import BODY, account_of, hand, office, pack
from tests.foundation.planted import WELDER, person, plant

HARBIN, PROVINCE = "230100", "230000"
TODAY = date(2025, 5, 6)
NOW = datetime(2025, 5, 6, 2, tzinfo=UTC)
LAST_DAY, EXAM = date(2025, 5, 20), date(2025, 6, 10)
LONG_AGO = date(2020, 1, 1)
EXAMINERS, SENIORS, INTERNAL = range(501, 506), (501, 502), (511, 512)
PEOPLE = range(601, 611)
LEVELS = ("none", "L5", "L4", "L3", "L2", "L1")
ENOUGH = {"occupation_work_months": 72}

__all__ = ["BODY", "WELDER", "account_of", "office", "pack"]


@cache
def assessor() -> Assessor:
    """The compiled measures of the demonstration."""
    return Assessor(pack())


def acting(account: Any, *, on: date = TODAY, later: int = 0) -> Hand:
    """Whoever holds the account acts, some minutes later than the last time."""
    return hand(account, on=on, at=NOW + timedelta(days=(on - TODAY).days, minutes=later))


def lists() -> None:
    """The little of the lists that a session needs."""
    Division.objects.create(code=PROVINCE, parent_id=None, level="province", zh="黑龙江省", en="Heilongjiang")
    Division.objects.create(code=HARBIN, parent_id=PROVINCE, level="prefecture", zh="哈尔滨市", en="Harbin")
    Occupation.objects.create(code=WELDER, depth=4, zh="焊工")
    for rank, code in enumerate(LEVELS):
        Level.objects.create(code=code, rank=rank, zh=code, en=code)


def body() -> None:
    """The body with its scope, its examiners, two of them senior, and its supervisors; the people; and the lists."""
    if not Level.objects.exists():
        lists()
    Organisation.objects.create(id=BODY)
    of_body = {"organisation_id": BODY, "starts_on": LONG_AGO}
    plant(EvaluationBody, **of_body, body_kind="social", number_part="S000023000001", division=HARBIN)
    plant(
        BodyScope,
        **of_body,
        occupation=WELDER,
        level="L4",
        division=HARBIN,
        standard_edition="edition_2023",
    )
    for number in EXAMINERS:
        grade = "senior" if number in SENIORS else "examiner"
        plant(Examiner, **of_body, person_id=person(number), grade=grade, occupation=WELDER, level="L3")
    for number in INTERNAL:
        plant(Supervisor, **of_body, person_id=person(number), side="internal")
    for number in PEOPLE:
        person(number, birth_on=date(1990, 1, 1))
    create_keys([*EXAMINERS, *INTERNAL, *PEOPLE])


def plan(**values: Any) -> Plan:
    """A plan that can be filed."""
    given: dict[str, Any] = {
        "organisation": BODY,
        "number": "2025-焊工-1",
        "target": Target(WELDER, "L4"),
        "division": HARBIN,
        "parts": (Part.THEORY, Part.PRACTICAL),
        "starts_on": EXAM,
        "ends_on": EXAM,
        "enrols_until": LAST_DAY,
    }
    return Plan(**{**given, **values})


def filed(**values: Any) -> Session:
    """A session that can be enrolled for."""
    given: dict[str, Any] = {
        "organisation_id": BODY,
        "number": "2025-001",
        "state": SessionState.FILED,
        "occupation": WELDER,
        "level": "L4",
        "standard_edition": "edition_2023",
        "division": HARBIN,
        "starts_on": EXAM,
        "ends_on": EXAM,
        "enrols_until": LAST_DAY,
    }
    return Session.objects.create(**{**given, **values})


def sitting(session: Session, part: Part, hour: int, seats: int = 30, name: str = "一号") -> Sitting:
    """A sitting of an hour in a room of the body."""
    room, _ = Room.objects.get_or_create(
        organisation_id=BODY, venue="实训楼", name=name, defaults={"division": HARBIN, "seats": seats}
    )
    starts_at = datetime(2025, 6, 10, hour, tzinfo=UTC)
    return Sitting.objects.create(
        session=session, part=part, room=room, starts_at=starts_at, ends_at=starts_at + timedelta(hours=1)
    )
