"""The frauds that records of people, training and certificates tell.

All three ways of a scene plant as many records of the kind that the truth names, so that the numbers keep their
proportion.
"""

from collections.abc import Sequence

from jiyao.demo.drawing.columns import NONE
from jiyao.demo.frauds.playing import FIRST_ALIKE, FRAUD, SECOND_ALIKE, Scenes
from jiyao.demo.frauds.stage import (
    IDLE,
    OLD_HANDS,
    SKILLED,
    SKILLED_UNINSURED,
    UNINSURED,
    Actor,
    Stage,
)

OF_PEOPLE = Scenes()
scene = OF_PEOPLE.scene

CERTIFICATE, ENROLMENT, APPRENTICESHIP = (
    "registry_heldcertificate",
    "training_enrolment",
    "training_apprenticeship",
)
EMPLOYMENT, INSURANCE = "registry_employmentspell", "registry_insurancespell"
_YEAR = 365
_WHOLE = 10_000


@scene(SKILLED, 1)
def one_certificate_two_channels(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Training for a level and the certificate of that level, the work type written otherwise, claimed twice."""
    [actor] = actors
    ended = stage.day(400, 500)
    other = stage.occupations(2)
    occupation = next(code for code in other if code != actor.occupation)
    stage.put(
        ENROLMENT, ended, person_id=actor.person, provider_id=stage.body("training_body", actor.place),
        division=actor.place, occupation=actor.occupation, work_type="none", level="L5" if way == FIRST_ALIKE else "L4",
        training_kind="upgrade", starts_on=ended - 20, ends_on=ended, employee_of_enterprise=1,
    )  # fmt: skip
    stage.put(
        CERTIFICATE, ended + 15, person_id=actor.person, level="L4", issued_on=ended + 15,
        occupation=occupation if way == SECOND_ALIKE else actor.occupation,
        work_type="综合", issuer_id=stage.body("evaluation_body", actor.place),
    )  # fmt: skip


@scene(OLD_HANDS, 1)
def ghost_trainee(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """In class on site every day, and at work far away on the same days."""
    [actor] = actors
    place = actor.works_at if way == FIRST_ALIKE else stage.far_from(actor.works_at)
    ended = stage.day(200, 600)
    online = way == SECOND_ALIKE
    stage.put(
        ENROLMENT, ended, person_id=actor.person, provider_id=stage.body("training_body", place), division=place,
        occupation=actor.occupation, training_kind="upgrade", training_mode="online" if online else "offline",
        starts_on=ended - 39, ends_on=ended, attended_days=0 if online else 40, attended_hours=160 if online else 0,
        attendance_ratio=_WHOLE, employee_of_enterprise=1,
    )  # fmt: skip


@scene(IDLE, 1)
def two_classes_at_once(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Two classes on site of two providers on the same days."""
    [actor] = actors
    ended = stage.day(200, 600)
    later = 31 if way == FIRST_ALIKE else 3
    for turn, shift in enumerate((0, later)):
        place = actor.place if turn == 0 else stage.far_from(actor.place)
        online = turn == 1 and way == SECOND_ALIKE
        stage.put(
            ENROLMENT, ended + shift, person_id=actor.person, provider_id=stage.body("training_body", place),
            division=place, occupation=stage.occupations(1)[0], training_mode="online" if online else "offline",
            starts_on=ended + shift - 29, ends_on=ended + shift, attended_days=0 if online else 29,
            attended_hours=120 if online else 0, attendance_ratio=9_700,
        )  # fmt: skip


@scene(IDLE, 8)
def copied_attendance(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """A whole class with one and the same odd attendance."""
    place, ended = actors[0].place, stage.day(200, 700)
    provider, [occupation] = stage.body("training_body", place), stage.occupations(1)
    days = 3 if way == FIRST_ALIKE else 30
    for turn, actor in enumerate(actors):
        ratio = {FRAUD: 9_137, FIRST_ALIKE: _WHOLE, SECOND_ALIKE: 9_137 - 83 * turn}[way]
        stage.put(
            ENROLMENT, ended, person_id=actor.person, provider_id=provider, division=place, occupation=occupation,
            starts_on=ended - days + 1, ends_on=ended, attendance_ratio=ratio, attended_days=days * ratio // _WHOLE,
        )  # fmt: skip


@scene(UNINSURED, 9)
def staff_only_for_claim(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """An employer whose staff is insured for the months around its claim alone."""
    place, claimed = actors[0].place, stage.day(500, 900)
    firm, month = stage.organisation(place, ("employer", NONE)), stage.month(claimed)
    for turn, actor in enumerate(actors):
        first, last = month - 2, month + 1
        if turn == 0:
            first, last = month - 60, NONE
        elif way == FIRST_ALIKE:
            last = NONE
        elif way == SECOND_ALIKE:
            first, last = month - 26 + turn * 2, month + 10 + turn
        known = claimed - 60 if first >= month - 2 else claimed - 700
        stage.put(
            INSURANCE, known, person_id=actor.person, organisation_id=firm, division=place, first_month=first,
            last_month=last,
        )  # fmt: skip
    for actor in actors[-3:]:
        stage.put(
            APPRENTICESHIP, claimed, person_id=actor.person, employer_id=firm, division=place,
            occupation=actor.occupation, starts_on=claimed,
        )  # fmt: skip


@scene(SKILLED, 24)
def certificate_mill(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """A body that certifies everybody on one day, in many occupations, all at the first attempt, and then nobody."""
    place, issued = actors[0].place, stage.day(200, 900)
    body = stage.organisation(place, ("evaluation_body", NONE))
    [only] = stage.occupations(1)
    for turn, actor in enumerate(actors):
        day = issued + turn // 4 * 9 if way == FIRST_ALIKE else issued
        first_time = way != SECOND_ALIKE or turn % 3 > 0
        stage.put(
            CERTIFICATE, day, person_id=actor.person, occupation=only if way == SECOND_ALIKE else actor.occupation,
            level="L5", issued_on=day, issuer_id=body, first_time=int(first_time),
        )  # fmt: skip


@scene(SKILLED, 5)
def trainer_is_evaluator(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """One organisation trains people and certifies the same people days later."""
    place, ended = actors[0].place, stage.day(300, 900)
    both = stage.organisation(place, ("training_body", NONE), ("evaluation_body", NONE))
    trainer = stage.body("training_body", place) if way == SECOND_ALIKE else both
    evaluator = stage.body("evaluation_body", place) if way == FIRST_ALIKE else both
    for actor in actors:
        stage.put(
            ENROLMENT, ended, person_id=actor.person, provider_id=trainer, division=place,
            occupation=actor.occupation, training_kind="upgrade", starts_on=ended - 14, ends_on=ended,
            employee_of_enterprise=1,
        )  # fmt: skip
        stage.put(
            CERTIFICATE, ended + 4, person_id=actor.person, occupation=actor.occupation, issued_on=ended + 4,
            issuer_id=evaluator,
        )  # fmt: skip


@scene(SKILLED, 1)
def many_occupations_in_a_year(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Five occupations within a year."""
    [actor] = actors
    first = stage.day(2_000, 2_200) if way != FRAUD else stage.day(500, 700)
    apart = 55 if way == FRAUD else 400
    for turn, occupation in enumerate(stage.occupations(5)):
        issued = first + turn * apart
        kind = "course" if way == SECOND_ALIKE and turn else "skill_level"
        stage.put(
            CERTIFICATE, issued, person_id=actor.person, occupation=occupation, issued_on=issued,
            certificate_kind=kind, level="none" if kind == "course" else "L5",
            issuer_id=stage.body("evaluation_body", actor.place),
        )  # fmt: skip


@scene(SKILLED_UNINSURED, 1)
def insurance_back_paid(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Just the months that are asked for, paid at one time after the certificate."""
    [actor] = actors
    issued = stage.day(300, 480)
    month = stage.month(issued)
    first = month - 71 if way == SECOND_ALIKE else month - 11
    known = issued - 340 if way == FIRST_ALIKE else issued + 12
    stage.put(
        CERTIFICATE, issued, person_id=actor.person, occupation=actor.occupation, level="L4", issued_on=issued,
        issuer_id=stage.body("evaluation_body", actor.place),
    )  # fmt: skip
    stage.put(
        INSURANCE, known, person_id=actor.person, organisation_id=actor.employer, division=actor.place,
        first_month=first,
    )  # fmt: skip


@scene(SKILLED, 3)
def body_without_role(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Certificates of a body after its role had ended."""
    place, ended = actors[0].place, stage.day(400, 900)
    old = stage.organisation(place, ("evaluation_body", ended))
    new = stage.organisation(place, ("evaluation_body", NONE)) if way == SECOND_ALIKE else old
    issued = ended - 25 if way == FIRST_ALIKE else ended + 25
    for actor in actors:
        stage.put(
            CERTIFICATE, issued, person_id=actor.person, occupation=actor.occupation, issued_on=issued,
            issuer_id=new,
        )  # fmt: skip


@scene(SKILLED, 1)
def impossible_age(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """A certificate of a level that nobody of that age can have reached."""
    [actor] = actors
    years = {FRAUD: 11, FIRST_ALIKE: 17, SECOND_ALIKE: 16}[way]
    issued = actor.born + years * _YEAR + years // 4 + 30
    stage.put(
        CERTIFICATE, issued, person_id=actor.person, occupation=actor.occupation, issued_on=issued,
        certificate_kind="qualification", level="L4" if way != SECOND_ALIKE else "L5",
        issuer_id=stage.body("evaluation_body", actor.place),
    )  # fmt: skip


@scene(OLD_HANDS, 4)
def staff_as_new_apprentices(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Old staff written down as newly hired apprentices."""
    for actor in actors:
        starts = stage.day(600, 900)
        employer = actor.employer
        if way == SECOND_ALIKE:
            employer = stage.organisation(actor.place, ("employer", NONE))
        stage.put(
            APPRENTICESHIP, starts, person_id=actor.person, employer_id=employer, division=actor.place,
            occupation=actor.occupation, starts_on=starts,
            origin="transferred" if way == FIRST_ALIKE else "new_hire",
        )  # fmt: skip


@scene(IDLE, 4)
def placed_for_a_day(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Work found by the provider that lasts one day."""
    place, ended = actors[0].place, stage.day(600, 900)
    provider, firm = stage.body("training_body", place), stage.organisation(place, ("employer", NONE))
    [occupation] = stage.occupations(1)
    for actor in actors:
        began = ended + 30
        left = began + 210 if way == FIRST_ALIKE else began
        stage.put(
            ENROLMENT, ended, person_id=actor.person, provider_id=provider, division=place, occupation=occupation,
            starts_on=ended - 20, ends_on=ended, placed_in_province=1, placed_on=began,
        )  # fmt: skip
        stage.put(
            EMPLOYMENT, began, person_id=actor.person, organisation_id=firm, division=place,
            occupation=occupation, starts_on=began, ends_on=left,
        )  # fmt: skip
        if way == SECOND_ALIKE:
            other = stage.organisation(place, ("employer", NONE))
            stage.also(
                EMPLOYMENT, began, person_id=actor.person, organisation_id=other, division=place,
                occupation=occupation, starts_on=began + 1, ends_on=began + 300,
            )  # fmt: skip
