"""The versions of the pack as a list: what each changed, from which day it holds, by whose two hands, its hash."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing import words as w
from jiyao.policy.models import ChangeKind, PackVersion

State = Literal["coming", "now", "over"]


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One version. `kind`: of the change that made it; none where a release was taken up."""

    version: PackVersion
    said: Words
    kind: Words | None
    state: State


def version_lines(versions: Sequence[PackVersion], on: date) -> Iterator[VersionLine]:
    """The versions, the last one first as they are given."""
    state: State = "coming"
    for version in versions:
        if version.effective_on <= on:
            state = "now" if state == "coming" else "over"
        change = version.change
        if change is None or change.decided_at != version.made_at:  # a release, with the changes of before
            yield VersionLine(version, _release(version), None, state)
            continue
        said = Words(zh=change.title_zh, en=change.title_en)
        yield VersionLine(version, said, w.CHANGE_KINDS[ChangeKind(change.kind)], state)


def _release(version: PackVersion) -> Words:
    return Words(zh=f"采用发行版 {version.release}", en=f"Release {version.release} taken up")
