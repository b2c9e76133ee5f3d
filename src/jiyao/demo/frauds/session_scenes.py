"""The frauds that sessions tell: their sittings, who examined there, and what was found of candidates."""

from collections.abc import Sequence

from jiyao.demo.drawing.columns import NONE
from jiyao.demo.frauds.filed import SESSION, Plan, enrol, examine, filed_body, find, hold, sit
from jiyao.demo.frauds.playing import FIRST_ALIKE, FRAUD, SECOND_ALIKE, Scenes
from jiyao.demo.frauds.scenes import CERTIFICATE, EMPLOYMENT, ENROLMENT
from jiyao.demo.frauds.stage import IDLE, SKILLED, Actor, Stage

OF_SESSIONS = Scenes()
scene = OF_SESSIONS.scene
PEERS = 3
PASS_MARK = 600
_FILED_BEFORE = 900


@scene(SKILLED, 7)
def examiner_in_two_places(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """One examiner signs for two sittings at one time, far from each other."""
    examiner, *candidates = actors
    place, day = examiner.place, stage.day(100, 600)
    [occupation] = stage.occupations(1)
    work = (occupation, "L4")
    body = filed_body(stage, place, day - _FILED_BEFORE, [work])
    for turn, some in enumerate((candidates[:3], candidates[3:])):
        plan = Plan(body, place, work, day)
        session = hold(stage, plan, number=f"示范-{body}-{turn}")
        stage.name(SESSION, session)
        seated = enrol(stage, session, plan, some)
        venue = "示范一考点" if turn == 0 or way == SECOND_ALIKE else "示范二考点"
        hour = 9 if turn == 0 else (14 if way == FIRST_ALIKE else 10)
        sitting = sit(stage, session, plan, seated, hour=hour, venue=venue, room=f"{turn + 1}号考场")
        examine(stage, sitting, examiner.person, day)
        _certify(stage, plan, some)
    _qualify(stage, examiner, work, day)


@scene(SKILLED, 5)
def examiner_from_trainer(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Who examines works for the organisation that has just trained the candidates."""
    examiner, *candidates = actors
    place, day = examiner.place, stage.day(100, 600)
    [occupation] = stage.occupations(1)
    work = (occupation, "L4")
    plan = Plan(filed_body(stage, place, day - _FILED_BEFORE, [work]), place, work, day)
    trainer = stage.organisation(place, ("training_body", NONE))
    employer = stage.organisation(place, ("training_body", NONE)) if way == SECOND_ALIKE else trainer
    stage.also(
        EMPLOYMENT, day - _FILED_BEFORE, person_id=examiner.person, organisation_id=employer, division=place,
        occupation=occupation, starts_on=day - _FILED_BEFORE,
        ends_on=day - 200 if way == FIRST_ALIKE else NONE,
    )  # fmt: skip
    session = hold(stage, plan)
    seated = enrol(stage, session, plan, candidates)
    examine(stage, sit(stage, session, plan, seated, hour=9, venue="示范考点"), examiner.person, day)
    for actor in candidates:
        stage.put(
            ENROLMENT, day - 30, person_id=actor.person, provider_id=trainer, division=place,
            occupation=occupation, training_kind="upgrade", starts_on=day - 50, ends_on=day - 30,
            employee_of_enterprise=1,
        )  # fmt: skip
    _certify(stage, plan, candidates)
    _qualify(stage, examiner, work, day)


@scene(IDLE, 30)
def pass_rate_unlike_peers(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Everybody passes at one body, and three in five elsewhere."""
    people = actors[:5] if way == FIRST_ALIKE else actors
    passed = round(len(people) * 0.7) if way == SECOND_ALIKE else len(people)
    work = (stage.occupations(1)[0], "L5")
    _beside(stage, (actors, _marks(len(actors), 18)), (people, _marks(len(people), passed)), work)


@scene(IDLE, 30)
def marks_unlike_peers(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """At one body all marks are nearly the same; elsewhere they lie far apart."""
    people = actors[:4] if way == FIRST_ALIKE else actors
    alike = [750 + turn % 5 for turn in range(len(people))]
    own = alike if way == FRAUD else _marks(len(people), len(people))
    work = (stage.occupations(1)[0], "L3")
    _beside(stage, (actors, _marks(len(actors), len(actors))), (people, own), work)


Sat = tuple[Sequence[Actor], Sequence[int]]
"""Who sat, and their marks in tenths."""


def _beside(stage: Stage, others: Sat, own: Sat, work: tuple[str, str]) -> None:
    """A session of one body, which the truth names, and one of each of its peers."""
    place, day = own[0][0].place, stage.day(100, 600)
    for turn in range(PEERS + 1):
        body = filed_body(stage, place, day - _FILED_BEFORE, [work])
        plan = Plan(body, place, work, day + turn)
        session = hold(stage, plan)
        people, marks = own if turn == 0 else others
        if turn == 0:
            stage.name(SESSION, session)
        seated = enrol(stage, session, plan, people)
        sit(stage, session, plan, seated, hour=9, venue="示范考点")
        find(stage, seated, plan.day, marks, PASS_MARK)


def _marks(people: int, passed: int) -> Sequence[int]:
    """Marks of which so many pass, spread evenly."""
    good = [PASS_MARK + 380 * turn // passed for turn in range(passed)]
    failed = people - passed
    return [*good, *(400 + 200 * turn // failed for turn in range(failed))]


def _certify(stage: Stage, plan: Plan, actors: Sequence[Actor]) -> None:
    occupation, level = plan.work
    issued = plan.day + 20
    for actor in actors:
        stage.put(
            CERTIFICATE, issued, person_id=actor.person, occupation=occupation, level=level, issued_on=issued,
            issuer_id=plan.body,
        )  # fmt: skip


def _qualify(stage: Stage, examiner: Actor, work: tuple[str, str], day: int) -> None:
    """Who examines got a certificate of the occupation long before, elsewhere."""
    occupation, level = work
    issued = day - _FILED_BEFORE
    stage.also(
        CERTIFICATE, issued, person_id=examiner.person, occupation=occupation, level=level, issued_on=issued,
        issuer_id=stage.body("evaluation_body", examiner.place),
    )  # fmt: skip
