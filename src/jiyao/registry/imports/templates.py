"""Templates: a workbook to fill in, with what each column holds, the codes that are allowed, and an example."""

from collections.abc import Mapping, Sequence
from typing import BinaryIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from jiyao.engine.shapes import Language, Words
from jiyao.registry.imports.checking.codes import Codes
from jiyao.registry.imports.checking.readers import CodesNamed, column_codes
from jiyao.registry.imports.profiles import Column, Profile

ROWS_WITH_CHOICES = 100_000
MOST_CHOICES = 1_000
"""Longer lists stand on their sheet, and no cell offers them."""
SHEETS: Mapping[Language, Sequence[str]] = {
    "zh": ("数据", "说明", "代码", "示例"),
    "en": ("Data", "Notes", "Codes", "Example"),
}
NOTES: Mapping[Language, Sequence[str]] = {
    "zh": ("列", "必填", "填写内容", "说明", "示例"),
    "en": ("Column", "Required", "Holds", "Notes", "Example"),
}
TYPES: Mapping[str, Words] = {
    "text": Words(zh="文字", en="a text"),
    "code": Words(zh="代码或名称，见“代码”页", en="a code or its word, see the sheet of codes"),
    "date": Words(zh="日期，如 2024-01-31", en="a day such as 2024-01-31"),
    "month": Words(zh="月份，如 2024-01", en="a month such as 2024-01"),
    "integer": Words(zh="整数", en="a whole number"),
    "money": Words(zh="金额，单位为元，最多两位小数", en="an amount in yuan, two decimals at most"),
    "ratio": Words(zh="比例，如 95% 或 0.95", en="a ratio such as 95% or 0.95"),
    "boolean": Words(zh="是 或 否", en="是 or 否 (yes or no)"),
    "person": Words(zh="已登记人员的公民身份号码", en="the identity number of a person who is recorded"),
    "organisation": Words(zh="已登记单位的统一社会信用代码", en="the credit code of an organisation that is recorded"),
    "occupation": Words(zh="职业编码，如 6-18-02-04", en="the code of an occupation such as 6-18-02-04"),
    "identity": Words(zh="18 位公民身份号码", en="an identity number of 18 characters"),
    "credit_code": Words(zh="18 位统一社会信用代码", en="a credit code of 18 characters"),
    "phone": Words(zh="11 位手机号码", en="a mobile number of 11 digits"),
}  # fmt: skip
"""What a column of each type holds."""


def write_template(*, profile: Profile, codes_named: CodesNamed, to: BinaryIO, language: Language) -> None:
    """Writes a workbook with four sheets: data, notes, codes, and an example."""
    book = xlsxwriter.Workbook(to, {"strings_to_formulas": False, "strings_to_numbers": False})
    bold, text = book.add_format({"bold": True}), book.add_format({"num_format": "@"})
    must = book.add_format({"bold": True, "font_color": "#9C0006"})
    sheets = [book.add_worksheet(name) for name in SHEETS[language]]
    heads = [_heading(column, language) for column in profile.columns]
    for sheet in (sheets[0], sheets[3]):
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, len(heads) - 1, 20, text)
        for at, (column, head) in enumerate(zip(profile.columns, heads, strict=True)):
            sheet.write_string(0, at, head, must if column.shape.required else bold)
    _write_rows(sheets[3], 1, [[column.shape.example for column in profile.columns]])
    _write_rows(sheets[1], 0, _notes(profile, language))
    sheets[1].set_column(0, 4, 26)
    for at, column in enumerate(profile.columns):
        _offer(sheets[0], sheets[2], at, heads[at], column_codes(column, codes_named), language)
    book.close()


def _heading(column: Column, language: Language) -> str:
    return column.shape.words.said(language)


def _notes(profile: Profile, language: Language) -> list[Sequence[str]]:
    yes = "是" if language == "zh" else "yes"
    about = [[_said(profile.shape.title, language)], [_said(profile.shape.notes, language)]]
    rows = [
        (
            _heading(column, language),
            yes if column.shape.required else "",
            _said(TYPES[column.shape.type], language),
            _said(column.shape.notes, language),
            column.shape.example,
        )
        for column in profile.columns
    ]
    return [*about, NOTES[language], *rows]


def _offer(
    data: Worksheet, sheet: Worksheet, at: int, heading: str, codes: Codes | None, language: Language
) -> None:
    """Lists a column's codes on their sheet, two columns each, and lets cells offer them where they are few."""
    if codes is None:
        return
    column = at * 2
    _write_rows(sheet, 0, [[heading]], column)
    _write_rows(sheet, 1, [[code, _said(words, language)] for code, words in codes.words.items()], column)
    count = len(codes.words)
    if 0 < count <= MOST_CHOICES:
        cells = f"={_quoted(sheet.get_name())}!{_cell(1, column + 1)}:{_cell(count, column + 1)}"
        data.data_validation(
            1,
            at,
            ROWS_WITH_CHOICES,
            at,
            {"validate": "list", "source": cells, "error_type": "warning", "ignore_blank": True},
        )


def _write_rows(sheet: Worksheet, first: int, rows: Sequence[Sequence[str]], column: int = 0) -> None:
    for number, row in enumerate(rows, start=first):
        for at, text in enumerate(row, start=column):
            sheet.write_string(number, at, text)


def _said(words: Words | None, language: Language) -> str:
    return "" if words is None else words.said(language)


def _quoted(name: str) -> str:
    return f"'{name}'"


def _cell(row: int, column: int) -> str:
    return str(xlsxwriter.utility.xl_rowcol_to_cell(row, column, row_abs=True, col_abs=True))
