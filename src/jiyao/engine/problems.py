"""What is wrong in a pack: each problem with its file and line, all of them together."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from difflib import get_close_matches

from jiyao.base.errors import Invalid


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A line of a pack's file; the file is named from the pack's folder."""

    file: str
    line: int

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One thing wrong: where, what, and what to do. `zh`: the same in Chinese, where an official may meet it."""

    place: Place
    message: str
    zh: str = field(default="", compare=False)

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"

    def said(self, language: str) -> str:
        """What is wrong, without its place."""
        return self.zh if language == "zh" and self.zh else self.message


class PackRefused(Invalid):
    """The pack has errors and is not loaded at all."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = sorted(set(problems))
        super().__init__(
            "\n".join(str(problem) for problem in self.problems),
            zh="\n".join(f"{problem.place}：{problem.said('zh')}" for problem in self.problems),
        )


class Problems(list[Problem]):
    """Collects what is wrong, so that one reading names everything."""

    def add(self, place: Place, message: str, zh: str = "") -> None:
        """Note one more."""
        self.append(Problem(place, message, zh))

    def raise_if_any(self) -> None:
        """Refuse the pack if anything is wrong."""
        if self:
            raise PackRefused(self)


def nearest(name: str, known: Iterable[str]) -> str:
    """' ; did you mean …?' for the nearest known name, or nothing."""
    return "".join(f'; did you mean "{close}"?' for close in _close(name, known))


def nearest_zh(name: str, known: Iterable[str]) -> str:
    """The same in Chinese."""
    return "".join(f"，是否为“{close}”？" for close in _close(name, known))


def _close(name: str, known: Iterable[str]) -> list[str]:
    return get_close_matches(name, list(known), n=1, cutoff=0.5)
