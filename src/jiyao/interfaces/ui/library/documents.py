"""Documents of the library in short: of when they are, from whom, and how much of the text is held."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiyao.engine.packs.loading import Pack
from jiyao.interfaces.ui.library import words as w
from jiyao.interfaces.ui.policy_words import STAGES
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day

YEAR_OF_NUMBER = re.compile(r"[〔\[(（]((?:19|20)\d\d)[〕\])）]")
PLAN_YEARS = 5
BEFORE_FIRST_PLAN = 1951
"""The first plan began in 1953 and the next ones five years apart from 1956 on: plan n begins in 1951 + 5n."""


@dataclass(frozen=True, slots=True)
class Dating:
    """When a document is of. `known_from` says how that is known; of some only the plan period is."""

    issued_on: date | None = None
    year: int | None = None
    plan: int | None = None
    known_from: str = ""

    def by(self, on: date) -> bool | None:
        """Whether it was there by a day; None where that is not known."""
        if self.issued_on is not None:
            return self.issued_on <= on
        if self.year is not None and self.year != on.year:
            return self.year < on.year
        if self.year is None and self.plan is not None:
            return (
                True
                if on.year > _last_year(self.plan)
                else False
                if on.year < _first_year(self.plan)
                else None
            )
        return None


@dataclass(frozen=True, slots=True)
class Entry:
    """A document in short."""

    id: str
    title: str
    number: str
    kind: str
    level: str
    level_id: str
    issuers: tuple[str, ...]
    dating: Dating
    dated: str
    stages: tuple[str, ...]
    held: str
    clauses: int
    claimed: bool


def dating_of(document: Mapping[str, Any]) -> Dating:
    """When a document is of, by the best that is known."""
    issued = document.get("issued_on")
    if isinstance(issued, date):
        return _of_year(issued.year, "issued", issued)
    if number := YEAR_OF_NUMBER.search(document.get("number") or ""):
        return _of_year(int(number[1]), "number")
    effective = document.get("effective_from")
    if isinstance(effective, date):
        return _of_year(effective.year, "effective")
    told = document.get("year") or {}
    if "value" in told:
        return _of_year(told["value"], told["from"])
    return Dating(plan=told["period"], known_from=told["from"]) if "period" in told else Dating()


def _of_year(year: int, known_from: str, issued_on: date | None = None) -> Dating:
    return Dating(issued_on, year, (year - BEFORE_FIRST_PLAN) // PLAN_YEARS, known_from)


def _first_year(plan: int) -> int:
    return BEFORE_FIRST_PLAN + PLAN_YEARS * plan


def _last_year(plan: int) -> int:
    return _first_year(plan) + PLAN_YEARS - 1


def entry(teller: Teller, id_: str) -> Entry:
    """One document in short."""
    document = teller.pack.documents[id_]
    dating = dating_of(document)
    names = STAGES[teller.language]
    return Entry(
        id=id_,
        title=teller.document_title(id_),
        number=document.get("number") or "",
        kind=_named(teller, w.KINDS, document.get("kind")),
        level=_named(teller, w.LEVELS, document.get("level")),
        level_id=document.get("level") or "",
        issuers=tuple(document.get("issuers") or ()),
        dating=dating,
        dated=_dated(teller, dating),
        stages=tuple(names[stage] for stage in document.get("stages") or ()),
        held=document.get("text_held") or "none",
        clauses=len(teller.pack.clauses.get(id_, ())),
        claimed=bool(document.get("claimed_in_feature")),
    )


def _named(teller: Teller, names: Mapping[str, w.Pair], id_: str | None) -> str:
    return teller.say(names[id_]) if id_ is not None and id_ in names else ""


def _dated(teller: Teller, dating: Dating) -> str:
    if dating.issued_on is not None:
        return teller.say(w.KNOWN_FROM["issued"], day(dating.issued_on))
    if dating.year is not None:
        return teller.say(w.KNOWN_FROM[dating.known_from], dating.year)
    if dating.plan is not None:
        return teller.say(w.PLAN_KNOWN_FROM[dating.known_from], plan_name(teller, dating.plan))
    return teller.say(w.NO_PLAN)


def plan_name(teller: Teller, plan: int) -> str:
    """What a five-year plan is called."""
    return teller.say(w.PLANS[plan]) if plan in w.PLANS else str(plan)


def plan_with_years(teller: Teller, plan: int | None) -> str:
    """What a five-year plan is called, with its years."""
    if plan is None:
        return teller.say(w.NO_PLAN)
    return teller.say(w.PLAN, plan_name(teller, plan), _first_year(plan), _last_year(plan))


def issuers_of(pack: Pack) -> tuple[str, ...]:
    """Everybody who issued a document, those with most first."""
    listed = [issuer for document in pack.documents.values() for issuer in document.get("issuers") or ()]
    return tuple(sorted(dict.fromkeys(listed), key=lambda issuer: (-listed.count(issuer), issuer)))


def in_order(entries: Iterable[Entry]) -> list[Entry]:
    """Newest first; national before province before prefecture within a year."""
    ranks = {level: rank for rank, level in enumerate(w.LEVELS)}
    return sorted(
        entries,
        key=lambda one: (
            -(one.dating.year or 0),
            -(one.dating.issued_on or date.min).toordinal(),
            ranks.get(one.level_id, len(ranks)),
            one.id,
        ),
    )
