"""The file that comes back from the bank, as results with the row in which each stands."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, cast

from jiyao.base.errors import Invalid
from jiyao.base.money import fen_of
from jiyao.base.periods import read_day
from jiyao.funds.banking.formats import HeadingFile, ResultsFile
from jiyao.registry.imports.reading.csv_files import csv_rows

LONGEST_REASON = 200
MOST_DIGITS = 18


class BadFile(Invalid):
    """The file as a whole is not what it should be; nothing of it was taken."""


@dataclass(frozen=True, slots=True)
class Told:
    """A row of the file. `wrong`: why it cannot be read; of a good one empty.

    result   paid, failed or unknown
    """

    row: int
    order: str
    amount_fen: int = 0
    result: str = ""
    reason: str = ""
    day: date | None = None
    wrong: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """What the file says of itself; None of what it does not say."""

    batch: str | None = None
    count: int | None = None
    total_fen: int | None = None


@contextmanager
def reading_results(file: BinaryIO, sheet: ResultsFile) -> Iterator[tuple[Summary, Iterator[Told]]]:
    """The summary, and the rows one by one. raises BadFile, NotATable"""
    rows = cast("Generator[tuple[int, Sequence[object]], None, None]", csv_rows(file).rows)
    with closing(rows) as lines:
        summary = _summary(lines, sheet.summary) if sheet.summary else Summary()
        places = _places(_next(lines)[1], sheet.columns)
        spelled = {text: result for result, texts in sheet.spellings.items() for text in texts}
        yield summary, _rows(lines, places, spelled)


def _next(lines: Iterator[tuple[int, Sequence[object]]]) -> tuple[int, list[str]]:
    for number, row in lines:
        cells = [str(cell or "").strip() for cell in row]
        if any(cells):
            return number, cells
    raise BadFile("the file ends before its headings", zh="文件没有表头，内容不完整")


def _summary(lines: Iterator[tuple[int, Sequence[object]]], headings: Sequence[HeadingFile]) -> Summary:
    places = _places(_next(lines)[1], headings)
    cells = _next(lines)[1]
    said = {name: cells[place] if place < len(cells) else "" for name, place in places.items()}
    count = said.get("count", "")
    return Summary(
        batch=said.get("batch"),
        count=int(count) if _is_number(count) else None if "count" not in said else -1,
        total_fen=_sum_or_none(said.get("total")),
    )


def _sum_or_none(text: str | None) -> int | None:
    if text is None:
        return None
    found = fen_of(text)
    return -1 if found is None else found


def _places(cells: Sequence[str], headings: Sequence[HeadingFile]) -> Mapping[str, int]:
    """In which column each stands. raises BadFile naming a heading that is missing"""
    found: dict[str, int] = {one.name: cells.index(one.zh) for one in headings if one.zh in cells}
    for one in headings:
        if one.required and one.name not in found:
            raise BadFile(
                f'the heading "{one.zh}" is missing; is this the result file of the bank?',
                zh=f"缺少表头“{one.zh}”，请确认是银行返回的结果文件",
            )
    return found


def _rows(
    lines: Iterator[tuple[int, Sequence[object]]], places: Mapping[str, int], spelled: Mapping[str, str]
) -> Iterator[Told]:
    for number, row in lines:
        cells = [str(cell or "").strip() for cell in row]
        if any(cells):
            said = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
            yield _told(number, said, spelled)


def _told(number: int, said: Mapping[str, str], spelled: Mapping[str, str]) -> Told:
    order, amount, day = said["order"], fen_of(said["amount"]), said.get("day", "")
    result = spelled.get(said["result"], "")
    if not _is_number(order):
        return Told(number, order[:40], wrong="bad_order")
    if amount is None:
        return Told(number, order, wrong="bad_amount")
    if not result:
        return Told(number, order, wrong="bad_result")
    try:
        settled_on = read_day(day) if day else None
    except ValueError:
        return Told(number, order, wrong="bad_day")
    return Told(number, order, amount, result, said.get("reason", "")[:LONGEST_REASON], settled_on)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal() and len(text) <= MOST_DIGITS
