"""等级与职称贯通 for who signed in: which titles the levels that they hold open, and what a class counts as."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jiyao.engine.determination.reasons import Determination
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import TitleCandidacy
from jiyao.evaluation.queries.titles import front_line_said
from jiyao.interfaces.portal.evaluation.ladder import TITLES
from jiyao.interfaces.ui.determinations.sorting import Section, conclusions, sections
from jiyao.interfaces.ui.pack import assessor
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.proposing import determined_if
from jiyao.registry.queries.holding import HeldLevel, highest_levels
from jiyao.registry.queries.labels import occupation_names

TITLE_CANDIDACY, NO_TITLE = "title_candidacy", "none"


@dataclass(frozen=True, slots=True)
class Bridge:
    """A title that a level in an occupation opens, or will. `occupation` is empty of what rests on a class alone."""

    occupation: str
    held: Words | None
    title: Words | None
    sections: Sequence[Section]


def bridges_of(teller: Teller, person: int, on: date, at: datetime) -> list[Bridge]:
    """Every title that is or comes into reach, and what a class counts as. raises NobodyKnown"""
    held = highest_levels(person, on)
    names = occupation_names([one.occupation for one in held])
    targets = [code for code in teller.pack.vocabulary.codes["professional_title"].codes if code != NO_TITLE]
    thought = [(one, target) for one in held for target in targets]
    rows = [_row(person, on, at, one.occupation, target) for one, target in thought]
    plain = _row(person, on, at, "", NO_TITLE)
    judged = determined_if(assessor(), person, TITLE_CANDIDACY, [plain, *rows], on=on, known_at=at)
    found = [_bridge(teller, "", None, None, judged[0])]
    whatever_level = {told.measure.id for told in judged[0]}
    for (one, target), told in zip(thought, judged[1:], strict=True):
        on_level = [each for each in told if each.measure.id not in whatever_level]
        name = names.get(one.occupation, one.occupation)
        found.append(_bridge(teller, name, one, target, on_level))
    return [one for one in found if one.sections]


def _row(person: int, on: date, at: datetime, occupation: str, target: str) -> TitleCandidacy:
    return TitleCandidacy(
        record=0,
        recorded_at=at,
        person_id=person,
        occupation=occupation,
        target_title=target,
        applied_on=on,
        engineering_front_line_post=front_line_said(person, occupation),
    )


def _bridge(
    teller: Teller, occupation: str, held: HeldLevel | None, target: str | None, told: Sequence[Determination]
) -> Bridge:
    """What is out of reach by the level itself is left out."""
    codes = teller.pack.vocabulary.codes
    found = conclusions(told, teller)
    return Bridge(
        occupation,
        None if held is None else codes["level"].codes[held.level],
        None if target is None else codes["professional_title"].codes[target],
        [one for one in sections(found, teller, TITLES) if one.told is not found.refused],
    )
