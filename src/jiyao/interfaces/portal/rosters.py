"""The work on a roster, beside the request that brought it."""

from collections.abc import Callable
from threading import Thread

from jiyao.base.progress import Progress
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.shapes import Language
from jiyao.insight.roster.columns import Roster
from jiyao.insight.roster.determining import Granted, determine_roster
from jiyao.insight.roster.files import result_file, returned_file
from jiyao.insight.roster.reading import Read
from jiyao.insight.roster.report import report_of
from jiyao.interfaces.portal.beside import begin_beside
from jiyao.interfaces.portal.drawers import Drawer
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.pack import assessor

REPORT, RESULT, RETURNED = "report", "result.xlsx", "returned.xlsx"

Source = Callable[[Progress], tuple[Read, Granted]]
"""Gives the rows of a roster, and what is taken already; it tells how far it is."""


def begin(
    *, source: Source, persons: int, roster: Roster, language: Language, owner: str = ""
) -> tuple[Drawer, Thread]:
    """The drawer of the result, and the work that fills it. raises Busy

    persons   about how many there are
    owner     who alone may open the drawer; whoever has its address, where it is nobody's
    """
    rules = assessor()
    return begin_beside(
        lambda drawer: _fill(drawer, source, roster, language, rules),
        step="determine",
        total=persons,
        owner=owner,
    )


def _fill(drawer: Drawer, source: Source, roster: Roster, language: Language, rules: Assessor) -> None:
    on = today()
    read, granted = source(drawer.tell)
    answers = determine_roster(
        read=read, roster=roster, assessor=rules, on=on, granted=granted, progress=drawer.tell
    )
    result = result_file(read=read, answers=answers, roster=roster, language=language, progress=drawer.tell)
    drawer.put(RESULT, result)
    if read.refused:
        drawer.put(RETURNED, returned_file(read=read, roster=roster, language=language))
    report = report_of(read=read, answers=answers, pack=rules.pack, on=on)
    drawer.put(REPORT, report.model_dump_json().encode())
