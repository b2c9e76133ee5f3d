"""A file that came back: in which column each thing stands, and its rows as texts."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from jiyao.base.errors import Invalid
from jiyao.engine.shapes import Words
from jiyao.registry.exchange.descriptions import Heading

Cells = tuple[int, Sequence[object]]
"""A row of a file with its number."""


class BadFile(Invalid):
    """The file as a whole is not what it should be; nothing of it was taken."""


def next_row(lines: Iterator[Cells]) -> tuple[int, list[str]]:
    """The next row that is not empty, as texts. raises BadFile where there is none"""
    for number, row in lines:
        cells = [str(cell or "").strip() for cell in row]
        if any(cells):
            return number, cells
    raise BadFile("the file ends before its headings", zh="文件没有表头，内容不完整")


def places_of(cells: Sequence[str], headings: Sequence[Heading], should_be: Words) -> Mapping[str, int]:
    """In which column each thing stands. raises BadFile naming a heading that is missing

    should_be   what the file should be, as people say it
    """
    found = {one.name: cells.index(one.zh) for one in headings if one.zh in cells}
    for one in headings:
        if one.required and one.name not in found:
            raise BadFile(
                f'the heading "{one.zh}" is missing; is this {should_be.en}?',
                zh=f"缺少表头“{one.zh}”，请确认是{should_be.zh}",
            )
    return found


def said_rows(lines: Iterable[Cells], places: Mapping[str, int]) -> Iterator[tuple[int, Mapping[str, str]]]:
    """Each row that is not empty: its number, and by name what stands there."""
    for number, row in lines:
        cells = [str(cell or "").strip() for cell in row]
        if any(cells):
            yield number, {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
