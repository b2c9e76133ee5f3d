"""Bodies with what they did: sessions with their results, sittings, duties, and certificates by the thousand."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import count

from jiyao.engine.packs.supervision import BehaviourFile
from jiyao.evaluation.models import (
    Candidate,
    CandidateState,
    Duty,
    DutyRole,
    DutyState,
    EvaluationBody,
    Part,
    PartResult,
    Room,
    Session,
    SessionState,
    Sitting,
)
from jiyao.registry.models import HeldCertificate, Organisation, Person
from tests.foundation.planted import EARLY, WELDER, plant
from tests.packs.heilongjiang import pack

ON = date(2025, 6, 30)
HOLDER = 900
_numbers = count(1)
_records = count(5_000_001)


def behaviour() -> BehaviourFile:
    """What the pack calls unusual."""
    found = pack().supervision.behaviour
    assert found is not None
    return found


def body(number: int, *filed: date) -> int:
    """A body with its filings: the first, and renewals."""
    Organisation.objects.create(id=number)
    for turn, day in enumerate(filed):
        plant(
            EvaluationBody,
            organisation_id=number,
            body_kind="social",
            number_part=f"S0000230{number:05d}",
            division="230100",
            starts_on=day,
            filed_on=day,
            ends_on=filed[turn + 1] - timedelta(days=1) if turn + 1 < len(filed) else None,
        )
    return number


def certificates(issuer: int, days: Sequence[date], each: int) -> None:
    """So many certificates on each of the days, all of one holder."""
    Person.objects.get_or_create(id=HOLDER)
    HeldCertificate.objects.bulk_create(
        HeldCertificate(
            record=(number := next(_records)),
            reference=f"r{number}",
            recorded_at=EARLY,
            person_id=HOLDER,
            certificate_kind="skill_level",
            occupation=WELDER,
            level="L4",
            issued_on=day,
            issuer_id=issuer,
            first_time=True,
        )
        for day in days
        for _ in range(each)
    )


def session(organisation: int, passed: int, failed: int, *, on: date = ON - timedelta(days=60)) -> Session:
    """A session with results on notice. Marks lie from 60 up where passed, and below where not."""
    made = Session.objects.create(
        organisation_id=organisation,
        number=f"S-{next(_numbers)}",
        state=SessionState.PUBLISHED,
        occupation=WELDER,
        level="L4",
        standard_edition="edition_2023",
        division="230100",
        parts="practical",
        starts_on=on,
        ends_on=on,
        enrols_until=on - timedelta(days=10),
    )
    Person.objects.get_or_create(id=HOLDER)
    numbers = range(1, passed + failed + 1)
    Person.objects.bulk_create([Person(id=100_000 + n) for n in numbers], ignore_conflicts=True)
    candidates = Candidate.objects.bulk_create(
        Candidate(
            session=made,
            person_id=100_000 + n,
            state=CandidateState.ADMITTED,
            candidacy=n,
            enrolled_on=on - timedelta(days=20),
        )
        for n in numbers
    )
    PartResult.objects.bulk_create(
        PartResult(
            candidate=candidate,
            part=Part.PRACTICAL,
            tenths=600 + turn % 300 if turn < passed else 400 + turn % 150,
            passed=turn < passed,
            found_at=datetime(2025, 5, 2, tzinfo=UTC),
            act=0,
        )
        for turn, candidate in enumerate(candidates)
    )
    return made


def sitting(of: Session, venue: str, hour: int, *examiners: int, day: date | None = None) -> Sitting:
    """A sitting of an hour at a venue, with its examiners, who accepted."""
    room, _ = Room.objects.get_or_create(
        organisation=of.organisation, venue=venue, name="一号", division="230100", seats=30
    )
    begins = datetime.combine(day or of.starts_on, time(hour), UTC)
    made = Sitting.objects.create(
        session=of, part=Part.PRACTICAL, room=room, starts_at=begins, ends_at=begins + timedelta(hours=1)
    )
    for person in examiners:
        Person.objects.get_or_create(id=person)
        Duty.objects.create(
            sitting=made, person_id=person, role=DutyRole.EXAMINER, state=DutyState.ACCEPTED, asked_at=begins
        )
    return made
