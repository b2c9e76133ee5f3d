"""What is counted beside the figures that a feature claims: in the library, and in the records."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date

from jiyao.engine.packs.library_files import FigureFile
from jiyao.insight.queries.contests import contest_entrants
from jiyao.interfaces.ui.library.shelves import Library
from jiyao.interfaces.ui.library.words import Pair


@dataclass(frozen=True, slots=True)
class Count:
    """A number, and what was counted."""

    value: int
    of: Pair


def _tasks(library: Library, figure: FigureFile, on: date) -> Count:
    return Count(
        len(library.teller.pack.tasks.get("tasks", ())), ("库里有编号的任务", "numbered tasks in the library")
    )


def _goals(library: Library, figure: FigureFile, on: date) -> Count:
    return Count(len(library.teller.pack.goals.get("goals", ())), ("库里的目标", "goals in the library"))


def _told(library: Library, figure: FigureFile, on: date) -> Count:
    return Count(
        _numbered(library, ""), ("库里已知大意的条", "clauses of which it is known what they are about")
    )


def _dedicated(library: Library, figure: FigureFile, on: date) -> Count:
    return Count(_numbered(library, "dedicated"), ("库里已确认的条", "clauses confirmed in the library"))


def _touching(library: Library, figure: FigureFile, on: date) -> Count:
    return Count(_numbered(library, "touching"), ("库里已确认的条", "clauses confirmed in the library"))


def _numbered(library: Library, key: str) -> int:
    """How many clauses of numbered documents are held; with a key, only those counted as it."""
    pack = library.teller.pack
    clauses = [
        clause
        for id_, told in pack.documents.items()
        if told.get("slots")
        for clause in pack.clauses.get(id_, ())
    ]
    return sum(not key or key in clause.counted_as for clause in clauses)


def _supporting(library: Library, figure: FigureFile, on: date) -> Count:
    """Provincial documents that the feature names, of the year of the figure."""
    found = [
        entry
        for entry in library.entries.values()
        if entry.claimed and entry.level_id == "province" and entry.dating.year == figure.year
    ]
    dated = sum(entry.dating.issued_on is not None for entry in found)
    return Count(
        len(found),
        (
            f"库里{figure.year}年、文章提到的省级文件（含实施意见本身），其中印发日已知的 {dated} 份",
            f"provincial documents of {figure.year} that the feature names, the opinions among them; dated: {dated}",
        ),
    )


def _entrants(library: Library, figure: FigureFile, on: date) -> Count:
    return Count(
        contest_entrants(on).took_part, ("登记的竞赛成绩中的人", "people in the contest results on record")
    )


def _winners(library: Library, figure: FigureFile, on: date) -> Count:
    words = ("登记的竞赛成绩中获奖牌或优胜奖的人", "people with a medal or an award of excellence on record")
    return Count(contest_entrants(on).stood_out, words)


COUNTED: Mapping[str, Callable[[Library, FigureFile, date], Count]] = {
    "numbered-tasks": _tasks,
    "goals": _goals,
    "talent-clauses-told": _told,
    "talent-clauses-dedicated": _dedicated,
    "talent-clauses-touching": _touching,
    "supporting-documents": _supporting,
    "contest-entrants": _entrants,
    "contest-winners": _winners,
}
"""By the name under which a pack's claims ask for them."""
