"""Lineage: which documents carry out which, and which follow which; days between where both days are known."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from jiyao.interfaces.ui.library import words as w
from jiyao.interfaces.ui.library.documents import Entry
from jiyao.interfaces.ui.library.shelves import Library
from jiyao.interfaces.ui.lineage_charts import LineageTable, Node

IMPLEMENTS, EXTENDS = "implements", "extends"


@dataclass(frozen=True, slots=True)
class Link:
    """One document above another. `kind`: carried out, or followed; `days` between their days of issue."""

    above: Entry
    below: Entry
    kind: str
    days: int | None


@dataclass(frozen=True, slots=True)
class Family:
    """Documents that hang together, those above first, and their links."""

    entries: tuple[Entry, ...]
    links: tuple[Link, ...]

    @property
    def title(self) -> str:
        """What it is called: its first document."""
        return self.entries[0].title


def links_of(library: Library) -> list[Link]:
    """Every link between documents of the library."""
    entries = library.entries
    return [
        _link(entries[above], entries[id_], kind)
        for id_, document in library.teller.pack.documents.items()
        for kind in (IMPLEMENTS, EXTENDS)
        for above in document.get(kind) or ()
        if above in entries and above != id_
    ]


def _link(above: Entry, below: Entry, kind: str) -> Link:
    first, then = above.dating.issued_on, below.dating.issued_on
    return Link(above, below, kind, None if first is None or then is None else (then - first).days)


def family_of(library: Library, id_: str) -> Family:
    """A document with all that stand above it, and all that stand below."""
    links = links_of(library)
    above, below = (
        _by(links, lambda link: (link.below.id, link.above.id)),
        _by(links, lambda link: (link.above.id, link.below.id)),
    )
    kept = {id_, *_reached(id_, above), *_reached(id_, below)}
    return _family(library, kept, links)


def families(library: Library) -> list[Family]:
    """All documents that have a link, parted into families that carry out the same; largest first."""
    links = links_of(library)
    near = _by(
        (link for link in links if link.kind == IMPLEMENTS),
        lambda link: (link.below.id, link.above.id),
        lambda link: (link.above.id, link.below.id),
    )
    found, seen = [], set[str]()
    for id_ in library.entries:
        if id_ in near and id_ not in seen:
            kept = {id_, *_reached(id_, near)}
            seen |= kept
            found.append(_family(library, kept, links))
    return sorted(found, key=lambda family: -len(family.entries))


def _by(links: Iterable[Link], *sides: Callable[[Link], tuple[str, str]]) -> Mapping[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for link in links:
        for side in sides:
            one, other = side(link)
            found[one].append(other)
    return found


def _reached(id_: str, near: Mapping[str, list[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [id_]
    while waiting:
        for other in near.get(waiting.pop(), ()):
            if other not in found:
                found.add(other)
                waiting.append(other)
    return found


def _family(library: Library, ids: set[str], links: Iterable[Link]) -> Family:
    kept = tuple(link for link in links if {link.above.id, link.below.id} <= ids)
    return Family(tuple(_ordered([library.entries[id_] for id_ in ids], kept)), kept)


def _ordered(entries: list[Entry], links: Iterable[Link]) -> Iterator[Entry]:
    """Each document after those above it, otherwise by level and age; circles are left where they are."""
    waiting = sorted(entries, key=_age)
    above = _by(links, lambda link: (link.below.id, link.above.id))
    given: set[str] = set()
    while waiting:
        ready = next((one for one in waiting if given.issuperset(above.get(one.id, ()))), waiting[0])
        waiting.remove(ready)
        given.add(ready.id)
        yield ready


def _age(entry: Entry) -> tuple[int, int, str]:
    levels = list(w.LEVELS)
    level = levels.index(entry.level_id) if entry.level_id in levels else len(levels)
    return level, entry.dating.year or 9999, entry.id


def drawn(library: Library, family: Family, here: str = "") -> LineageTable:
    """A family as a table to draw."""
    say = library.teller.say
    levels = list(w.LEVELS)
    nodes = []
    for entry in family.entries:
        above = sorted(
            (link for link in family.links if link.below.id == entry.id),
            key=lambda link: (
                link.kind != IMPLEMENTS,
                _age(link.above)[0] >= _age(entry)[0],
                -(_age(link.above)[1]),
            ),
        )
        nodes.append(
            Node(
                id=entry.id,
                title=entry.title,
                told=" · ".join(part for part in (entry.number, entry.dated) if part),
                column=levels.index(entry.level_id) if entry.level_id in levels else 0,
                here=entry.id == here,
                above=tuple(link.above.id for link in above),
                dashed=tuple(link.above.id for link in above if link.kind == EXTENDS),
                between={
                    link.above.id: say(w.DAYS_BETWEEN, link.days) for link in above if link.days is not None
                },
            )
        )
    columns = tuple(say(pair) for pair in w.LEVELS.values())
    return LineageTable(say(w.LINEAGE_OF, family.title), columns, tuple(nodes), say(w.ALSO_UNDER))
