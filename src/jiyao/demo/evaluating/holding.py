"""A session of the demonstration, held as far as it is to be: each step on its day, by whoever takes it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time
from random import Random

from jiyao.casework.actions.sending import draw_for_session, send_by_hand
from jiyao.demo.evaluating.hands import Hands
from jiyao.demo.evaluating.people import Answers
from jiyao.evaluation.actions.arranging import arrange_session
from jiyao.evaluation.actions.duties import accept_duty
from jiyao.evaluation.actions.enrolling import admit, enrol
from jiyao.evaluation.actions.issuing import issue_certificates
from jiyao.evaluation.actions.marking import Entry, sign_sitting, take_marks
from jiyao.evaluation.actions.planning import Plan, file_session, plan_session
from jiyao.evaluation.actions.results import close_examination, publish_results, report_session
from jiyao.evaluation.actions.rooms import add_room, add_sitting
from jiyao.evaluation.actions.seating import draw_seats
from jiyao.evaluation.arranging import arranging_of
from jiyao.evaluation.models import Duty, DutyRole, DutyState, Part, Room, Session, SessionState, Sitting
from jiyao.evaluation.queries.bodies import Target
from jiyao.evaluation.queries.staffing import examiners_for, supervisors_of
from jiyao.registry.hand import Hand

PLANNED, FILED, ENROLLED, DECIDED, ARRANGED = -30, -28, -20, -12, -9
"""On which days before a session it is planned, filed, enrolled for, decided and arranged."""
PUBLISHED, REPORTED, CERTIFIED = 1, 14, 16
"""On which days after it its results are on notice and reported, and who passed is certified."""
ENROLS_UNTIL = -10
VENUE, ROOM, SEATS = "示范实训楼", "101", 60
HOURS: Mapping[Part, tuple[int, int]] = {Part.THEORY: (1, 2), Part.PRACTICAL: (5, 8)}
"""Between which hours a part is examined, in UTC."""
MEAN, SPREAD, FULL = 735, 105, 1000
"""How the tenths of marks lie."""
CENTRE = "accept@province"
MARKING = (DutyRole.LEAD, DutyRole.EXAMINER)


@dataclass(frozen=True, slots=True)
class Wanted:
    """A session, and how far it is to come.

    people   who is enrolled, with their answers
    days     of its examination, from the day of the demonstration
    marks    tenths that some people get in practice, whatever chance says
    """

    organisation: int
    number: str
    target: Target
    division: str
    parts: tuple[Part, ...]
    people: Mapping[int, Answers]
    days: int
    until: SessionState
    marks: Mapping[int, int]


def hold(wanted: Wanted, hands: Hands) -> Session:
    """The session, as far as it was to come."""
    holding = _Holding(wanted, hands)
    for state, step in _STEPS:
        step(holding)
        if state is wanted.until:
            break
    return Session.objects.get(pk=holding.session)


def accept_duties(session: Session, hands: Hands, days: int) -> None:
    """Everybody who was drawn accepts."""
    asked = Duty.objects.filter(sitting__session=session, state=DutyState.ASKED)
    for number, person in asked.order_by("pk").values_list("pk", "person"):
        accept_duty(number, hands.person(person, days))


def enter_marks(sitting: Sitting, marks: Mapping[int, int], hand: Hand, hands: Hands) -> None:
    """Somebody enters marks of a sitting, by seat."""
    assert hand.account is not None  # noqa: S101 - somebody enters them
    device = f"demonstration-{sitting.pk}-{hand.account.pk}"
    entries = [
        Entry(seat, tenths, hand.at, device, number)
        for number, (seat, tenths) in enumerate(sorted(marks.items()), start=1)
    ]
    take_marks(sitting.pk, entries, hand, hands.pack)


def drawn_marks(sitting: Sitting, given: Mapping[int, int]) -> dict[int, int]:
    """Tenths by seat, as chance has it. `given`: by person, in practice"""
    chance = Random(f"{sitting.session.number}:{sitting.part}")  # noqa: S311
    found = {}
    for seat, person in sitting.seats.order_by("number").values_list("pk", "candidate__person"):
        tenths = min(FULL, max(0, 5 * round(chance.gauss(MEAN, SPREAD) / 5)))
        said = given.get(person, tenths)
        found[seat] = MEAN if person in given and sitting.part != Part.PRACTICAL else said
    return found


class _Holding:
    """One session on its way."""

    def __init__(self, wanted: Wanted, hands: Hands) -> None:
        self.wanted, self.hands, self.session = wanted, hands, 0

    def plan(self) -> None:
        """Planned."""
        wanted, hands = self.wanted, self.hands
        starts_on = hands.day(wanted.days)
        plan = Plan(
            wanted.organisation,
            wanted.number,
            wanted.target,
            wanted.division,
            wanted.parts,
            starts_on,
            starts_on,
            hands.day(wanted.days + ENROLS_UNTIL),
        )
        self.session = plan_session(plan, self._office(PLANNED), hands.pack).pk

    def file(self) -> None:
        """Filed, with its room and sittings, and enrolled for."""
        file_session(self.session, self._office(FILED), self.hands.pack)
        room = self._room()
        day = self.hands.day(self.wanted.days)
        for part in self.wanted.parts:
            first, last = (datetime.combine(day, time(hour), UTC) for hour in HOURS[part])
            add_sitting(self.session, part, room, first, last, self._office(FILED), on=day)
        enrol(
            self.session, self.wanted.people, self._office(ENROLLED), self.hands.pack, source="demonstration"
        )

    def arrange(self) -> None:
        """Everybody admitted and seated, examiners drawn, tickets given out."""
        found = Session.objects.get(pk=self.session)
        everybody = list(found.candidates.values_list("pk", flat=True))
        admit(self.session, everybody, self._office(DECIDED), self.hands.assessor)
        draw_seats(self.session, self.wanted.number, self._office(DECIDED))
        self._staff(found)
        arrange_session(self.session, self._office(ARRANGED))

    def examine(self) -> None:
        """Everybody marked by two, signed by who examined, and the examination closed."""
        found = Session.objects.get(pk=self.session)
        accept_duties(found, self.hands, self._days(ARRANGED))
        for sitting in found.sittings.select_related("session").order_by("starts_at"):
            marks = drawn_marks(sitting, self.wanted.marks)
            enter_marks(sitting, marks, self._office(0), self.hands)
            examiners = (
                sitting.duties.filter(role__in=MARKING).order_by("-role").values_list("person", flat=True)
            )
            enter_marks(sitting, marks, self.hands.person(examiners[0], self._days(0)), self.hands)
            for person in examiners:
                sign_sitting(sitting.pk, self.hands.person(person, self._days(0)), self.hands.pack)
        close_examination(self.session, self._office(0), self.hands.pack)

    def publish(self) -> None:
        """Its results on notice."""
        publish_results(self.session, self._office(PUBLISHED))

    def report(self) -> None:
        """Reported after the notice."""
        report_session(self.session, self._office(REPORTED), self.hands.pack)

    def certify(self) -> None:
        """Certificates issued to who passed."""
        chance = Random(self.wanted.number)  # noqa: S311
        issue_certificates(self.session, self._issuing(), self.hands.pack, chance=chance)

    def _issuing(self) -> Hand:
        """The body's office; of single abilities that of the department, whose centre issues."""
        if self.wanted.target.ability_item:
            return self.hands.named(CENTRE, self._days(CERTIFIED))
        return self._office(CERTIFIED)

    def _days(self, step: int) -> int:
        return min(0, self.wanted.days + step)

    def _office(self, step: int) -> Hand:
        return self.hands.office(self.wanted.organisation, self._days(step))

    def _room(self) -> int:
        there = Room.objects.filter(organisation=self.wanted.organisation, venue=VENUE, name=ROOM).first()
        if there is not None:
            return there.pk
        wanted = self.wanted
        return add_room(wanted.organisation, VENUE, ROOM, wanted.division, SEATS, self._office(FILED)).pk

    def _staff(self, session: Session) -> None:
        """Who examines and supervises: drawn, or sent by hand where nobody has found how they are drawn."""
        if arranging_of(session, self.hands.pack) is not None:
            draw_for_session(session.pk, self._office(DECIDED), self.hands.pack)
            return
        [lead, second, *_] = sorted(
            examiners_for(session, session.starts_on).items(), key=lambda one: (not one[1], one[0])
        )
        [inside, *_] = supervisors_of(session, session.starts_on)
        sent = ((lead[0], DutyRole.LEAD), (second[0], DutyRole.EXAMINER), (inside, DutyRole.INTERNAL))
        for sitting in session.sittings.order_by("pk"):
            for person, role in sent:
                send_by_hand(session.pk, sitting.pk, person, role, self._office(DECIDED))


_STEPS: Sequence[tuple[SessionState, Callable[[_Holding], None]]] = (
    (SessionState.PLANNED, _Holding.plan),
    (SessionState.FILED, _Holding.file),
    (SessionState.ARRANGED, _Holding.arrange),
    (SessionState.EXAMINED, _Holding.examine),
    (SessionState.PUBLISHED, _Holding.publish),
    (SessionState.REPORTED, _Holding.report),
    (SessionState.CERTIFIED, _Holding.certify),
)
