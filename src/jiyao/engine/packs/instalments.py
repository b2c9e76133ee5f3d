"""The instalments of a measure: each day that they name is known, and the shares are one whole."""

from collections.abc import Callable
from dataclasses import dataclass

from jiyao.engine.measures import InstalmentBreaks, Instalments, InstalmentStep, MonthsOfRecord
from jiyao.engine.packs.files import InstalmentsFile, MonthsFile, StepFile
from jiyao.engine.packs.located import Located, Step
from jiyao.engine.problems import Place, Problems, nearest, nearest_zh
from jiyao.engine.rules.types import RATIO_ONE, Kind

KnownFact = Callable[[str, Place, Kind], None]
"""Complains at a place where a fact is not known there or is of another kind."""


@dataclass(frozen=True, slots=True)
class InstalmentsReader:
    """Reads the instalments of a measure, noting what is wrong. `located`: the key's own part of the file."""

    file: InstalmentsFile
    located: Located
    problems: Problems
    known_fact: KnownFact

    def read(self, given: str) -> Instalments:
        """The instalments of a measure that gives such a kind of thing."""
        if given != "amount":
            self._complain((), "only a sum of money is paid in instalments", "只有给付金额的政策才能分期支付")
        self._check_facts()
        for index, step in enumerate(self.file.steps):
            self._check_step(step, ("steps", index))
        self._check_whole()
        return Instalments(
            starts_on=self.file.starts_on,
            months=self._months(),
            leaves_on=self.file.leaves_on,
            milestones=self.file.milestones,
            completes=self.file.completes,
            breaks=self._breaks(),
            steps=tuple(
                InstalmentStep(_share(one), one.months, one.milestone, one.held_until, one.advance)
                for one in self.file.steps
            ),
            source=self.file.source,
            confidence=self.file.confidence,
        )

    def _months(self) -> int | MonthsOfRecord:
        months = self.file.months
        return MonthsOfRecord(months.fact, months.times) if isinstance(months, MonthsFile) else months

    def _breaks(self) -> InstalmentBreaks | None:
        breaks = self.file.breaks
        return None if breaks is None else InstalmentBreaks(breaks.told_by, breaks.does)

    def _check_facts(self) -> None:
        self.known_fact(self.file.starts_on, self.located.place(("starts_on",)), Kind.DATE)
        if self.file.leaves_on is not None:
            self.known_fact(self.file.leaves_on, self.located.place(("leaves_on",)), Kind.DATE)
        if isinstance(self.file.months, MonthsFile):
            self.known_fact(self.file.months.fact, self.located.place(("months", "fact")), Kind.INTEGER)
        if self.file.breaks is not None:
            self.known_fact(self.file.breaks.told_by, self.located.place(("breaks", "told_by")), Kind.DATE)
        for name, fact in self.file.milestones.items():
            self.known_fact(fact, self.located.place(("milestones", name)), Kind.DATE)
        self._check_milestone(self.file.completes, ("completes",))

    def _check_step(self, step: StepFile, at: tuple[Step, ...]) -> None:
        if (step.months is None) == (step.milestone is None):
            self._complain(
                at,
                "an instalment is due after `months` or at a `milestone`; give one of them",
                "每期应按月数或节点之一支付，请填写其一",
            )
        for name in (step.milestone, step.held_until):
            if name is not None:
                self._check_milestone(name, at)
        if step.share <= 0 or step.share * RATIO_ONE != _share(step):
            self._complain(
                at,
                f"share {step.share}: write a part of one greater than zero, with four places at most",
                f"比例 {step.share}：应大于 0 且不超过 1，最多四位小数",
            )

    def _check_milestone(self, name: str, at: tuple[Step, ...]) -> None:
        known = self.file.milestones
        if name not in known:
            self._complain(
                at,
                f'"{name}" is none of the milestones{nearest(name, known)}',
                f"节点中没有“{name}”{nearest_zh(name, known)}",
            )

    def _check_whole(self) -> None:
        together = sum(step.share for step in self.file.steps)
        if together != 1:
            self._complain(
                ("steps",),
                f"the shares come to {together}, and must be 1 together",
                f"各期比例合计为 {together}，应为 1",
            )
        waits = any(self.file.completes in (step.milestone, step.held_until) for step in self.file.steps)
        if any(step.advance for step in self.file.steps) and not waits:
            self._complain(
                ("steps",),
                f'with an advance, something must wait for "{self.file.completes}"; '
                "else all may be paid before anybody knows what was earned",
                f"有预拨的，至少一期应待“{self.file.completes}”后支付，否则全额付清时尚不知预拨是否应得",
            )

    def _complain(self, at: tuple[Step, ...], message: str, zh: str) -> None:
        self.problems.add(self.located.place(at), message, zh)


def _share(step: StepFile) -> int:
    return int(step.share * RATIO_ONE)
