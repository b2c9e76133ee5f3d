"""The file that comes back from the bank, as results with the row in which each stands."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO, cast

from jiyao.base.money import fen_of
from jiyao.base.periods import read_day
from jiyao.engine.shapes import Words
from jiyao.funds.banking.formats import HeadingFile, ResultsFile
from jiyao.registry.exchange.reading import next_row, places_of, said_rows
from jiyao.registry.imports.reading.csv_files import csv_rows

LONGEST_REASON = 200
MOST_DIGITS = 18


SHOULD_BE = Words(zh="银行返回的结果文件", en="the result file of the bank")


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
        places = places_of(next_row(lines)[1], sheet.columns, SHOULD_BE)
        spelled = {text: result for result, texts in sheet.spellings.items() for text in texts}
        yield summary, (_told(number, said, spelled) for number, said in said_rows(lines, places))


def _summary(lines: Iterator[tuple[int, Sequence[object]]], headings: Sequence[HeadingFile]) -> Summary:
    places = places_of(next_row(lines)[1], headings, SHOULD_BE)
    cells = next_row(lines)[1]
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
