"""Work beside the request that brought it: it tells how far it is and lays its result in a drawer."""

import logging
from collections.abc import Callable
from threading import BoundedSemaphore, Thread, Timer

from django.db import connections

from jiyao.base.errors import Conflict
from jiyao.interfaces.portal.drawers import KEPT_SECONDS, Drawer, new_drawer

AT_ONCE = 2
"""How many such works one process does; the others are asked to come back."""
FAILED = "failed"
"""What lies in the drawer of a work that failed."""
log = logging.getLogger(__name__)
_places = BoundedSemaphore(AT_ONCE)


class Busy(Conflict):
    """As much as can be is worked on."""


def begin_beside(
    fill: Callable[[Drawer], None], *, step: str, total: int, owner: str = ""
) -> tuple[Drawer, Thread]:
    """The drawer of the result, and the work that fills it. raises Busy

    step, total   with what it begins, and about how much of it there is
    owner         who alone may open the drawer; whoever has its address, where it is nobody's
    """
    if not _places.acquire(blocking=False):
        raise Busy(
            "other lists are being worked on; come back in a minute",
            zh="现在正在处理的名单较多，请一分钟后再上传",
        )
    drawer = new_drawer(owner)
    drawer.tell(step, 0, total)
    work = Thread(target=_work, args=(drawer, fill), daemon=True)
    work.start()
    return drawer, work


def _work(drawer: Drawer, fill: Callable[[Drawer], None]) -> None:
    try:
        fill(drawer)
    except FileNotFoundError:
        log.info("a drawer was cleared away while its work went on")
    except Exception:
        log.exception("a work beside its request failed")
        drawer.put(FAILED, b"")
    finally:
        connections.close_all()
        _places.release()
        _clear_later(drawer)


def _clear_later(drawer: Drawer) -> None:
    """The drawer goes when its hour is over, even if nobody comes by to sweep."""
    timer = Timer(KEPT_SECONDS, drawer.remove)
    timer.daemon = True
    timer.start()
