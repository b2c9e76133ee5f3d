"""What the national platform sent back, read row by row: which certificate, accepted or refused, and why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import BinaryIO

from jiyao.base.errors import Invalid
from jiyao.base.periods import read_day
from jiyao.engine.shapes import Words
from jiyao.evaluation.platform.formats import PlatformFormat
from jiyao.registry.exchange.reading import BadFile, places_of, said_rows
from jiyao.registry.imports.reading.opening import open_table

SHOULD_BE = Words(zh="全国平台返回的回执文件", en="the file that the national platform sent back")
MOST = 100_000
LONGEST_REASON = 500
LONGEST_NUMBER = 40


class BadAnswers(Invalid):
    """Rows of the file are wrong; nothing of it was taken. `rows`: line and what is wrong there."""

    def __init__(self, rows: Sequence["WrongRow"]) -> None:
        first = rows[0]
        super().__init__(
            f"{len(rows)} rows are wrong, the first in line {first.line}: {first.said.en}; nothing was taken",
            zh=f"有 {len(rows)} 行不正确，首个在第 {first.line} 行：{first.said.zh}；未载入任何回执",
        )
        self.rows = rows


@dataclass(frozen=True, slots=True)
class WrongRow:
    """What is wrong in a line."""

    line: int
    said: Words


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """A line: of which certificate, of which version where it says so, and what was answered."""

    line: int
    number: str
    version: int | None
    is_accepted: bool
    reason: str
    day: date | None


@dataclass(frozen=True, slots=True)
class Answers:
    """The lines of a file, those that cannot be read, and the hash of all of it."""

    rows: Sequence[AnswerRow]
    wrong: Sequence[WrongRow]
    hash: str


def read_answers(file: BinaryIO, shape: PlatformFormat) -> Answers:
    """What a file says. raises NotATable, BadFile"""
    headings = shape.headings("answers")
    known = {"".join(one.zh.split()) for one in headings}
    table = open_table(file, lambda heading: heading in known)
    places = places_of(table.headings, headings, SHOULD_BE)
    spelled = {text: result for result, texts in shape.answers.spellings.items() for text in texts}
    rows: list[AnswerRow] = []
    wrong: list[WrongRow] = []
    seen: dict[tuple[str, int | None], int] = {}
    for line, said in said_rows(table.rows, places):
        found = _row(line, said, spelled)
        if isinstance(found, AnswerRow) and (found.number, found.version) in seen:
            found = _wrong(line, *_twice(found.number, seen[found.number, found.version]))
        if isinstance(found, AnswerRow):
            seen[found.number, found.version] = line
            rows.append(found)
        else:
            wrong.append(found)
        _check_length(len(rows) + len(wrong))
    if not rows and not wrong:
        raise BadFile("the file has no rows below its headings", zh="文件的表头下没有内容")
    return Answers(rows, wrong, _hash(file))


def _row(line: int, said: Mapping[str, str], spelled: Mapping[str, str]) -> AnswerRow | WrongRow:
    number, version, reason = said["number"], said.get("version", ""), said.get("reason", "")
    result, day = spelled.get(said["result"], ""), said.get("day", "")
    if not number or len(number) > LONGEST_NUMBER:
        return _wrong(line, "缺少证书编号，或编号过长", "the number is missing, or too long")
    if version and not (version.isascii() and version.isdecimal() and len(version) <= 4):
        return _wrong(line, f"版本“{version[:20]}”不是数字", f"version “{version[:20]}” is no number")
    if not result:
        shown = said["result"][:20]
        return _wrong(
            line,
            f"处理结果“{shown}”无法识别，应为 {'、'.join(spelled)}",
            f"result “{shown}” is none of {', '.join(spelled)}",
        )
    if result == "refused" and not reason:
        return _wrong(line, "被退回而没有写原因", "refused without a reason")
    try:
        told_on = read_day(day) if day else None
    except ValueError:
        return _wrong(line, f"“{day[:20]}”不是日期", f"“{day[:20]}” is no day")
    accepted = result == "accepted"
    return AnswerRow(
        line, number, int(version) if version else None, accepted, reason[:LONGEST_REASON], told_on
    )


def _twice(number: str, line: int) -> tuple[str, str]:
    return f"证书 {number} 与第 {line} 行重复", f"certificate {number} stands in line {line} too"


def _wrong(line: int, zh: str, en: str) -> WrongRow:
    return WrongRow(line, Words(zh=zh, en=en))


def _check_length(rows: int) -> None:
    if rows > MOST:
        raise BadFile(f"a file has {MOST} rows at most; part it", zh=f"一个文件最多 {MOST} 行，请拆分")


def _hash(file: BinaryIO) -> str:
    file.seek(0)
    return sha256(file.read()).hexdigest()
