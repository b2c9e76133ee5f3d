"""A session with one sitting: ten candidates in their seats, two examiners, and somebody of the body's office."""

from datetime import UTC, date, datetime, timedelta

from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.models import (
    Candidate,
    CandidateState,
    Duty,
    DutyRole,
    DutyState,
    Part,
    Room,
    Seat,
    Session,
    SessionState,
    Sitting,
)
from jiyao.foundation.actions.keys import create_keys
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account, AccountRole, Organisation, Person
from jiyao.registry.permitting import holder_of
from tests.foundation.planted import WELDER
from tests.packs.heilongjiang import demonstration_pack

BODY = 31
DAY = date(2025, 6, 10)
MORNING = datetime(2025, 6, 10, 1, tzinfo=UTC)
AT = MORNING + timedelta(hours=3)
LEAD, SECOND, OFFICE, CANDIDATES = 501, 502, 503, range(601, 604)


def pack() -> Pack:
    """The pack with demonstration values: two people enter each mark, three days to ask for re-marking."""
    return demonstration_pack()


def hand(account: Account, *, on: date = DAY, at: datetime = AT) -> Hand:
    """Whoever holds the account acts."""
    return Hand(holder_of(account, on), on, at)


def account_of(person: int) -> Account:
    """An account that stands for a person."""
    return open_account(username=f"p{person}", person=person, at=MORNING, by="program:test")


def office() -> Account:
    """An account of the body's office."""
    account = open_account(username="office", at=MORNING, by="program:test")
    assign(
        account=account,
        role=AccountRole.EVALUATION_BODY,
        organisation=BODY,
        starts_on=date(2020, 1, 1),
        at=MORNING,
        by="program:test",
    )
    return account


def arranged(parts: str = "practical") -> Session:
    """The session, arranged; in each part a sitting that both examiners have accepted."""
    Organisation.objects.create(id=BODY)
    create_keys([*CANDIDATES])
    for number in (LEAD, SECOND, OFFICE, *CANDIDATES):
        Person.objects.create(id=number)
    session = Session.objects.create(
        organisation_id=BODY,
        number="2025-001",
        state=SessionState.ARRANGED,
        occupation=WELDER,
        level="L3",
        standard_edition="edition_2023",
        division="230100",
        parts=parts,
        starts_on=DAY,
        ends_on=DAY,
        enrols_until=date(2025, 5, 30),
    )
    candidates = [_candidate(session, number) for number in CANDIDATES]
    room = Room.objects.create(organisation_id=BODY, venue="实训楼", name="一号", division="230100", seats=30)
    for hours, part in enumerate(parts.split()):
        _sitting(session, room, Part(part), MORNING + timedelta(hours=hours), candidates)
    return session


def _candidate(session: Session, person: int) -> Candidate:
    return Candidate.objects.create(
        session=session,
        person_id=person,
        state=CandidateState.ADMITTED,
        candidacy=person,
        enrolled_on=date(2025, 5, 20),
        ticket=f"T{person}",
    )


def _sitting(
    session: Session, room: Room, part: Part, starts_at: datetime, candidates: list[Candidate]
) -> None:
    sitting = Sitting.objects.create(
        session=session, part=part, room=room, starts_at=starts_at, ends_at=starts_at + timedelta(minutes=50)
    )
    for number, candidate in enumerate(candidates, start=1):
        Seat.objects.create(candidate=candidate, sitting=sitting, number=number)
    for person, role in ((LEAD, DutyRole.LEAD), (SECOND, DutyRole.EXAMINER)):
        Duty.objects.create(
            sitting=sitting, person_id=person, role=role, state=DutyState.ACCEPTED, asked_at=MORNING
        )
