"""A roster of candidates: a file with a person a row, and what no register knows of each."""

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import BinaryIO

from jiyao.base.progress import Progress, silent
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language
from jiyao.evaluation.queries.candidacies import OF_THE_PLAN
from jiyao.registry.imports.profiles import Profile
from jiyao.registry.imports.rosters import Roster, profile_without, read_rows, rows_sent, write_roster

SAID_ELSEWHERE = OF_THE_PLAN | {"reference", "organisation", "applied_on"}


def roster_profile(folder: Path | None) -> Profile:
    """The columns of a roster: those of the import profile of candidacies that the session does not say."""
    return profile_without("candidacies", SAID_ELSEWHERE, folder)


def read_roster(
    file: BinaryIO,
    pack: Pack,
    *,
    folder: Path | None,
    on: date,
    invented: bool,
    progress: Progress = silent,
) -> Roster:
    """What a file says.

    invented   whether invented people may stand
    raises     NotATable, WrongHeadings, EmptyRoster, TooMany
    """
    profile = roster_profile(folder)
    return read_rows(file, profile, pack, on=on, invented=invented, progress=progress)


def roster_of_rows(
    rows: Sequence[Mapping[str, object]], pack: Pack, *, folder: Path | None, on: date, invented: bool
) -> Roster:
    """What a program sends: in each row the identity number under `person`, and what no register knows, by fact."""
    return rows_sent(rows, roster_profile(folder), pack, on=on, invented=invented)


def write_roster_template(to: BinaryIO, pack: Pack, *, folder: Path | None, language: Language) -> None:
    """An empty roster with its headings and what may stand below them."""
    write_roster(to, roster_profile(folder), pack, language)
