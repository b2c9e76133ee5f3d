"""Runs that are over: what each came to, and the one before it."""

from pathlib import Path

from jiyao.base.errors import Conflict
from jiyao.engine.population.running import Run as Outcomes
from jiyao.engine.population.running import run_from
from jiyao.policy.models import Covers, Run


class RunGone(Conflict):
    """The folder of a run is not there any more."""


def outcomes_of(run: Run, runs: Path) -> Outcomes:
    """What the run came to. raises RunGone

    runs   the folder of runs
    """
    try:
        return run_from((runs / run.folder / "outcomes/run.json").read_text("utf-8"))
    except FileNotFoundError:
        raise RunGone(
            f"the folder of run {run.pk}, {run.folder}, is gone; bring it back, or make the run again",
            zh=f"第 {run.pk} 次测算的结果目录 {run.folder} 已不在；请恢复，或重新测算",
        ) from None


def last_run() -> Run | None:
    """The run of everybody that was finished last."""
    return Run.objects.filter(covers=Covers.EVERYBODY).order_by("-pk").first()


def run_before(run: Run) -> Run | None:
    """The run of everybody by the same pack before this one; none before a run of some."""
    if run.covers != Covers.EVERYBODY:
        return None
    earlier = Run.objects.filter(pack=run.pack, pk__lt=run.pk, covers=Covers.EVERYBODY)
    return earlier.order_by("-pk").first()
