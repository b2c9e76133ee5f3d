"""Examiners or internal supervisors as a workbook: a person a row, with days and, of examiners, what they examine."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language
from jiyao.registry.imports.checking.codes import vocabulary_codes
from jiyao.registry.imports.profiles import Profile
from jiyao.registry.imports.rosters import PERSON, BadRow, bad_rows, checked_rows, profile_without
from jiyao.registry.imports.templates import write_template

SAID_BY_PAGE = frozenset({"reference", "organisation", "side", "division"})


@dataclass(frozen=True, slots=True)
class StaffRow:
    """A row: its line as people see it, the person, and the columns by name."""

    line: int
    person: int
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class StaffFile:
    """What a file says, and the rows that are refused."""

    rows: Sequence[StaffRow]
    bad: Sequence[BadRow]


def staff_profile(kind: str, folder: Path | None) -> Profile:
    """The columns of such a file: those of the import profile that the page does not say."""
    return profile_without(kind, SAID_BY_PAGE, folder)


def read_staff(
    kind: str, file: BinaryIO, pack: Pack, *, folder: Path | None, on: date, invented: bool
) -> StaffFile:
    """What a file says. raises as `checked_rows`"""
    checked, table = checked_rows(file, staff_profile(kind, folder), pack, on=on, invented=invented)
    good = [one for one in checked if not one.wrong]
    rows = [
        StaffRow(
            one.line,
            int(str(one.values[PERSON])),
            {name: value for name, value in one.values.items() if name != PERSON},
        )
        for one in good
    ]
    return StaffFile(rows, [bad for one in checked for bad in bad_rows(one, table)])


def write_staff_template(
    kind: str, to: BinaryIO, pack: Pack, *, folder: Path | None, language: Language
) -> None:
    """An empty workbook with its headings and what may stand below them."""
    codes = vocabulary_codes(pack.vocabulary)
    write_template(profile=staff_profile(kind, folder), codes_named=codes, to=to, language=language)
