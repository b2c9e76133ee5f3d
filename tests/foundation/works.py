"""Work for tests of the queue."""

import os
import signal
import time
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from jiyao.base.errors import Invalid
from jiyao.base.progress import Progress
from jiyao.foundation.actions.queueing import Outcome


def count(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    for number in range(arguments["to"]):
        progress("count", number + 1, arguments["to"])
    return Outcome({"counted": arguments["to"]}, is_refused=arguments.get("refused", False))


def fail(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    raise Invalid("row 3: nothing there")


def die(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    os.kill(os.getpid(), signal.SIGKILL)
    time.sleep(60)
    return Outcome()
