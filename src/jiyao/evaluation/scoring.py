"""How an evaluation is scored: full marks, pass marks and entries, as the procedure of the pack says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiyao.base.errors import Invalid
from jiyao.base.working_days import Deadline, after_working_days
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.models import Part, Session

ABSENT = "absent"
"""How it is written that a candidate did not come."""
_MARK = re.compile(r"[0-9]{1,3}(\.[0-9]?)?")
ALONE = 1
"""How many people enter a mark where no procedure says so."""


class NotScored(Invalid):
    """No procedure says how a part is scored, or how such a session goes at all."""


class BadMark(Invalid):
    """What is written is no mark."""


@dataclass(frozen=True, slots=True)
class Scale:
    """Of a part the full mark and the pass mark, in tenths of a mark."""

    full_tenths: int
    pass_tenths: int


@dataclass(frozen=True, slots=True)
class Scoring:
    """How the sessions of one kind of certificate are scored. `days`: by what a step does; None where nobody knows."""

    procedure: str
    parts: Mapping[Part, Scale]
    entries: int
    days: Mapping[str, int | None]

    def scale(self, part: str) -> Scale:
        """How a part is scored. raises NotScored"""
        found = self.parts.get(Part(part))
        if found is None:
            raise NotScored(
                f"procedure {self.procedure} does not say how “{part}” is scored; add it to its `scoring`",
                zh=f"规则包的流程 {self.procedure} 未写明“{Part(part).label}”的计分办法，请先补充",
            )
        return found

    def until(self, does: str, since: date) -> Deadline | None:
        """The last day of a step that began on a day; None where nobody has found how long it may take."""
        days = self.days.get(does)
        return None if days is None else after_working_days(since, days)


def in_marks(tenths: int) -> str:
    """A mark as people write it."""
    whole, part = divmod(tenths, 10)
    return f"{whole}.{part}" if part else str(whole)


def in_tenths(text: str) -> int | None:
    """A mark in tenths as people write it; None for `absent`. raises BadMark"""
    written = text.strip()
    if written in (ABSENT, "缺考"):
        return None
    if not _MARK.fullmatch(written):
        raise BadMark(
            f"“{written}” is no mark; write a number with at most one decimal, such as 85 or 85.5",
            zh=f"“{written}”不是分数，请写数字，最多一位小数，如 85 或 85.5",
        )
    whole, _, part = written.partition(".")
    return int(whole) * 10 + int(part or 0)


def parts_of(session: Session) -> list[Part]:
    """The parts of a session, in order."""
    return [Part(part) for part in session.parts.split()]


def kind_of_certificate(session: Session) -> str:
    """To which kind of certificate a session leads."""
    return "special_ability" if session.ability_item else "skill_level"


def procedure_of(session: Session, pack: Pack) -> tuple[str, Mapping[str, Any]]:
    """The procedure by which a session goes, after its id. raises NotScored"""
    kind = kind_of_certificate(session)
    for id_, procedure in pack.procedures.items():
        if procedure.get("evaluates") == kind:
            return id_, procedure
    raise NotScored(
        f"no procedure of the pack says `evaluates: {kind}`; such a session cannot be held",
        zh=f"规则包没有“{kind}”的评价流程，不能组织这类批次",
    )


def scoring_of(session: Session, pack: Pack) -> Scoring:
    """How a session is scored. raises NotScored"""
    return _read(*procedure_of(session, pack))


def _read(id_: str, procedure: Mapping[str, Any]) -> Scoring:
    return Scoring(
        procedure=id_,
        parts={
            Part(one["part"]): Scale(one["full_mark"] * 10, one["pass_mark"] * 10)
            for one in procedure.get("scoring") or ()
        },
        entries=procedure.get("entries") or ALONE,
        days={
            step["does"]: step.get("working_days")
            for step in procedure["steps"]
            if step.get("does") is not None
        },
    )
