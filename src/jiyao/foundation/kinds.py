"""Kinds of act. Each says its words in both languages, and by which kind it is reversed, or why by none."""

from dataclasses import dataclass

from jiyao.base.errors import Conflict, Invalid
from jiyao.engine.shapes import Words


class UndeclaredKind(Invalid):
    """Nobody declared this kind of act."""


class DeclaredTwice(Conflict):
    """Two places declare one kind."""


@dataclass(frozen=True)
class ActKind:
    """A kind of act. `reversal`: the kind that undoes it; `irreversible`: why nothing does. One of them is given."""

    name: str
    words: Words
    reversal: str | None = None
    irreversible: str | None = None


LONGEST_NAME = 40
KINDS: dict[str, ActKind] = {}
"""Every kind, by name. Areas declare theirs in `acts.py`, which is read when the application starts."""


def declare(
    name: str, *, zh: str, en: str, reversal: str | None = None, irreversible: str | None = None
) -> ActKind:
    """The kind, from now on known."""
    if len(name) > LONGEST_NAME:
        raise Invalid(f"the kind of act {name!r} has more than {LONGEST_NAME} characters; shorten it")
    if name in KINDS:
        raise DeclaredTwice(f"the kind of act {name!r} is declared twice; give one of them another name")
    KINDS[name] = ActKind(name, Words(zh=zh, en=en), reversal, irreversible)
    return KINDS[name]


def kind_named(name: str) -> ActKind:
    """The declared kind of that name."""
    if name not in KINDS:
        raise UndeclaredKind(f"no area declares the kind of act {name!r}; declare it in the area's acts.py")
    return KINDS[name]
