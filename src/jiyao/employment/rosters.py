"""A roster of appointments: a file with a person a row, the post and the days of each. Nothing of the file is kept."""

from datetime import date
from pathlib import Path
from typing import BinaryIO

from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language
from jiyao.registry.imports.profiles import Profile
from jiyao.registry.imports.rosters import Roster, profile_without, read_rows, write_roster

SAID_ELSEWHERE = frozenset({"reference", "employer", "division"})


def roster_profile(folder: Path | None) -> Profile:
    """The columns of a roster: those of the import profile of appointments that the employer's account does not say."""
    return profile_without("post-appointments", SAID_ELSEWHERE, folder)


def read_roster(file: BinaryIO, pack: Pack, *, folder: Path | None, on: date, invented: bool) -> Roster:
    """What a file says. `invented`: whether invented people may stand. raises NotATable, WrongHeadings, EmptyRoster"""
    return read_rows(file, roster_profile(folder), pack, on=on, invented=invented)


def write_roster_template(to: BinaryIO, pack: Pack, *, folder: Path | None, language: Language) -> None:
    """An empty roster with its headings and what may stand below them."""
    write_roster(to, roster_profile(folder), pack, language)
