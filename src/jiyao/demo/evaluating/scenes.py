"""The sessions of the demonstration: at one body one at each stage, at others some that are open or over."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

from jiyao.demo.evaluating.hands import Hands
from jiyao.demo.evaluating.holding import Wanted, accept_duties, drawn_marks, enter_marks, hold
from jiyao.demo.evaluating.people import WORKED_LONG, Answers, Pool
from jiyao.evaluation.actions.duties import accept_duty
from jiyao.evaluation.actions.results import ask_re_marking
from jiyao.evaluation.models import (
    BodyScope,
    Candidate,
    Duty,
    DutyState,
    Examiner,
    Part,
    PartResult,
    Session,
    SessionState,
)
from jiyao.evaluation.queries.bodies import Target, scopes_of
from jiyao.registry.models import Account

STARTED_LATELY: Answers = {
    "occupation_work_months": 30,
    "months_away_since_level": 0,
    "field_matches": False,
    "school_assessed": False,
}
"""Answers with which nobody may apply for level 4 by years of work or by school."""
NOTHING_SAID: Answers = {}
USUAL_LEVEL = "L4"
BELOW = "L5"
LATELY = timedelta(days=3 * 365)
MANY, FEW = 24, 12
PARTS = (Part.THEORY, Part.PRACTICAL)
NEARLY, WELL = 585, 860
"""Tenths of who nearly passed, and of who did well."""
EXAMINERS = ("examiner", "examiner-2")
"""Accounts that answer for themselves."""
CITIZEN, CANDIDATE, HOLDER = "citizen", "candidate", "holder"
"""Accounts whose people are in these sessions: with a ticket, with a result, with a certificate."""
S = SessionState


class Scene:
    """A body with its people, where sessions are held one after the other."""

    def __init__(self, organisation: int, hands: Hands) -> None:
        scope = usual_scope(organisation, hands.on)
        self.organisation, self.hands = organisation, hands
        self.target = Target(scope.occupation, scope.level, scope.work_type, scope.ability_item)
        self.place = scope.division
        self.pool = Pool(organisation, scope.occupation, scope.division, hands.on)
        self._numbers = 0

    def held(
        self,
        days: int,
        until: SessionState,
        people: Mapping[int, Answers],
        marks: Mapping[int, int] | None = None,
        parts: tuple[Part, ...] = PARTS,
    ) -> Session:
        """A session of these people so many days from the day of the demonstration."""
        self._numbers += 1
        number = f"示范 {self.hands.on.year}-{self._numbers:02}"
        wanted = Wanted(
            self.organisation, number, self.target, self.place, parts, people, days, until, marks or {}
        )
        return hold(wanted, self.hands)

    def people(self, count: int, *accounts: str) -> dict[int, Answers]:
        """So many people who may apply, whoever these accounts stand for among them."""
        named = Account.objects.filter(username__in=accounts).exclude(person=None)
        own = self.pool.untied([one.person_id or 0 for one in named.order_by("pk")])
        return dict.fromkeys([*own, *self.pool.take(count - len(own))], WORKED_LONG)


def usual_scope(organisation: int, on: date) -> BodyScope:
    """Of what a body filed the usual level of the occupation in which its examiners examine."""
    occupations = Examiner.objects.filter(organisation=organisation).values("occupation")
    scopes = scopes_of(organisation, on).filter(occupation__in=occupations).order_by("record")
    found = scopes.filter(level=USUAL_LEVEL).first() or scopes.first()
    assert found is not None  # noqa: S101 - its examiners examine in what it filed
    return found


def every_stage(organisation: int, hands: Hands) -> list[Session]:
    """Sessions of a body: planned, open, arranged, under way, examined, on notice, reported and certified."""
    scene = Scene(organisation, hands)
    return [
        scene.held(-75, S.CERTIFIED, scene.people(MANY, HOLDER), {_person(HOLDER): WELL}),
        scene.held(-20, S.REPORTED, scene.people(MANY)),
        _on_notice(scene),
        scene.held(-1, S.EXAMINED, scene.people(MANY)),
        _today(scene),
        _arranged(scene),
        _open(scene),
        scene.held(40, S.PLANNED, {}),
    ]


def some_stages(organisation: int, hands: Hands) -> list[Session]:
    """Sessions of another body: one that is certified, one on notice, one that is open."""
    scene = Scene(organisation, hands)
    return [
        scene.held(-90, S.CERTIFIED, scene.people(MANY)),
        scene.held(-3, S.PUBLISHED, scene.people(FEW)),
        scene.held(24, S.FILED, scene.people(FEW)),
    ]


def _on_notice(scene: Scene) -> Session:
    """Somebody who nearly passed may ask for re-marking, and somebody else has."""
    people = scene.people(MANY, CANDIDATE)
    other = list(people)[-1]
    session = scene.held(-2, S.PUBLISHED, people, {_person(CANDIDATE): NEARLY, other: NEARLY})
    asked = Candidate.objects.get(session=session, person=other)
    if PartResult.objects.filter(candidate=asked, part=Part.PRACTICAL, passed=False).exists():
        reason = "操作规范一项请再看一次"
        ask_re_marking(asked.pk, Part.PRACTICAL, scene.hands.person(other), scene.hands.pack, reason=reason)
    return session


def _today(scene: Scene) -> Session:
    """Today: everybody who examines has accepted; the office has entered the theory once, and nobody anything else."""
    hands = scene.hands
    session = scene.held(0, S.ARRANGED, scene.people(FEW))
    accept_duties(session, hands, -8)
    theory = session.sittings.select_related("session").get(part=Part.THEORY)
    enter_marks(theory, drawn_marks(theory, {}), hands.office(scene.organisation), hands)
    return session


def _arranged(scene: Scene) -> Session:
    """Next week: tickets are out; whoever has no account of the demonstration has accepted."""
    hands = scene.hands
    session = scene.held(6, S.ARRANGED, scene.people(FEW, CITIZEN))
    asked = Duty.objects.filter(sitting__session=session, state=DutyState.ASKED)
    shown = Account.objects.filter(username__in=EXAMINERS).exclude(person=None).values("person")
    for number, person in asked.exclude(person__in=shown).order_by("pk").values_list("pk", "person"):
        accept_duty(number, hands.person(person, -2))
    return session


def _open(scene: Scene) -> Session:
    """People who may apply, who may not, who may later, and of whom something is not known."""
    people: dict[int, Answers] = dict(scene.people(FEW))
    people |= dict.fromkeys(scene.pool.take(2), STARTED_LATELY)
    people |= dict.fromkeys(scene.pool.take(2), NOTHING_SAID)
    lately = scene.pool.holders(BELOW, scene.hands.on - LATELY, 2)
    people |= dict.fromkeys(lately, STARTED_LATELY)
    return scene.held(25, S.FILED, people)


def _person(username: str) -> int:
    """For whom an account stands; nobody's number where there is none."""
    found = Account.objects.filter(username=username).values_list("person", flat=True).first()
    return found or 0


def under_way(sessions: Sequence[Session]) -> Session:
    """Of the sessions of a body the one that is held today."""
    return next(one for one in sessions if one.state == S.ARRANGED)


def certificates_of(sessions: Sequence[Session]) -> int:
    """How many certificates the sessions gave."""
    return Candidate.objects.filter(session__in=sessions, certificate__isnull=False).count()
