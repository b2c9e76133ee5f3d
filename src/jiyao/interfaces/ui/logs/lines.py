"""Lines of the log, as JSON or for people. Both hold only what is known to be nobody's.

Addresses, forms and messages of exceptions may name people. So a line has no path, no arguments, no message but those
that stand in our own code word for word, and of an exception only its kinds and the places that it came through.
"""

import json
import logging
from collections.abc import Iterator
from contextvars import ContextVar
from datetime import UTC, datetime
from traceback import walk_tb
from types import TracebackType

REQUEST: ContextVar[str] = ContextVar("request", default="")
"""The number of the request that is being answered."""
OURS = "jiyao"
SERVER = "_granian"
"""The web server's logger: of its lines the first says what it does, and no more."""


class Json(logging.Formatter):
    """A line of JSON."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        return json.dumps(told(record), ensure_ascii=False)


class Text(logging.Formatter):
    """The same for people."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        found = told(record)
        time, level = found.pop("time"), found.pop("level")
        rest = " ".join(f"{key}={value}" for key, value in found.items() if value not in ("", None))
        return f"{time} {level} {rest}".replace("\n", " ")


def told(record: logging.LogRecord) -> dict[str, object]:
    """What is told of a record."""
    return {
        "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
        "level": record.levelname.lower(),
        "from": record.name,
        **_event(record),
        **({"request": REQUEST.get()} if REQUEST.get() else {}),
        **getattr(record, "told", {}),
        **_exception(record),
    }


def _event(record: logging.LogRecord) -> dict[str, object]:
    """What happened, in the words of the code, never with values filled in; of foreign code only where it is said."""
    whose = record.name.partition(".")[0]
    if whose == OURS and isinstance(record.msg, str):
        return {"event": record.msg}
    if whose == SERVER:
        return {"event": record.getMessage().partition("\n")[0]}
    return {"at": f"{record.module}:{record.lineno}"}


def _exception(record: logging.LogRecord) -> dict[str, object]:
    if not record.exc_info or record.exc_info[1] is None:
        return {}
    kinds = [_kind(one) for one in _chain(record.exc_info[1])]
    found: dict[str, object] = {"exception": kinds[0], "places": _places(record.exc_info[2])}
    return {**found, "because": kinds[1:]} if kinds[1:] else found


def _chain(error: BaseException) -> Iterator[BaseException]:
    """The exception, and what it came of."""
    seen: set[int] = set()
    one: BaseException | None = error
    while one is not None and id(one) not in seen:
        seen.add(id(one))
        yield one
        one = one.__cause__ or (None if one.__suppress_context__ else one.__context__)


def _kind(error: BaseException) -> str:
    kind = type(error)
    return kind.__qualname__ if kind.__module__ == "builtins" else f"{kind.__module__}.{kind.__qualname__}"


def _places(trace: TracebackType | None) -> list[str]:
    """The lines of our code that it came through, and the line that raised it."""
    walked = [(str(frame.f_globals.get("__name__", "?")), line) for frame, line in walk_tb(trace)]
    shown = [place for place in walked[:-1] if place[0].partition(".")[0] == OURS] + walked[-1:]
    return [f"{module}:{line}" for module, line in shown]
