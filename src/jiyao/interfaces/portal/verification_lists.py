"""A list of certificates as a workbook, given back with an answer on each line. Nothing of it enters the database."""

from collections.abc import Mapping, Sequence
from datetime import date
from io import BytesIO
from typing import BinaryIO

import xlsxwriter
from django.conf import settings

from jiyao.base.errors import Invalid
from jiyao.base.progress import Progress, silent
from jiyao.engine.shapes import Language, Words
from jiyao.evaluation.queries.verifying import Answer, Asked, Verified, by_answer, verified
from jiyao.interfaces.ui.verification_words import ANSWERS
from jiyao.registry.imports.reading.opening import open_table

MOST_LINES = 10_000
AT_ONCE = 500
NUMBER = ("证书编号", "证书编码", "编号", "certificatenumber", "number")
NAME = ("姓名", "持证人", "持证人姓名", "name", "holder")
HEADS = (
    Words(zh="证书编号", en="Certificate number"),
    Words(zh="姓名", en="Name"),
    Words(zh="核验结果", en="Answer"),
    Words(zh="职业", en="Occupation"),
    Words(zh="等级", en="Level"),
    Words(zh="核发日期", en="Issued"),
    Words(zh="发证机构", en="Issuer"),
    Words(zh="自何日起", en="Since"),
    Words(zh="说明", en="What it means, and what to do"),
)


class BadList(Invalid):
    """The file is no list of certificates."""


def checked_list(
    asked: Sequence[Asked], *, on: date, language: Language, progress: Progress = silent
) -> tuple[bytes, Mapping[Answer, int]]:
    """The workbook with an answer on each line, and how many there are of each answer."""
    found: list[Verified] = []
    for first in range(0, len(asked), AT_ONCE):
        progress("verify", first, len(asked))
        found += verified(asked[first : first + AT_ONCE], on)
    progress("write", len(asked), len(asked))
    return _written(asked, found, language), by_answer(found)


def list_in(file: BinaryIO) -> list[Asked]:
    """The certificates that a list asks about. raises BadList, NotATable"""
    table = open_table(file, lambda head: head.strip().lower() in (*NUMBER, *NAME))
    number, name = _column(table.headings, NUMBER), _column(table.headings, NAME)
    asked: list[Asked] = []
    for _, row in table.rows:
        cells = [_text(row, number), _text(row, name)]
        if any(cells):
            asked.append(Asked(*cells))
        if len(asked) > MOST_LINES:
            raise BadList(
                f"there are more than {MOST_LINES:,} lines; split the list",
                zh=f"超过 {MOST_LINES:,} 行，请分成几份",
            )
    if not asked:
        raise BadList("no line has a number or a name", zh="没有填写编号和姓名的行")
    return asked


def _column(headings: Sequence[str], names: Sequence[str]) -> int:
    for index, head in enumerate(headings):
        if head.strip().lower() in names:
            return index
    raise BadList(
        "the first row needs the columns “number” and “name”", zh="第一行须有“证书编号”和“姓名”两栏"
    )


def _text(row: Sequence[object], index: int) -> str:
    cell = row[index] if index < len(row) else None
    return "" if cell is None else str(cell).strip()


def _written(asked: Sequence[Asked], found: Sequence[Verified], language: Language) -> bytes:
    content = BytesIO()
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(content, options) as book:
        sheet, bold = book.add_worksheet(), book.add_format({"bold": True})
        first = 0
        if settings.DEMONSTRATION:
            sheet.write_string(0, 0, "演示数据" if language == "zh" else "Demonstration data", bold)
            first = 1
        for index, head in enumerate(HEADS):
            sheet.write_string(first, index, head.said(language), bold)
        for line, (one, said) in enumerate(zip(asked, found, strict=True), first + 1):
            for index, text in enumerate(_cells(one, said, language)):
                sheet.write_string(line, index, text)
        sheet.set_column(0, 0, 26)
        sheet.set_column(2, 6, 16)
        sheet.set_column(8, 8, 60)
        sheet.freeze_panes(first + 1, 0)
    return content.getvalue()


def _cells(asked: Asked, said: Verified, language: Language) -> list[str]:
    words = ANSWERS[said.answer]
    level = (said.level_zh if language == "zh" else said.level_en) or said.level
    return [
        asked.number,
        asked.name,
        words.title.said(language),
        said.occupation,
        "" if level == "none" else level,
        "" if said.issued_on is None else said.issued_on.isoformat(),
        said.issuer,
        "" if said.since is None else said.since.isoformat(),
        " ".join(part for part in (said.why, words.meaning.said(language)) if part),
    ]
