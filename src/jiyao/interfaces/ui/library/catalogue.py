"""The library's list: what is asked for, the documents by plan period, and what was found inside."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from jiyao.engine.packs.loading import Pack
from jiyao.interfaces.ui.clocks import clocks
from jiyao.interfaces.ui.library import words as w
from jiyao.interfaces.ui.library.documents import Entry, in_order, issuers_of, plan_with_years
from jiyao.interfaces.ui.library.searching import Hit
from jiyao.interfaces.ui.library.shelves import Library
from jiyao.interfaces.ui.policy_words import STAGES

MOST_SHOWN = 12
"""How many finds of a kind are shown."""
LONGEST_QUESTION = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """What of the library is wanted; empty is everything. `on`: only what was there by that day."""

    plan: int | None = None
    stage: str = ""
    year: int | None = None
    level: str = ""
    issuer: str = ""
    held: str = ""
    text: str = ""
    on: date | None = None

    def __bool__(self) -> bool:
        """Whether anything is asked for."""
        return self != Asked()


@dataclass(frozen=True, slots=True)
class Shelf:
    """Documents of one plan period."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Finds:
    """What was found of one kind; of many only the first are shown."""

    kind: str
    title: str
    hits: tuple[Hit, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be asked."""

    plans: Mapping[int, str]
    stages: Mapping[str, str]
    years: tuple[int, ...]
    levels: Mapping[str, str]
    issuers: tuple[str, ...]
    held: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What was asked for, and what there is of it. `undated`: documents whose day is not known well enough."""

    asked: Asked
    offered: Offered
    shelves: tuple[Shelf, ...]
    finds: tuple[Finds, ...]
    found: int
    of: int
    undated: int


def asked_from(given: Mapping[str, str], pack: Pack) -> Asked:
    """What an address asks for; what there is none of counts as not asked."""
    stage, level, issuer = given.get("stage", ""), given.get("level", ""), given.get("issuer", "")
    plan, held = _number(given.get("plan", "")), given.get("held", "")
    return Asked(
        plan=plan if plan in w.PLANS else None,
        stage=stage if stage in STAGES["zh"] else "",
        year=_number(given.get("year", "")),
        level=level if level in w.LEVELS else "",
        issuer=issuer if issuer in issuers_of(pack) else "",
        held=held if held in w.HELD else "",
        text=" ".join(given.get("q", "").replace("\0", "").split())[:LONGEST_QUESTION],
        on=clocks().on,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else None


def catalogue(library: Library, asked: Asked) -> Catalogue:
    """The documents asked for, by plan period; where words are asked for, what was found."""
    chosen = [entry for entry in library.entries.values() if _wanted(library, entry, asked)]
    there = [one for one in chosen if asked.on is None or one.dating.by(asked.on)]
    finds = tuple(_finds(library, asked, {one.id for one in there})) if asked.text else ()
    return Catalogue(
        asked=asked,
        offered=_offered(library),
        shelves=() if asked.text else tuple(_shelves(library, there)),
        finds=finds,
        found=sum(one.count for one in finds) if asked.text else len(there),
        of=len(library.entries),
        undated=0 if asked.on is None else sum(one.dating.by(asked.on) is None for one in chosen),
    )


def _wanted(library: Library, entry: Entry, asked: Asked) -> bool:
    stages = library.teller.pack.documents[entry.id].get("stages") or ()
    return (
        asked.plan in (None, entry.dating.plan)
        and asked.year in (None, entry.dating.year)
        and asked.level in ("", entry.level_id)
        and asked.held in ("", entry.held)
        and (not asked.stage or asked.stage in stages)
        and (not asked.issuer or asked.issuer in entry.issuers)
    )


def _shelves(library: Library, entries: list[Entry]) -> Iterator[Shelf]:
    plans = {entry.dating.plan for entry in entries}
    for plan in sorted(plans, key=lambda plan: -(plan or 0)):
        listed = in_order(entry for entry in entries if entry.dating.plan == plan)
        yield Shelf(plan_with_years(library.teller, plan), tuple(listed))


def _finds(library: Library, asked: Asked, documents: set[str]) -> Iterator[Finds]:
    narrowed = len(documents) < len(library.entries)
    hits = [
        hit for hit in library.index.find(asked.text) if not narrowed or documents & hit.passage.documents
    ]
    for kind, title in w.FOUND_KINDS.items():
        own = [hit for hit in hits if hit.passage.kind == kind]
        if own:
            yield Finds(kind, library.teller.say(title), tuple(own[:MOST_SHOWN]), len(own))


def _offered(library: Library) -> Offered:
    say, entries = library.teller.say, library.entries.values()
    plans = sorted({one.dating.plan for one in entries if one.dating.plan is not None}, reverse=True)
    return Offered(
        plans={plan: plan_with_years(library.teller, plan) for plan in plans},
        stages=STAGES[library.teller.language],
        years=tuple(sorted({one.dating.year for one in entries if one.dating.year}, reverse=True)),
        levels={id_: say(pair) for id_, pair in w.LEVELS.items()},
        issuers=issuers_of(library.teller.pack),
        held={id_: say(pair) for id_, pair in w.HELD.items()},
    )
