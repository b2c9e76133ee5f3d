"""What a paper says, as data: the office, the number, paragraphs, tables, the signature."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from jiyao.engine.shapes import File


class Text(File):
    """A paragraph."""

    kind: Literal["text"] = "text"
    text: str


class Heading(File):
    """A heading of the first order, with its number: 一、…"""

    kind: Literal["heading"] = "heading"
    text: str


class Table(File):
    """A table. `widths`: of the columns, in relation to each other; `right`: columns of figures."""

    kind: Literal["table"] = "table"
    heads: tuple[str, ...] = ()
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[int, ...]
    right: tuple[int, ...] = ()


Block = Annotated[Text | Heading | Table, Field(discriminator="kind")]


LARGEST_OFFICE = 30.0
WRITTEN_POINTS = 442
"""The width of what is written on a letter: 156 mm."""


class Content(File):
    """A paper.

    form        a letter, or a sheet of tables, upright or lying
    to          whom it addresses, with the colon
    signed_by   the office at the right bottom; empty where the paper is signed by nobody
    notes       small lines beneath
    warning     what is to be known before it is believed: that it rests on demonstration values
    """

    form: Literal["letter", "sheet", "lying"] = "letter"
    office: str
    reference: str
    title: str
    to: str = ""
    blocks: tuple[Block, ...]
    signed_by: str = ""
    on: date
    notes: tuple[str, ...] = ()
    warning: str = ""

    @property
    def office_points(self) -> float:
        """The size at which the office stands in one line."""
        return min(LARGEST_OFFICE, WRITTEN_POINTS / (len(self.office) + 1))

    @property
    def said_on(self) -> str:
        """The day as papers write it."""
        return said_day(self.on)


def said_day(day: date) -> str:
    """A day as papers write it: 2025年6月30日."""
    return f"{day.year}年{day.month}月{day.day}日"


NUMERALS = "一二三四五六七八九十"


def numbered(parts: list[tuple[str, list[Block]]]) -> tuple[Block, ...]:
    """Parts under headings 一、二、…; parts with nothing in them are left out."""
    blocks: list[Block] = []
    for numeral, (title, inside) in zip(NUMERALS, [part for part in parts if part[1]], strict=False):
        blocks += [Heading(text=f"{numeral}、{title}"), *inside]
    return tuple(blocks)
