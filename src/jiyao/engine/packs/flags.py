"""flags.yaml: which flags (疑点) are looked for, from which threshold on, and what they are called.

How a flag is found is a SELECT of the platform under the same id: a pack switches, sets and names, and writes no SQL.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from pydantic import Field

from jiyao.engine.packs.located import Located
from jiyao.engine.packs.reading import Folder, validated
from jiyao.engine.problems import Place, Problems
from jiyao.engine.shapes import File, Id, Words

_PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


class FlagFile(File):
    """One flag.

    explanation   what it says of a record, in plain words; `{name}` stands for a column of what was found
    thresholds    the values that its SELECT names
    basis         `finding`: auditors or departments have published such a finding; `extension`: of the same pattern
    source        who published what, or what it extends
    """

    id: Id
    on: bool
    title: Words
    explanation: Words
    thresholds: dict[str, int] = {}
    basis: Literal["finding", "extension"]
    source: Words


class FlagsFile(File):
    """flags.yaml."""

    flags: list[FlagFile] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class FlagSetting:
    """A flag as the pack sets it, and where that stands."""

    file: FlagFile
    place: Place

    @property
    def columns(self) -> frozenset[str]:
        """The columns that its explanation names, in either language."""
        said = self.file.explanation
        return frozenset(_PLACEHOLDER.findall(said.zh)) | frozenset(_PLACEHOLDER.findall(said.en))


Flags = Mapping[str, FlagSetting]


def read_flags(folder: Folder, problems: Problems) -> Flags:
    """The flags by id, in the order of the file; none where the pack has no such file."""
    located = folder.yaml("flags.yaml")
    file = None if located.value is None else validated(FlagsFile, located, problems)
    found: dict[str, FlagSetting] = {}
    for index, flag in enumerate(() if file is None else file.flags):
        _check(flag, located, index, found, problems)
        found[flag.id] = FlagSetting(flag, located.place(("flags", index)))
    return found


def _check(flag: FlagFile, located: Located, index: int, before: Flags, problems: Problems) -> None:
    if flag.id in before:
        above = before[flag.id].place.line
        problems.add(
            located.place(("flags", index, "id")), f'flag "{flag.id}" stands twice: in line {above} too'
        )
    words = flag.explanation
    if set(_PLACEHOLDER.findall(words.zh)) != set(_PLACEHOLDER.findall(words.en)):
        place = located.place(("flags", index, "explanation"))
        problems.add(
            place, f'flag "{flag.id}": the explanation names other columns in Chinese than in English'
        )


FLAG_SCHEMAS: dict[str, type[File]] = {"flags": FlagsFile}
