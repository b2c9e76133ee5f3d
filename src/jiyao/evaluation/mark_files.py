"""A file of marks: a candidate a row by admission ticket, a column for each part. It is taken whole or not at all."""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from jiyao.base.errors import Invalid
from jiyao.evaluation.models import Part
from jiyao.registry.imports.reading.opening import open_table
from jiyao.registry.imports.reading.tables import Cell, Table

TICKET = ("准考证号", "Admissionticket", "ticket")
HEADINGS: Mapping[Part, tuple[str, ...]] = {
    Part.THEORY: ("理论知识考试", "理论", "理论成绩", "Theory"),
    Part.PRACTICAL: ("技能考核", "技能", "实操", "技能成绩", "Practicaltest"),
    Part.REVIEW: ("综合评审", "评审", "Comprehensivereview"),
}
ABSENT = ("缺考", "absent")
MOST = 20_000
_MARK = re.compile(r"[0-9]{1,4}(\.[0-9]?0*)?")


class BadMarkFile(Invalid):
    """The file has no column of tickets or of marks, or too many rows."""


class BadMarks(Invalid):
    """Rows of the file are wrong; it is not taken. `rows`: line and what is wrong there, in both languages."""

    def __init__(self, rows: Sequence["Wrong"]) -> None:
        first = rows[0]
        super().__init__(
            f"{len(rows)} rows are wrong, the first in line {first.line}: {first.en}; nothing was taken",
            zh=f"有 {len(rows)} 行不正确，首个在第 {first.line} 行：{first.zh}；未录入任何成绩",
        )
        self.rows = rows


@dataclass(frozen=True, slots=True)
class Wrong:
    """What is wrong in a line."""

    line: int
    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class MarkRow:
    """A line: whose, and by part tenths of a mark, None for who was absent. A part without a cell is not said."""

    line: int
    ticket: str
    marks: Mapping[Part, int | None]


@dataclass(frozen=True, slots=True)
class MarkFile:
    """The lines of a file. `device`: the file as marks name where they came from; the same file is the same device."""

    rows: Sequence[MarkRow]
    device: str


def read_marks(file: BinaryIO) -> MarkFile:
    """What a file says. raises NotATable, BadMarkFile, BadMarks"""
    known = {*TICKET, *(heading for names in HEADINGS.values() for heading in names)}
    table = open_table(file, lambda heading: heading in known)
    ticket, parts = _columns(table)
    rows: list[MarkRow] = []
    wrong: list[Wrong] = []
    seen: dict[str, int] = {}
    for line, cells in table.rows:
        if len(rows) >= MOST:
            raise BadMarkFile(
                f"a file has {MOST} rows at most; part it", zh=f"一个文件最多 {MOST} 行，请拆分"
            )
        row, found = _row(line, cells, ticket, parts)
        if row is not None and row.ticket in seen:
            said = seen[row.ticket]
            found.append(
                Wrong(
                    line,
                    f"准考证 {row.ticket} 与第 {said} 行重复",
                    f"ticket {row.ticket} stands in line {said} too",
                )
            )
        wrong += found
        if row is not None:
            seen[row.ticket] = line
            rows.append(row)
    if wrong:
        raise BadMarks(wrong)
    return MarkFile(rows, _device(file))


def _columns(table: Table) -> tuple[int, Mapping[int, Part]]:
    """Where the ticket stands, and which part each column of marks is of. raises BadMarkFile"""
    tickets = [index for index, heading in enumerate(table.headings) if heading in TICKET]
    parts = {
        index: part
        for index, heading in enumerate(table.headings)
        for part, names in HEADINGS.items()
        if heading in names
    }
    if len(tickets) != 1 or not parts or len(set(parts.values())) != len(parts):
        raise BadMarkFile(
            f"row {table.heading_row} needs one column 准考证号 and a column for each part, such as 技能考核",
            zh=f"第 {table.heading_row} 行应有一列“准考证号”，各科目一列，如“理论知识考试”“技能考核”",
        )
    return tickets[0], parts


def _row(
    line: int, cells: Sequence[Cell], ticket: int, parts: Mapping[int, Part]
) -> tuple[MarkRow | None, list[Wrong]]:
    number = _text(cells[ticket] if ticket < len(cells) else None)
    if not number:
        return None, [Wrong(line, "缺少准考证号", "the ticket is missing")]
    marks: dict[Part, int | None] = {}
    wrong: list[Wrong] = []
    for index, part in parts.items():
        text = _text(cells[index] if index < len(cells) else None)
        if not text:
            continue
        if text in ABSENT:
            marks[part] = None
        elif _MARK.fullmatch(text):
            whole, _, tenth = text.partition(".")
            marks[part] = int(whole) * 10 + int(tenth[:1] or 0)
        else:
            wrong.append(Wrong(line, f"“{text}”不是分数", f"“{text}” is no mark"))
    return MarkRow(line, number, marks), wrong


def _text(cell: Cell) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()


def _device(file: BinaryIO) -> str:
    file.seek(0)
    return f"f-{hashlib.sha256(file.read()).hexdigest()[:32]}"
