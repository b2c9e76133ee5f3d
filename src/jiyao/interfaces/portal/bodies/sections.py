"""The sections of a body's public page. Whatever is to stand there besides adds one with `section`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiyao.engine.shapes import Words
from jiyao.evaluation.queries.behaviour import behaviour_of
from jiyao.evaluation.queries.directory import listings_of, scopes_ever, suspensions_of
from jiyao.interfaces.ui.behaviour import lines_told, share_told
from jiyao.interfaces.ui.bodies import code_word, scopes_told
from jiyao.interfaces.ui.pack import the_pack

FEWEST = 5
"""Who sat among fewer could be known by it, so such an occupation and level is left out."""


@dataclass(frozen=True, slots=True)
class Section:
    """A section: its heading, the template of what stands below it, and what that is given."""

    words: Words
    template: str
    given: Mapping[str, Any]


Told = Callable[[int, date], Section | None]
"""Makes a section of a body's page from its number and the day; None where there is nothing to say."""
SECTIONS: list[Told] = []
"""Every section, in the order of the page."""


def section(told: Told) -> Told:
    """Adds a section below those that are there."""
    SECTIONS.append(told)
    return told


def sections_of(organisation: int, on: date) -> list[Section]:
    """The sections of a body's page that have something to say."""
    found = (told(organisation, on) for told in SECTIONS)
    return [one for one in found if one is not None]


@section
def scopes(organisation: int, on: date) -> Section | None:
    """What it may evaluate today, then what it might."""
    told = scopes_told(scopes_ever(organisation))
    running = [one for one in told if _runs(one.starts_on, one.ends_on, on)]
    others = [one for one in told if one not in running]
    words = Words(zh="认定范围", en="What it may evaluate")
    return Section(words, "portal/bodies/_scopes.html", {"running": running, "others": others})


@section
def history(organisation: int, on: date) -> Section | None:
    """When it was listed and suspended."""
    stopped = [
        (code_word("suspension_reason", one.suspension_reason), one) for one in suspensions_of(organisation)
    ]
    given = {"listings": list(listings_of(organisation)), "suspensions": stopped}
    return Section(Words(zh="备案与暂停", en="Filed and suspended"), "portal/bodies/_history.html", given)


@section
def behaviour(organisation: int, on: date) -> Section | None:
    """Its figures beside those of others, with intervals; no judgement."""
    settings = the_pack().supervision.behaviour
    if settings is None:
        return None
    found = behaviour_of(organisation, on, settings)
    shown = found.start if found.start and found.start.certificates >= FEWEST else None
    given = {
        "found": found,
        "start": shown,
        "weeks": settings.first_weeks,
        "lines": lines_told(found, FEWEST),
        "first_time": share_told(found.first_time) if found.first_time.of >= FEWEST else "",
        "first_time_of_others": share_told(found.first_time_of_others),
    }
    return Section(
        Words(zh="评价情况", en="How its evaluations went"), "portal/bodies/_behaviour.html", given
    )


def _runs(starts_on: date | None, ends_on: date | None, on: date) -> bool:
    return starts_on is not None and starts_on <= on and (ends_on is None or on <= ends_on)
