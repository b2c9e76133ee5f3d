"""The list behind a figure of take-up: the cases that are held so, or the people for whom none was begun."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from jiyao.casework.queries.stopping import AT, OF_RUN, Cause
from jiyao.casework.queries.take_up import cases_held, unreached
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.casework.queue import queued
from jiyao.interfaces.desk.taking.page import Wanted
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


def list_of(asked: Wanted, cause: Cause, pack: Pack, on: date) -> dict[str, object]:
    """What the list tells."""
    told: dict[str, object] = {
        "asked": asked,
        "words": CAUSES[cause],
        "at": NEXT[AT[cause]],
        "back": asked.address(),
    }
    if cause in OF_RUN:
        found = list(unreached(asked.narrowed, cause, pack, last_policy_run(pack), SHOWN + 1))
        people = masked_people(one.owner for _, one in found[:SHOWN])
        lines = [
            Unreached(
                pack.title_of(measure),
                pack.place_of(one.place),
                one.owner,
                shown_in(people, one.owner),
                one.fen,
            )
            for measure, one in found[:SHOWN]
        ]
        return {**told, "people": lines, "has_more": len(found) > SHOWN, "shown": len(lines)}
    cases = list(cases_held(asked.narrowed, cause)[: SHOWN + 1])
    shown = queued(cases[:SHOWN], on)
    return {**told, "queued": shown, "has_more": len(cases) > SHOWN, "shown": len(shown)}


def cause_in(given: Mapping[str, str]) -> Cause | None:
    """The cause that an address names; None where it names none that holds something."""
    cause = given.get("cause", "")
    return Cause(cause) if cause in set(Cause) and AT[Cause(cause)] in NEXT else None
