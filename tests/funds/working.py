"""A worker that dies: `python -m tests.funds.working DATABASE JOB STEP`. It kills itself -9 at that step of the job."""

import os
import signal
import sys

import django

django.setup()

from django.db import connection  # noqa: E402
from django.utils import timezone  # noqa: E402
from django.utils.module_loading import import_string  # noqa: E402

from jiyao.foundation.actions import attaching  # noqa: E402
from jiyao.foundation.models import Job  # noqa: E402
from jiyao.funds.actions import batching, loading  # noqa: E402

HERE = {
    "before-keeping": (batching, "keep_file"),
    "after-keeping": (batching, "_told"),
    "in-keeping": (attaching, "write_sealed"),
    "before-taking": (loading, "_slice"),
    "within-taking": (loading, "change_ordered"),
    "before-ending": (loading, "_finish"),
}
"""What is about to be called when it dies."""


def main(database: str, number: str, step: str) -> None:
    """Works on the job until it reaches the step; at `second-…` the step's second time."""
    connection.settings_dict["NAME"] = database
    name, times = (step.removeprefix("second-"), 2) if step.startswith("second-") else (step, 1)
    module, function = HERE[name]
    original, met = getattr(module, function), 0

    def dying(*args: object, **given: object) -> object:
        nonlocal met
        met += 1
        if met == times:
            os.kill(os.getpid(), signal.SIGKILL)
        return original(*args, **given)

    setattr(module, function, dying)
    loading.AT_A_TIME = 2  # type: ignore[misc]
    job = Job.objects.get(pk=int(number))
    import_string(job.work)(job.arguments, at=timezone.now(), by=job.by, progress=lambda *told: None)


if __name__ == "__main__":
    main(*sys.argv[1:])
