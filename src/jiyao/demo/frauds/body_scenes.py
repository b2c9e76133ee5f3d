"""The frauds that filings, scopes and owners of bodies tell."""

from collections.abc import Sequence

from jiyao.demo.drawing.columns import NONE
from jiyao.demo.frauds.filed import add_scope, file, filed_body, own
from jiyao.demo.frauds.playing import FIRST_ALIKE, SECOND_ALIKE, Scenes
from jiyao.demo.frauds.scenes import CERTIFICATE, ENROLMENT
from jiyao.demo.frauds.stage import SKILLED, Actor, Stage

OF_BODIES = Scenes()
scene = OF_BODIES.scene
_LEVEL = "L5"
_EACH = 3
_YEARS = 365 * 5


@scene(SKILLED, 3)
def outside_filed_scope(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Certificates in an occupation that the body never filed."""
    place, issued = actors[0].place, stage.day(100, 700)
    filed, other = stage.occupations(2)
    body = filed_body(stage, place, issued - 200, [(filed, _LEVEL)])
    if way == SECOND_ALIKE:
        add_scope(stage, body, place, issued - 60, (other, _LEVEL))
    for actor in actors:
        stage.put(
            CERTIFICATE, issued, person_id=actor.person, issuer_id=body, issued_on=issued, level=_LEVEL,
            occupation=filed if way == FIRST_ALIKE else other,
        )  # fmt: skip


@scene(SKILLED, 40)
def burst_after_filing(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """A body that has hardly filed certifies everybody several times over."""
    place, filed_on = actors[0].place, stage.day(430, 800)
    works = [(occupation, _LEVEL) for occupation in stage.occupations(_EACH)]
    body = filed_body(stage, place, filed_on - _YEARS if way == SECOND_ALIKE else filed_on, works)
    if way == SECOND_ALIKE:
        file(stage, body, place, filed_on)
    apart = 8 if way == FIRST_ALIKE else 1
    for turn, actor in enumerate(actors):
        for each, (occupation, level) in enumerate(works):
            issued = filed_on + 10 + (turn + each * 5) * apart
            stage.put(
                CERTIFICATE, issued, person_id=actor.person, issuer_id=body, issued_on=issued, level=level,
                occupation=occupation,
            )  # fmt: skip


@scene(SKILLED, 3)
def shared_owner_trains(stage: Stage, actors: Sequence[Actor], way: int) -> None:
    """Who trains and who certifies belong to one owner."""
    place, ended = actors[0].place, stage.day(300, 900)
    trainer = stage.organisation(place, ("training_body", NONE))
    body = stage.organisation(place, ("evaluation_body", NONE))
    owner = stage.organisation(place, ("employer", NONE))
    own(stage, owner, trainer, 6_000)
    sold = ended - 90 if way == SECOND_ALIKE else NONE
    own(stage, owner, body, 300 if way == FIRST_ALIKE else 5_100, sold)
    for actor in actors:
        stage.put(
            ENROLMENT, ended, person_id=actor.person, provider_id=trainer, division=place,
            occupation=actor.occupation, training_kind="upgrade", starts_on=ended - 14, ends_on=ended,
            employee_of_enterprise=1,
        )  # fmt: skip
        stage.put(
            CERTIFICATE, ended + 6, person_id=actor.person, occupation=actor.occupation, issued_on=ended + 6,
            issuer_id=body,
        )  # fmt: skip
