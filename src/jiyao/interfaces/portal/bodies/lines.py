"""The lines of a filing as people give them: row by row in a form or a workbook. Words are read as well as codes."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import BinaryIO

import xlsxwriter
from django.conf import settings

from jiyao.casework.filing_checks import BadLine, BadLines
from jiyao.engine.shapes import Words
from jiyao.evaluation.filed import ScopeLine
from jiyao.evaluation.queries.bodies import Target
from jiyao.insight.roster.reading import BadRoster, Limits, refuse_wrong_files
from jiyao.interfaces.portal.uploads import largest_upload
from jiyao.interfaces.ui.bodies import NO_WORK_TYPE, choices_of, place_choices
from jiyao.interfaces.ui.forms import Field
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.imports.checking.values import as_text
from jiyao.registry.imports.reading.opening import open_table
from jiyao.registry.imports.reading.tables import NotATable
from jiyao.registry.models import Division

IN_FORM = 5
"""How many lines the form has; more come by a workbook."""
UNPACKED = 10
"""How many times as large as an upload may be what it unpacks to."""
MOST = 2_000
"""How many lines one filing may have."""
CHOOSE = Words(zh="请选择", en="choose")
COLUMNS: Mapping[str, Words] = {
    "occupation": Words(zh="职业编码", en="Occupation code"),
    "work_type": Words(zh="工种", en="Work type"),
    "level": Words(zh="等级", en="Level"),
    "division": Words(zh="评价区域", en="Area"),
    "standard_edition": Words(zh="标准版本", en="Edition of the standard"),
    "ability_item": Words(zh="专项职业能力", en="Single ability"),
}
"""The columns of a line, as the first row of a workbook may call them."""
EXAMPLE = ("6-18-02-04", "", "四级/中级工", "230100", "edition_2023", "")
NEEDED = ("occupation", "division", "standard_edition")
NO_LEVEL = "none"


@dataclass(frozen=True, slots=True)
class GivenLine:
    """A line as it was given. `row`: as a person sees it."""

    row: int
    texts: Mapping[str, str]


def fields_of_line(number: int, given: Mapping[str, str]) -> list[Field]:
    """The fields of one line of the form, with what was given."""
    lists = {
        "level": choices_of("level", empty=CHOOSE),
        "division": place_choices(empty=CHOOSE),
        "standard_edition": choices_of("standard_edition", empty=CHOOSE),
    }
    return [
        Field(
            name=f"{name}-{number}",
            label=words,
            kind="choice" if name in lists else "text",
            choices=lists.get(name, ()),
            value=given.get(f"{name}-{number}", ""),
        )
        for name, words in COLUMNS.items()
    ]


def lines_in_form(posted: Mapping[str, str]) -> list[GivenLine]:
    """The lines of the form that are not empty."""
    rows = (
        GivenLine(number, {name: posted.get(f"{name}-{number}", "").strip() for name in COLUMNS})
        for number in range(1, IN_FORM + 1)
    )
    return [one for one in rows if any(one.texts.values())]


def lines_in_file(file: BinaryIO) -> list[GivenLine]:
    """The lines of a workbook. raises BadRoster, NotATable"""
    limits = Limits(unpacked=largest_upload() * UNPACKED, rows=min(MOST, settings.MOST_ROSTER_ROWS))
    refuse_wrong_files(file, limits)
    table = open_table(file, lambda text: _column(text) is not None)
    places = {name: at for at, text in enumerate(table.headings) if (name := _column(text)) is not None}
    missing = [COLUMNS[name] for name in NEEDED if name not in places]
    if missing:
        raise NotATable(
            "the first row names no " + ", ".join(words.en for words in missing) + "; take the template",
            zh="第一行缺少：" + "、".join(words.zh for words in missing) + "；请用模板",
        )
    found = [
        GivenLine(line, {name: _cell(cells, places.get(name)) for name in COLUMNS})
        for line, cells in table.rows
    ]
    if len(found) > limits.rows:
        raise BadRoster(Words(zh=f"超过 {limits.rows} 行", en=f"more than {limits.rows} rows"))
    return [one for one in found if any(one.texts.values())]


def _cell(cells: Sequence[object], at: int | None) -> str:
    return "" if at is None or at >= len(cells) else as_text(cells[at])


def _column(heading: str) -> str | None:
    """The column that a heading names, however its blanks are written."""
    wanted = _bare(heading)
    return next(
        (name for name, words in COLUMNS.items() if wanted in map(_bare, (words.zh, words.en, name))), None
    )


def _bare(text: str) -> str:
    return "".join(text.lower().replace("_", " ").split())


def read_lines(given: Sequence[GivenLine]) -> list[ScopeLine]:
    """What the lines say, words turned into codes; what is no word stays, and is refused with its row later."""
    known = _Words.of_today()
    return [known.line(one.texts) for one in given]


def with_rows(error: BadLines, given: Sequence[GivenLine]) -> Iterator[BadLine]:
    """The bad lines with the rows as a person sees them."""
    for one in error.lines:
        yield BadLine(given[one.row - 1].row, one.why)


@dataclass(frozen=True, slots=True)
class _Words:
    levels: Mapping[str, str]
    editions: Mapping[str, str]
    divisions: Mapping[str, str]

    @classmethod
    def of_today(cls) -> "_Words":
        divisions = {one.zh: one.code for one in Division.objects.order_by("-code")}
        return cls(_by_word("level"), _by_word("standard_edition"), divisions)

    def line(self, texts: Mapping[str, str]) -> ScopeLine:
        level, division = texts["level"] or NO_LEVEL, texts["division"]
        edition = texts["standard_edition"]
        target = Target(
            texts["occupation"],
            self.levels.get(level, level),
            texts["work_type"] or NO_WORK_TYPE,
            texts["ability_item"],
        )
        return ScopeLine(target, self.divisions.get(division, division), self.editions.get(edition, edition))


def _by_word(name: str) -> dict[str, str]:
    """Every way to write a code: its words, each part of them between strokes, and the code."""
    found: dict[str, str] = {}
    for code, words in the_pack().vocabulary.codes[name].codes.items():
        for text in (words.zh, words.en, *words.zh.split("/"), code):
            found.setdefault(text, code)
    return found


def template_of_lines() -> bytes:
    """An empty workbook with an example."""
    to = BytesIO()
    book = xlsxwriter.Workbook(to, {"strings_to_formulas": False, "strings_to_numbers": False})
    for name, rows in (("认定范围", []), ("示例", [EXAMPLE])):
        sheet = book.add_worksheet(name)
        sheet.set_column(0, len(COLUMNS) - 1, 18, book.add_format({"num_format": "@"}))
        for row, texts in enumerate([[words.zh for words in COLUMNS.values()], *rows]):
            for at, text in enumerate(texts):
                sheet.write_string(row, at, text)
    book.close()
    return to.getvalue()
