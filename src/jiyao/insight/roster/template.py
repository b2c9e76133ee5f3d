"""The workbook that employers fill in: roster, notes, codes. Cells offer codes, and refuse what is no day or number."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, BinaryIO

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.workbook import Workbook
from xlsxwriter.worksheet import Worksheet

from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Language, Words
from jiyao.insight.roster.cells import plain
from jiyao.insight.roster.columns import ABOUT, PERSON, TRUTHS, Column, Roster

SHEETS: Mapping[Language, Sequence[str]] = {
    "zh": ("名册", "说明", "代码"),
    "en": ("Roster", "Notes", "Codes"),
}
HOLDS: Mapping[Kind, Words] = {
    Kind.BOOLEAN: TRUTHS,
    Kind.INTEGER: Words(zh="整数", en="a whole number"),
    Kind.MONEY: Words(zh="金额，单位为元", en="an amount in yuan"),
    Kind.RATIO: Words(zh="比例，如 95%", en="a ratio such as 95%"),
    Kind.DATE: Words(zh="日期，如 2025-03-31", en="a day such as 2025-03-31"),
    Kind.CODE: Words(zh="从下拉列表选，或见“代码”页", en="from the list in the cell, or the sheet of codes"),
    Kind.TEXT: Words(zh="文字，如 {example}", en="a text such as {example}"),
}
ANY = Words(zh="各种内容", en="any")
NOTES: Sequence[Words] = (
    Words(
        zh="一行写一个人的一件事：一本证书、一次培训报名或一段学徒。同一人有几件事就写几行，人员编号相同。",
        en="One row tells one thing of one person: a certificate, a training enrolment or an apprenticeship. "
        "Somebody with several has several rows with the same person number.",
    ),
    Words(
        zh="只知道本人情况、没有上述事项的，“本行内容”选“个人”。",
        en="For somebody with none of these, choose the person in “This row is about”.",
    ),
    Words(
        zh="人员编号用工号或任意代号，只用来分清是谁。不需要姓名、公民身份号码、电话，请不要填写。",
        en="The person number is a staff number or any mark that tells people apart. "
        "Names, identity numbers and telephones are not needed; please leave them out.",
    ),
    Words(
        zh="不知道的留空：空格表示“不知道”，不会当作“否”。结果会说明缺哪一项、影响多少人。",
        en="Leave empty what you do not know: empty means “not known”, never “no”. "
        "The result says which fact is missing and for how many people.",
    ),
    Words(
        zh="“个人”一类的栏，同一人只填一行即可；几行都填的，须一致。",
        en="Columns of the person need to be filled in one row of the person only; where several say it, they agree.",
    ),
    Words(
        zh="文件只在计算时使用，不存入数据库。结果加密暂存，一小时内删除。",
        en="The file is used for the calculation only and enters no database. "
        "The result is kept encrypted and deleted within the hour.",
    ),
)
NOTE_HEADS: Sequence[Words] = (
    Words(zh="列", en="Column"),
    Words(zh="用于哪些行", en="For rows about"),
    Words(zh="必填", en="Required"),
    Words(zh="填写内容", en="Holds"),
)
ROWS_OFFERED = 20_000
PLAIN = {"strings_to_formulas": False, "strings_to_numbers": False, "strings_to_urls": False}
COLOURS = ("#F3F1EA", "#EAF2F6", "#F6EFD9", "#E9F1EB", "#F6E9E4")
_NOT_IN_LIST = Words(zh="请从列表中选一项。", en="Choose from the list.")
_NO_DAY = Words(zh="请填日期，如 2025-03-31。", en="Write a day such as 2025-03-31.")
_NO_NUMBER = Words(zh="请填整数。", en="Write a whole number.")


def say(words: Words, language: Language) -> str:
    """The words in one language."""
    return words.zh if language == "zh" else words.en


def write_roster_template(*, roster: Roster, to: BinaryIO, language: Language) -> None:
    """Writes the empty roster as a workbook of three sheets."""
    book = xlsxwriter.Workbook(to, PLAIN)
    sheets = [book.add_worksheet(name) for name in SHEETS[language]]
    write_heads(book, sheets[0], roster, language)
    for at, column in enumerate(roster.columns):
        _offer(sheets[0], sheets[2], at, column, language)
    _write_notes(book, sheets[1], roster, language)
    sheets[2].set_column(0, 2 * len(roster.columns), 18)
    book.close()


def write_heads(book: Workbook, sheet: Worksheet, roster: Roster, language: Language) -> None:
    """The first row, coloured by what a column is about, and the form of the cells below it."""
    text, day = book.add_format({"num_format": "@"}), book.add_format({"num_format": "yyyy-mm-dd"})
    kinds = list(dict.fromkeys(column.of for column in roster.columns))
    shape = {"bold": True, "text_wrap": True, "valign": "top", "border": 1, "border_color": "#C9C5B8"}
    formats = [
        book.add_format({**shape, "bg_color": COLOURS[at % len(COLOURS)]}) for at, _ in enumerate(kinds)
    ]
    sheet.set_row(0, 64)
    sheet.freeze_panes(1, 2)
    for at, column in enumerate(roster.columns):
        is_day = column.fact is not None and column.fact.type.kind is Kind.DATE
        sheet.set_column(at, at, 18, day if is_day else text)
        sheet.write_string(0, at, say(column.words, language), formats[kinds.index(column.of)])


def _write_notes(book: Workbook, sheet: Worksheet, roster: Roster, language: Language) -> None:
    bold, wrapped = book.add_format({"bold": True}), book.add_format({"text_wrap": True, "valign": "top"})
    sheet.set_column(0, 0, 46, wrapped)
    sheet.set_column(1, 3, 34, wrapped)
    for line, note in enumerate(NOTES):
        sheet.merge_range(line, 0, line, 3, say(note, language), wrapped)
        sheet.set_row(line, 32)
    first = len(NOTES) + 1
    for at, head in enumerate(NOTE_HEADS):
        sheet.write_string(first, at, say(head, language), bold)
    for line, column in enumerate(roster.columns, start=first + 1):
        for at, told in enumerate(_note(column, roster, language)):
            sheet.write_string(line, at, told, wrapped)


def _note(column: Column, roster: Roster, language: Language) -> Sequence[str]:
    required = ("是" if language == "zh" else "yes") if column.is_required else ""
    return (say(column.words, language), _of(column, roster, language), required, _holds(column, language))


def _of(column: Column, roster: Roster, language: Language) -> str:
    if column.is_required or roster.root in column.of:
        return say(ANY, language)
    parts = (say(roster.vocabulary.subjects[name].words, language) for name in column.of)
    return ("、" if language == "zh" else ", ").join(parts)


def _holds(column: Column, language: Language) -> str:
    if column.name == PERSON:
        return "A001"
    if column.name == ABOUT or column.fact is None:
        return say(HOLDS[Kind.CODE], language)
    fact = column.fact
    told = say(HOLDS[fact.type.kind], language).format(example=fact.example)
    ranged = fact.low is not None and fact.type.kind is not Kind.BOOLEAN
    return f"{told} ({plain(fact, fact.low)} – {plain(fact, fact.high)})" if ranged else told


def _offer(data: Worksheet, codes: Worksheet, at: int, column: Column, language: Language) -> None:
    """Lists the column's codes on their sheet, and lets its cells offer or refuse."""
    rule = _rule(column, language) if column.codes is None else _listed(codes, at, column, language)
    if rule is not None:
        data.data_validation(1, at, ROWS_OFFERED, at, {"ignore_blank": True, **rule})


def _listed(codes: Worksheet, at: int, column: Column, language: Language) -> dict[str, Any]:
    assert column.codes is not None  # noqa: S101 - or nothing is listed
    first = at * 2
    codes.write_string(0, first, say(column.words, language))
    for line, (code, words) in enumerate(column.codes.words.items(), start=1):
        told = say(words, language)
        shared = {told, told.lower()} & column.codes.shared
        codes.write_string(line, first, code if shared else told)
        codes.write_string(line, first + 1, told if shared else code)
    cells = (xl_rowcol_to_cell(line, first, True, True) for line in (1, len(column.codes.words)))
    source = f"='{codes.get_name()}'!{':'.join(cells)}"
    return {"validate": "list", "source": source, "error_message": say(_NOT_IN_LIST, language)}


def _rule(column: Column, language: Language) -> dict[str, Any] | None:
    fact = column.fact
    if fact is None:
        return None
    bounds = {"criteria": "between", "minimum": fact.low, "maximum": fact.high}
    if fact.type.kind is Kind.BOOLEAN:
        truths = ["是", "否"] if language == "zh" else ["Yes", "No"]
        return {"validate": "list", "source": truths, "error_message": say(_NOT_IN_LIST, language)}
    if fact.type.kind is Kind.DATE and isinstance(fact.low, date):
        return {"validate": "date", **bounds, "error_message": say(_NO_DAY, language)}
    if fact.type.kind is Kind.INTEGER and fact.low is not None:
        return {"validate": "integer", **bounds, "error_message": say(_NO_NUMBER, language)}
    return None
