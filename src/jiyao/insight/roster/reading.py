"""A roster's file as rows of facts, and what is wrong with the rest."""

import zipfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import BinaryIO

from jiyao.base.errors import Invalid
from jiyao.engine.cases import Facts
from jiyao.engine.rules.tree import Value
from jiyao.engine.shapes import Words
from jiyao.insight.roster.cells import Unfit, read_cell, said
from jiyao.insight.roster.columns import ABOUT, PERSON, Column, Roster, bare
from jiyao.registry.imports.checking.headings import OURS
from jiyao.registry.imports.checking.reasons import Reason
from jiyao.registry.imports.checking.values import as_text
from jiyao.registry.imports.reading.csv_files import MARKS
from jiyao.registry.imports.reading.opening import OLD_OFFICE, open_table
from jiyao.registry.imports.reading.tables import NotATable, Row, Table

BLOCK = 1 << 20
LOOKED_AT = 1024
PARQUET = b"PAR1"
"""How a file begins that unpacks to any size; employers have none."""
MOST_A_PERSON = 50
"""Rows that one person may have; rivals for one pool are weighed against each other, which takes its time."""
REQUIRED, MERGED = said(Reason("required")), said(Reason("merged"))
_ELSEWHERE = Words(
    zh="本行内容不含这一栏；请另起一行", en="is not of what this row is about; give it a row of its own"
)
_MANY = Words(
    zh=f"同一人超过 {MOST_A_PERSON} 行；不同的人请用不同的编号",
    en=f"is beyond {MOST_A_PERSON} rows of one person; give different people different numbers",
)


class BadRoster(Invalid):
    """The file is no roster. `words` say why and what to do."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en, zh=words.zh)


@dataclass(frozen=True, slots=True)
class Limits:
    """How much a file may hold: bytes when unpacked, and rows."""

    unpacked: int
    rows: int


@dataclass(frozen=True, slots=True)
class Wrong:
    """One cell that gives no value."""

    line: int
    column: Words
    value: str
    reason: Words


@dataclass(slots=True)
class Entry:
    """One row: whose, about what, its facts, and its cells as they were written.

    name   what the person is called where that is not how the row knows them
    """

    line: int
    cells: tuple[str, ...]
    person: str = ""
    name: str = ""
    about: str = ""
    own: dict[str, Value] = field(default_factory=dict)
    facts: dict[str, Value] = field(default_factory=dict)
    wrong: list[Wrong] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Read:
    """A file that was read. `ignored`: headings that no column has; `people`: the own facts of each person."""

    headings: tuple[str, ...]
    entries: tuple[Entry, ...]
    refused: tuple[Entry, ...]
    ignored: tuple[str, ...]
    people: Mapping[str, Facts]


def read_roster(file: BinaryIO, roster: Roster, limits: Limits) -> Read:
    """The rows of the file, good and bad. raises BadRoster"""
    refuse_wrong_files(file, limits)
    try:
        table = open_table(file, roster.knows)
        placed = _placed(table, roster)
        entries = list(_entries(table, placed, roster, limits))
    except NotATable as error:
        raise BadRoster(Words(zh=f"{error.said('zh')}。{_UNREADABLE}", en=f"{error}. {_AGAIN}.")) from None
    if not entries:
        raise BadRoster(
            Words(zh="名册里没有内容。请填写后再上传。", en="The roster has no rows. Fill it in first.")
        )
    _refuse_repeated(entries)
    people = _people(entries)
    return Read(
        headings=table.headings,
        entries=tuple(entry for entry in entries if not entry.wrong),
        refused=tuple(entry for entry in entries if entry.wrong),
        ignored=tuple(h for h in table.headings if h and not roster.knows(h) and h not in OURS),
        people=people,
    )


_UNREADABLE = "文件读不成表格。请用模板填写，另存为不加密码的 .xlsx，或“CSV UTF-8”，再上传。"
_AGAIN = "Fill in the template and save it as .xlsx without a password, or as “CSV UTF-8”"


def refuse_wrong_files(file: BinaryIO, limits: Limits) -> None:
    """Refuses what is no table, or unpacks to too much, before anything reads it. raises BadRoster"""
    file.seek(0)
    start = file.read(LOOKED_AT)
    if not start:
        raise BadRoster(
            Words(zh="文件是空的。请选择填好的名册。", en="The file is empty. Choose your roster.")
        )
    if start.startswith(OLD_OFFICE):
        raise BadRoster(
            Words(
                zh="这是旧格式（.xls）或加了密码的文件。请另存为不加密码的 .xlsx 再上传。",
                en="This is an old (.xls) or a protected file. Save it as .xlsx without a password.",
            )
        )
    if start.startswith(b"PK") and _unpacks_beyond(file, limits.unpacked):
        raise BadRoster(
            Words(
                zh="文件解开后过大。请只留名册一页，或分成几份。",
                en="The file unpacks to too much. Keep the roster only, or split it.",
            )
        )
    is_text = b"\0" not in start or start.startswith(tuple(MARKS))
    if start.startswith(PARQUET) or not (is_text or start.startswith(b"PK")):
        raise BadRoster(Words(zh=_UNREADABLE, en=f"The file is no table. {_AGAIN}."))
    file.seek(0)


def _unpacks_beyond(file: BinaryIO, most: int) -> bool:
    """Whether the parts are larger than that when unpacked; what the file says of itself is not believed."""
    unpacked = 0
    try:
        with zipfile.ZipFile(file) as packed:
            for part in packed.infolist():
                part.file_size = most + 2 * BLOCK
                with packed.open(part) as opened:
                    while block := opened.read(BLOCK):
                        unpacked += len(block)
                        if unpacked > most:
                            return True
    except (zipfile.BadZipFile, EOFError, RuntimeError, NotImplementedError):
        raise BadRoster(Words(zh=_UNREADABLE, en=f"The file is damaged or protected. {_AGAIN}.")) from None
    return False


def _placed(table: Table, roster: Roster) -> dict[int, Column]:
    placed: dict[int, Column] = {}
    for index, heading in enumerate(table.headings):
        column = roster.by_heading.get(bare(heading))
        if column is None:
            continue
        if column in placed.values():
            raise BadRoster(
                Words(
                    zh=f"“{column.words.zh}”出现了两列。请留一列。", en=f"“{column.words.en}” stands twice."
                )
            )
        placed[index] = column
    names = {column.name for column in placed.values()}
    for column in roster.columns:
        if column.is_required and column.name not in names:
            raise BadRoster(
                Words(
                    zh=f"没有找到“{column.words.zh}”一列。请用本页的模板填写。",
                    en=f"There is no column “{column.words.en}”. Use the template of this page.",
                )
            )
    return placed


def _entries(table: Table, placed: dict[int, Column], roster: Roster, limits: Limits) -> Iterator[Entry]:
    for count, (line, row) in enumerate(table.rows, start=1):
        if count > limits.rows:
            raise BadRoster(
                Words(
                    zh=f"超过 {limits.rows:,} 行。请分成几份，同一人的行放在一份里。",
                    en=f"More than {limits.rows:,} rows. Split it; keep the rows of a person together.",
                )
            )
        width = len(table.headings)
        cells = tuple(as_text(row[at]) if at < len(row) else "" for at in range(width))
        yield _entry(Entry(line, cells), placed, roster, _merged(table, line, row))


def _merged(table: Table, line: int, row: Row) -> set[int]:
    """The places in the row that lie in a merged area and are not its first cell."""
    return {
        at
        for top, left, bottom, right in table.merged
        if top <= line <= bottom
        for at in range(left, right + 1)
        if (line, at) != (top, left)
    }


def _entry(entry: Entry, placed: dict[int, Column], roster: Roster, merged: set[int]) -> Entry:
    """The row read: who and about what first, for they say which cells may be filled."""
    order = sorted(placed.items(), key=lambda item: not item[1].is_required)
    for at, column in order:
        text = entry.cells[at]
        reason = MERGED if at in merged else REQUIRED if column.is_required and not text else None
        if reason is None and text and entry.about and not {entry.about, roster.root} & {*column.of}:
            reason = _ELSEWHERE
        if reason is None and text:
            reason = _fill(entry, column, text, roster)
        if reason is not None:
            entry.wrong.append(Wrong(entry.line, column.words, text, reason))
    return entry


def _fill(entry: Entry, column: Column, text: str, roster: Roster) -> Words | None:
    """What is wrong with the cell, or nothing; its value goes where it belongs."""
    try:
        value = read_cell(column, text)
    except Unfit as unfit:
        return unfit.words
    if column.name == PERSON:
        entry.person = str(value)
    elif column.name == ABOUT:
        entry.about = str(value)
    elif roster.root in column.of:
        entry.own[column.name] = value
    else:
        entry.facts[column.name] = value
    return None


def _refuse_repeated(entries: Sequence[Entry]) -> None:
    """Refuses a row that repeats one of the same person or contradicts it, and more rows than a person can have."""
    seen: dict[object, int] = {}
    own: dict[tuple[str, str], tuple[Value, int]] = {}
    rows: Counter[str] = Counter()
    for entry in entries:
        if entry.wrong:
            continue
        reason = _against_earlier(entry, seen, own) or (
            _MANY if rows[entry.person] == MOST_A_PERSON else None
        )
        if reason is not None:
            whole = Words(zh="整行", en="Whole row")
            entry.wrong.append(Wrong(entry.line, whole, entry.person, reason))
            continue
        rows[entry.person] += 1
        seen[_sayings(entry)] = entry.line
        for name, value in entry.own.items():
            own.setdefault((entry.person, name), (value, entry.line))


def _against_earlier(
    entry: Entry, seen: Mapping[object, int], own: Mapping[tuple[str, str], tuple[Value, int]]
) -> Words | None:
    """What a row has against the ones before it, if anything."""
    for name, value in entry.own.items():
        first, line = own.get((entry.person, name), (value, 0))
        if first != value:
            return _contradicts(line)
    repeated = seen.get(_sayings(entry))
    return None if repeated is None else said(Reason("twice", {"row": str(repeated)}))


def _sayings(entry: Entry) -> object:
    return (entry.person, entry.about, tuple(sorted(entry.facts.items())))


def _contradicts(line: int) -> Words:
    return Words(
        zh=f"与第 {line} 行所填的同一人情况不一致",
        en=f"says otherwise of this person than row {line}",
    )


def _people(entries: Sequence[Entry]) -> dict[str, Facts]:
    """What is known of each person, from whichever of their good rows says it."""
    people: dict[str, dict[str, Value]] = {}
    for entry in entries:
        if not entry.wrong:
            people.setdefault(entry.person, {}).update(entry.own)
    return dict(people)
