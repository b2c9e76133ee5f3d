"""The list behind a figure of take-up: the cases that are held so, or the people for whom none was begun."""

from dataclasses import dataclass
from datetime import date

from jiyao.casework.queries.stopping import AT, OF_RUN, Cause, Stage
from jiyao.casework.queries.take_up import cases_held, unreached
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.casework.queue import queued
from jiyao.interfaces.desk.taking.page import Wanted, place_name, title_of
from jiyao.interfaces.desk.taking.words import CAUSES, NEXT
from jiyao.policy.queries.waiting import last_policy_run
from jiyao.registry.queries.labels import masked_people, shown_in

SHOWN = 200
"""How many lines a list shows, those first that have waited longest."""


@dataclass(frozen=True, slots=True)
class Unreached:
    """Somebody for whom no case was begun."""

    title: Words
    place: Words
    number: int
    person: str
    fen: int | None


def list_of(asked: Wanted, cause: Cause, stage: Stage, pack: Pack, on: date) -> dict[str, object]:
    """What the list tells."""
    told: dict[str, object] = {
        "asked": asked,
        "words": CAUSES[cause],
        "at": NEXT[stage],
        "back": asked.address(),
    }
    if cause in OF_RUN:
        found = list(unreached(asked.narrowed, cause, pack, last_policy_run(pack), SHOWN + 1))
        people = masked_people(one.owner for _, one in found[:SHOWN])
        lines = [
            Unreached(
                title_of(measure, pack),
                place_name(one.place, pack),
                one.owner,
                shown_in(people, one.owner),
                one.fen,
            )
            for measure, one in found[:SHOWN]
        ]
        return {**told, "people": lines, "has_more": len(found) > SHOWN, "shown": len(lines)}
    cases = list(cases_held(asked.narrowed, cause, stage)[: SHOWN + 1])
    shown = queued(cases[:SHOWN], on)
    return {**told, "queued": shown, "has_more": len(cases) > SHOWN, "shown": len(shown)}


def held_in(given: dict[str, str]) -> tuple[Cause, Stage] | None:
    """The cause and the stage that an address names; None where it names none."""
    cause, stage = given.get("cause", ""), given.get("stage", "")
    if cause not in set(Cause) or stage not in {str(int(one)) for one in NEXT}:
        return None
    found, at = Cause(cause), Stage(int(stage))
    return (found, at) if found is Cause.FLAGGED or AT[found] is at else None
