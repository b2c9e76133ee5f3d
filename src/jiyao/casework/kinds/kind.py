"""What a kind of case is, and all the kinds there are."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from jiyao.base.errors import Conflict, Invalid
from jiyao.casework.life import STEPS, Step
from jiyao.casework.models.case import Case, CaseState
from jiyao.engine.shapes import Words
from jiyao.registry.hand import Hand

Effect = Callable[[Case, Hand], None]


class UnknownKind(Invalid):
    """No kind of case has that name."""


class NotNow(Conflict):
    """The step does not lead on from where the case stands. It says which steps do that somebody does."""


class Nature(StrEnum):
    """What a kind of case rests on.

    CLAIM     on the rules: they are asked at each step that decides. A parent is the roster that it is a line of
    GATHERS   on its lines: each is a claim and decided by itself; it gives nothing of its own
    FOLLOWS   on a record that says something else now
    CONTESTS  on its parent, which it contests: it is not held back by it, and nobody who handled that one handles it
    CHECKS    on its parent too, which was drawn to be checked
    CORRECTS  on a record that somebody says is wrong: what it says stands in its correction
    FILES     on what an organisation files about itself, or is filed about it: that stands in its filing
    MARKS     on the answer to a re-marking, with which its candidate does not agree
    JUDGES    on a certificate that somebody says is not to stand, or to stand again
    """

    CLAIM = "claim"
    GATHERS = "gathers"
    FOLLOWS = "follows"
    CONTESTS = "contests"
    CHECKS = "checks"
    CORRECTS = "corrects"
    FILES = "files"
    JUDGES = "judges"
    MARKS = "marks"


@dataclass(frozen=True, slots=True)
class CaseKind:
    """A kind of case.

    steps   those of life that it takes, by name, as it calls them
    on      what a step of it does besides moving the case, in the same transaction
    """

    name: str
    words: Words
    steps: Mapping[str, Step]
    on: Mapping[str, Effect]
    nature: Nature = Nature.CLAIM

    @property
    def looks_at_parent(self) -> bool:
        """Whether it looks into its parent, so that others than those who handled that one handle it."""
        return self.nature in (Nature.CONTESTS, Nature.CHECKS)

    def step(self, name: str, case: Case) -> Step:
        """The step of that name, from where the case stands. raises NotNow"""
        state = CaseState(case.state)
        step = self.steps.get(name)
        if step is None or state not in step.comes_from:
            possible = [one.words for one in self.possible(state) if one.verb is not None]
            en = ", ".join(words.en for words in possible) or "nothing"
            zh = "、".join(words.zh for words in possible) or "无"
            raise NotNow(
                f"case {case.number} is {state.value}: “{name}” is not possible now; possible is {en}",
                zh=f"办件 {case.number} 现为“{state.label}”，不能办理这一步；可办理：{zh}",
            )
        return step

    def possible(self, state: CaseState) -> list[Step]:
        """The steps that lead on from a state."""
        return [step for step in self.steps.values() if state in step.comes_from]


KINDS: dict[str, CaseKind] = {}
"""Every kind, by its name."""


def declare(
    name: str,
    words: Words,
    *steps: str,
    on: Mapping[str, Effect] | None = None,
    nature: Nature = Nature.CLAIM,
    called: Mapping[str, Words] | None = None,
) -> CaseKind:
    """The kind, from now on known. raises UnknownKind: one of the steps is none of life's

    called   how it calls those of its steps that have a name of their own in it
    """
    own = called or {}
    strange = {*steps, *own} - STEPS.keys()
    if strange or name in KINDS:
        raise UnknownKind(f"{name}: {', '.join(sorted(strange)) or 'declared twice'}; see life.py")
    taken = {
        step: replace(STEPS[step], words=own.get(step, STEPS[step].words)) for step in STEPS if step in steps
    }
    KINDS[name] = CaseKind(name, words, taken, on or {}, nature)
    return KINDS[name]


def named_by_nature(*natures: Nature) -> frozenset[str]:
    """The names of the kinds that rest on one of these."""
    return frozenset(kind.name for kind in KINDS.values() if kind.nature in natures)


def kind_of(case: Case) -> CaseKind:
    """The kind of a case. raises UnknownKind"""
    if case.kind not in KINDS:
        raise UnknownKind(f"no kind of case is called {case.kind!r}; there are {', '.join(KINDS)}")
    return KINDS[case.kind]
