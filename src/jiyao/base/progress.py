"""How long work tells how far it is, to whoever asked: a screen, a record of the queue, or nobody."""

from typing import Protocol


class Progress(Protocol):
    """Told as work goes on: which step, how much of it is done, and of how much (0 where nobody knows)."""

    def __call__(self, step: str, done: int, total: int) -> None:
        """Is told; what it raises stops the work."""


def silent(step: str, done: int, total: int) -> None:
    """Nobody is told."""
