"""A list of certificate or record numbers that an organisation uploads: each row is a record of its own, or told."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import BinaryIO

from django.conf import settings

from jiyao.casework.queries.rosters import numbered, records_for
from jiyao.engine.measures import Measure
from jiyao.engine.shapes import Words
from jiyao.insight.roster.reading import BadRoster, Limits, refuse_wrong_files
from jiyao.interfaces.portal.uploads import largest_upload
from jiyao.registry.imports.checking.values import as_text
from jiyao.registry.imports.reading.opening import open_table
from jiyao.registry.imports.reading.tables import NotATable

HEADINGS = ("编号", "记录号", "证书编号", "来源编号", "number", "record", "certificatenumber")
"""What the column of numbers may be called."""
UNPACKED = 10
"""How many times as large as an upload may be what it unpacks to."""
UNKNOWN = Words(zh="本单位没有这个编号的记录", en="the organisation has no record of this number")
TWICE = Words(zh="重复", en="stands on the list already")
EMPTY = Words(zh="没有编号", en="no number stands here")
NO_COLUMN = Words(
    zh="第一行应写“证书编号”或“记录号”，每行一个编号。",
    en="Write “certificate number” or “record” into the first row, and a number into each row below.",
)
NOTHING = Words(zh="名单里没有编号。", en="The list has no numbers.")


@dataclass(frozen=True, slots=True)
class BadRow:
    """A row that names no record. `line`: as a person sees it in the file."""

    line: int
    text: str
    why: Words


def read_list(
    file: BinaryIO, measure: Measure, organisation: int, on: date
) -> tuple[dict[int, int], list[BadRow]]:
    """The records that are listed and whose they are, and the bad rows. raises BadRoster, NotATable"""
    rows = list(_rows(file))
    if not rows:
        raise BadRoster(NOTHING)
    records = records_for(measure, frozenset({organisation}), on)
    known = numbered(measure, records, [text for _, text in rows])
    return _sorted_out(rows, known)


def _sorted_out(
    rows: Sequence[tuple[int, str]], known: dict[str, tuple[int, int]]
) -> tuple[dict[int, int], list[BadRow]]:
    people: dict[int, int] = {}
    bad: list[BadRow] = []
    for line, text in rows:
        found = known.get(text)
        if found is None:
            bad.append(BadRow(line, text, UNKNOWN if text else EMPTY))
        elif found[0] in people:
            bad.append(BadRow(line, text, TWICE))
        else:
            people[found[0]] = found[1]
    return people, bad


def _rows(file: BinaryIO) -> Iterator[tuple[int, str]]:
    limits = Limits(unpacked=largest_upload() * UNPACKED, rows=settings.MOST_ROSTER_ROWS)
    refuse_wrong_files(file, limits)
    table = open_table(file, lambda text: text.lower() in HEADINGS)
    at = next((i for i, text in enumerate(table.headings) if text.lower() in HEADINGS), None)
    if at is None:
        raise NotATable(NO_COLUMN.en, zh=NO_COLUMN.zh)
    for number, (line, cells) in enumerate(table.rows):
        if number >= limits.rows:
            raise BadRoster(Words(zh=f"超过 {limits.rows} 行", en=f"more than {limits.rows} rows"))
        yield line, as_text(cells[at]) if at < len(cells) else ""
