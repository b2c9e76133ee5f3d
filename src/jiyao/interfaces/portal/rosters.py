"""The work on a roster, beside the request that brought it: it tells how far it is and lays its result in a drawer."""

import logging
from collections.abc import Callable
from threading import BoundedSemaphore, Thread, Timer

from django.db import connections

from jiyao.base.errors import Conflict
from jiyao.base.progress import Progress
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.shapes import Language
from jiyao.insight.roster.columns import Roster
from jiyao.insight.roster.determining import Granted, determine_roster
from jiyao.insight.roster.files import result_file, returned_file
from jiyao.insight.roster.reading import Read
from jiyao.insight.roster.report import report_of
from jiyao.interfaces.portal.drawers import KEPT_SECONDS, Drawer, new_drawer
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.pack import assessor

AT_ONCE = 2
"""How many rosters one process works on; the others are asked to come back."""
REPORT, RESULT, RETURNED, FAILED = "report", "result.xlsx", "returned.xlsx", "failed"
log = logging.getLogger(__name__)
_places = BoundedSemaphore(AT_ONCE)


class Busy(Conflict):
    """As many rosters as can be are worked on."""


Source = Callable[[Progress], tuple[Read, Granted]]
"""Gives the rows of a roster, and what is taken already; it tells how far it is."""


def begin(
    *, source: Source, persons: int, roster: Roster, language: Language, owner: str = ""
) -> tuple[Drawer, Thread]:
    """The drawer of the result, and the work that fills it. raises Busy

    persons   about how many there are
    owner     who alone may open the drawer; whoever has its address, where it is nobody's
    """
    if not _places.acquire(blocking=False):
        raise Busy("other rosters are being worked on; come back in a minute")
    drawer = new_drawer(owner)
    drawer.tell("determine", 0, persons)
    work = Thread(target=_work, args=(drawer, source, roster, language, assessor()), daemon=True)
    work.start()
    return drawer, work


def _work(drawer: Drawer, source: Source, roster: Roster, language: Language, rules: Assessor) -> None:
    try:
        _fill(drawer, source, roster, language, rules)
    except FileNotFoundError:
        log.info("a roster was deleted while it was worked on")
    except Exception:
        log.exception("a roster could not be worked out")
        drawer.put(FAILED, b"")
    finally:
        connections.close_all()
        _places.release()
        _clear_later(drawer)


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


def _clear_later(drawer: Drawer) -> None:
    """The drawer goes when its hour is over, even if nobody comes by to sweep."""
    timer = Timer(KEPT_SECONDS, drawer.remove)
    timer.daemon = True
    timer.start()
