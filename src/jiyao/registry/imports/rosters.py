"""A roster: a person a row and some columns of an import profile. It is checked like an import; nothing is kept."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from itertools import islice
from pathlib import Path
from typing import BinaryIO

from jiyao.base.errors import Invalid
from jiyao.base.progress import Progress, silent
from jiyao.base.slices import slices
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.tree import Value
from jiyao.engine.shapes import Language
from jiyao.registry.imports.checking.codes import vocabulary_codes
from jiyao.registry.imports.checking.headings import is_heading, placed_columns
from jiyao.registry.imports.checking.readers import readers_of
from jiyao.registry.imports.checking.reasons import Reason
from jiyao.registry.imports.checking.rows import Checked, RowChecker
from jiyao.registry.imports.profiles import Profile, profile_named
from jiyao.registry.imports.reading.opening import open_table
from jiyao.registry.imports.reading.tables import Table
from jiyao.registry.imports.templates import write_template

PERSON = "person"
NAMES = ("姓名", "Name")
"""A column of names may stand in the file and is not read: people are known by their numbers."""
AT_A_TIME = 500
"""So many rows are checked before it is told how far it is."""
MOST = 5_000
"""How many rows a roster has."""


class EmptyRoster(Invalid):
    """The file names nobody."""


class TooMany(Invalid):
    """The file names more people than a roster has."""


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that is refused: its line as people see it, the column, and why, in both languages."""

    line: int
    column: str
    zh: str
    en: str

    def said(self, language: Language) -> str:
        """Why it is refused."""
        return self.zh if language == "zh" else self.en


@dataclass(frozen=True, slots=True)
class Roster:
    """The people of a file with what stands beside each, the line of each, and the rows that are refused."""

    people: Mapping[int, Mapping[str, Value | None]]
    lines: Mapping[int, int]
    bad: Sequence[BadRow]


@cache
def profile_without(name: str, columns: frozenset[str], folder: Path | None) -> Profile:
    """An import profile whose rows are told by the person alone, without the columns that are said elsewhere."""
    whole = profile_named(name, folder)
    kept = tuple(column for column in whole.columns if column.name not in columns)
    shape = whole.shape.model_copy(
        update={
            "key": [PERSON],
            "ignored": [*whole.shape.ignored, *NAMES],
            "columns": [column.shape for column in kept],
        }
    )
    return replace(whole, shape=shape, columns=kept)


def read_rows(
    file: BinaryIO, profile: Profile, pack: Pack, *, on: date, invented: bool, progress: Progress = silent
) -> Roster:
    """What a file says.

    invented   whether invented people may stand
    raises     NotATable, WrongHeadings, EmptyRoster, TooMany
    """
    return _sorted_out(*checked_rows(file, profile, pack, on=on, invented=invented, progress=progress))


def rows_sent(
    rows: Sequence[Mapping[str, object]], profile: Profile, pack: Pack, *, on: date, invented: bool
) -> Roster:
    """What a program sends, by the names of the columns. A row is told by its place, from 0."""
    headings = {column.name: column.shape.zh for column in profile.columns}
    strange = [
        BadRow(at, name, "没有这一项", "there is no such member")
        for at, row in enumerate(rows)
        for name in row
        if name not in headings
    ]
    cells = [(at, tuple(row.get(name) for name in headings)) for at, row in enumerate(rows)]
    table = Table(tuple("".join(one.split()) for one in headings.values()), 0, iter(cells), len(cells))
    found = _sorted_out(_checked(table, profile, pack, on, invented, silent), table)
    names = {heading: name for name, heading in headings.items()}
    bad = [replace(one, column=names.get(one.column, one.column)) for one in found.bad]
    return Roster(found.people, found.lines, [*strange, *bad])


def checked_rows(
    file: BinaryIO, profile: Profile, pack: Pack, *, on: date, invented: bool, progress: Progress = silent
) -> tuple[list[Checked], Table]:
    """The rows of a file, each with its values or what is wrong, and the table that they stand in.

    raises   NotATable, WrongHeadings, EmptyRoster, TooMany
    """
    table = open_table(file, lambda heading: is_heading(profile, heading))
    rows = _checked(table, profile, pack, on, invented, progress)
    if not rows:
        raise EmptyRoster(
            "the roster has no rows below its headings", zh="名单里没有人员，请在表头下逐行填写"
        )
    return rows, table


def bad_rows(row: Checked, table: Table) -> list[BadRow]:
    """What is wrong with a row."""
    return [_bad(row.line, table, index, reason) for index, reason in row.wrong]


def _sorted_out(rows: Sequence[Checked], table: Table) -> Roster:
    people: dict[int, Mapping[str, Value | None]] = {}
    lines: dict[int, int] = {}
    bad: list[BadRow] = []
    for row in rows:
        wrong = bad_rows(row, table)
        person = row.values.get(PERSON)
        if not wrong and isinstance(person, int) and person in lines:
            reason = Reason("twice", {"row": str(lines[person])})
            wrong = [_bad(row.line, table, -1, reason)]
        bad += wrong
        if not wrong and isinstance(person, int):
            lines[person] = row.line
            people[person] = {name: value for name, value in row.values.items() if name != PERSON}  # type: ignore[misc]
    return Roster(people, lines, bad)


def write_roster(to: BinaryIO, profile: Profile, pack: Pack, language: Language) -> None:
    """An empty roster with its headings and what may stand below them."""
    write_template(profile=profile, codes_named=vocabulary_codes(pack.vocabulary), to=to, language=language)


def lines_wrong(bad: Collection[BadRow]) -> list[BadRow]:
    """The rows that are refused, in the order of the file."""
    return sorted(bad, key=lambda one: one.line)


def _checked(
    table: Table, profile: Profile, pack: Pack, on: date, invented: bool, progress: Progress
) -> list[Checked]:
    placed = placed_columns(profile, table.headings)
    readers = readers_of([p.column for p in placed], vocabulary_codes(pack.vocabulary), invented=invented)
    checker = RowChecker(
        profile, placed, readers, width=len(table.headings), latest_birth=on, merged=table.merged
    )
    given = list(islice(table.rows, MOST + 1))
    if len(given) > MOST:
        raise TooMany(f"a roster has up to {MOST} rows; split it", zh=f"一份名单不超过 {MOST} 行，请分开上传")
    checked: list[Checked] = []
    for some in slices(given, AT_A_TIME):
        progress("check_rows", len(checked), len(given))
        checked += checker.check(some)
    return checked


def _bad(line: int, table: Table, index: int, reason: Reason) -> BadRow:
    column = table.headings[index] if 0 <= index < len(table.headings) else ""
    return BadRow(line, column, reason.said("zh"), reason.said("en"))
