"""Progress of long work on the screen: a bar where somebody looks, a line a step where a file does."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from types import MappingProxyType

import click
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, TaskID, TextColumn, TimeElapsedColumn
from rich.progress import Progress as Bars

from jiyao.base.progress import Progress
from jiyao.interfaces.cli.session import Session
from jiyao.interfaces.ui.job_words import step_in_words

Say = Callable[[str], str]
"""A step in words."""


@contextmanager
def shown(session: Session, names: Mapping[str, str] = MappingProxyType({})) -> Iterator[Progress]:
    """A progress to hand to long work; what it is told appears on the standard error.

    names   of what steps are about, such as a subject's, in the session's language
    """
    screen = Console(stderr=True)

    def say(step: str) -> str:
        return step_in_words(step, session.language, names)

    if not screen.is_terminal:
        yield _Lines(say)
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Bars(*columns, console=screen) as bars:
        yield _Bars(say, bars)


class _Lines:
    """Writes each step once, as it begins."""

    def __init__(self, say: Say) -> None:
        self.say = say
        self.step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self.step:
            self.step = step
            click.echo(self.say(step), err=True)


class _Bars:
    """Keeps one bar for the step that is under way; those before it are full."""

    def __init__(self, say: Say, bars: Bars) -> None:
        self.say = say
        self.bars = bars
        self.task: TaskID | None = None
        self.step = ""

    def __call__(self, step: str, done: int, total: int) -> None:
        if step != self.step:
            self._finish()
            self.step = step
            self.task = self.bars.add_task(self.say(step), total=total or None)
        if self.task is not None:
            self.bars.update(self.task, completed=done, total=total or None)

    def _finish(self) -> None:
        if self.task is not None:
            total = self.bars.tasks[-1].total
            self.bars.update(self.task, completed=total or 1, total=total or 1)
