"""Take-up as a workbook: a sheet of measures and places, and one of what is held where and why."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from io import BytesIO

import xlsxwriter
from django.conf import settings
from django.utils import timezone

from jiyao.base.money import FEN_A_YUAN
from jiyao.casework.queries.kept_take_up import counted
from jiyao.casework.queries.stopping import AT, LOST, Stage
from jiyao.casework.queries.take_up import Places
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.desk.taking.page import ORDER, Wanted
from jiyao.interfaces.desk.taking.words import CAUSES, NEXT
from jiyao.interfaces.desk.workbooks import DEMONSTRATION
from jiyao.interfaces.ui.take_up import STAGES, TITLE, stages_of

Cell = str | int | float | None
MEASURE, PLACE = Words(zh="事项", en="Measure"), Words(zh="受理地", en="Place")
COUNT, YUAN = Words(zh="{0}（人次）", en="{0} (number)"), Words(zh="{0}（元）", en="{0} (yuan)")
DAYS = (
    Words(zh="触达至受理（天，中位数）", en="reached to accepted (days, median)"),
    Words(zh="受理至到账（天，中位数）", en="accepted to paid (days, median)"),
)
COUNTED = Words(zh="统计截至 {0:%Y-%m-%d %H:%M}", en="Counted at {0:%Y-%m-%d %H:%M}")
HELD = Words(zh="未兑现原因", en="Where the rest stays")
HELD_HEADS = (
    MEASURE,
    PLACE,
    Words(zh="停在", en="Stays at"),
    Words(zh="原因", en="Cause"),
    Words(zh="已终止", en="Ended"),
    Words(zh="人次", en="Number"),
    Words(zh="金额（元）", en="Yuan"),
)


def take_up_workbook(asked: Wanted, pack: Pack, language: Language) -> bytes:
    """The workbook; counts and sums are numbers."""
    kept = counted(asked.narrowed, pack)
    found, notes = kept.found, _notes(kept.at, language)
    content = BytesIO()
    with xlsxwriter.Workbook(content, {"strings_to_formulas": False, "strings_to_urls": False}) as book:
        _write(book, TITLE.said(language), _heads(language), list(_rows(found, pack, language)), notes)
        heads = [one.said(language) for one in HELD_HEADS]
        _write(book, HELD.said(language), heads, list(_held(found, pack, language)), notes)
    return content.getvalue()


def _notes(at: datetime | None, language: Language) -> list[str]:
    """What stands above the figures: that they are invented, and the moment of which they are, where they were kept."""
    notes = [DEMONSTRATION[language]] if settings.DEMONSTRATION else []
    if at is not None:
        notes.append(COUNTED.said(language).format(timezone.localtime(at)))
    return notes


def _heads(language: Language) -> list[str]:
    stages = [
        words.said(language).format(STAGES[stage].said(language))
        for stage in Stage
        for words in (COUNT, YUAN)
    ]
    return [MEASURE.said(language), PLACE.said(language), *stages, *(one.said(language) for one in DAYS)]


def _rows(found: Places, pack: Pack, language: Language) -> Iterator[list[Cell]]:
    for measure, place in _in_order(found):
        one = found[measure, place]
        row: list[Cell] = _about(measure, place, pack, language)
        for stage in stages_of(one):
            row += [stage.count, stage.fen / FEN_A_YUAN]
        yield [*row, one.median_days(0), one.median_days(1)]


def _held(found: Places, pack: Pack, language: Language) -> Iterator[list[Cell]]:
    for measure, place in _in_order(found):
        counts = found[measure, place].counts
        for cause in sorted(counts, key=ORDER.index):
            stage, (count, fen) = AT[cause], counts[cause]
            if stage in NEXT:
                ended = {"zh": "是", "en": "yes"}[language] if cause in LOST else ""
                said = [NEXT[stage].said(language), CAUSES[cause].said(language), ended]
                yield [*_about(measure, place, pack, language), *said, count, fen / FEN_A_YUAN]


def _about(measure: str, place: str | None, pack: Pack, language: Language) -> list[Cell]:
    return [pack.title_of(measure).said(language), pack.place_of(place).said(language)]


def _in_order(found: Places) -> list[tuple[str, str | None]]:
    return sorted(found, key=lambda key: (key[0], key[1] or ""))


def _write(
    book: xlsxwriter.Workbook,
    name: str,
    heads: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    notes: Sequence[str],
) -> None:
    sheet, bold = book.add_worksheet(name), book.add_format({"bold": True})
    first = len(notes)
    for line, note in enumerate(notes):
        sheet.write_string(line, 0, note, bold)
    for index, head in enumerate(heads):
        sheet.write_string(first, index, head, bold)
    for line, row in enumerate(rows, first + 1):
        for index, cell in enumerate(row):
            if isinstance(cell, str):
                sheet.write_string(line, index, cell)
            elif cell is not None:
                sheet.write_number(line, index, cell)
    sheet.freeze_panes(first + 1, 2)
