"""What waits for somebody at the desk. Whoever has a queue says how much of it waits for who asks:

    @queue
    def corrections(request: HttpRequest) -> Waiting | None: ...

None where nothing of it is theirs; nothing waiting is a count of 0. The module that declares it is a view module, so
that it is read with the addresses.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest

from jiyao.engine.shapes import Words


@dataclass(frozen=True, slots=True)
class Waiting:
    """A line of the desk's first page: what waits, how much of it, where it is done, and what to say of none.

    is_more   whether more waits than was counted
    """

    words: Words
    count: int
    address: str
    none: Words
    is_more: bool = False


Queue = Callable[[HttpRequest], Waiting | None]
QUEUES: list[Queue] = []
"""Every queue."""


def queue(function: Queue) -> Queue:
    """Has a function say what waits."""
    QUEUES.append(function)
    return function


def waiting_for(request: HttpRequest) -> Sequence[Waiting]:
    """What waits for who asks, what is most first."""
    asked = (one(request) for one in QUEUES)
    return sorted((one for one in asked if one is not None), key=lambda one: -one.count)
