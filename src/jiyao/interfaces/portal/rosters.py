"""The work on a roster, beside the request that brought it: it tells how far it is and lays its result in a drawer."""

import logging
from threading import BoundedSemaphore, Thread, Timer

from jiyao.base.errors import Conflict
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.shapes import Language
from jiyao.insight.roster.columns import Roster
from jiyao.insight.roster.determining import determine_roster
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


def begin(*, read: Read, roster: Roster, language: Language) -> tuple[Drawer, Thread]:
    """The drawer of the result, and the work that fills it. raises Busy"""
    if not _places.acquire(blocking=False):
        raise Busy("other rosters are being worked on; come back in a minute")
    drawer = new_drawer()
    drawer.tell("determine", 0, len(read.people))
    work = Thread(target=_work, args=(drawer, read, roster, language, assessor()), daemon=True)
    work.start()
    return drawer, work


def _work(drawer: Drawer, read: Read, roster: Roster, language: Language, rules: Assessor) -> None:
    try:
        _fill(drawer, read, roster, language, rules)
    except FileNotFoundError:
        log.info("a roster was deleted while it was worked on")
    except Exception:
        log.exception("a roster could not be worked out")
        drawer.put(FAILED, b"")
    finally:
        _places.release()
        _clear_later(drawer)


def _fill(drawer: Drawer, read: Read, roster: Roster, language: Language, rules: Assessor) -> None:
    on = today()
    answers = determine_roster(read=read, roster=roster, assessor=rules, on=on, progress=drawer.tell)
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
