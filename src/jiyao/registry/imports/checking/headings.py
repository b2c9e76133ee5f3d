"""Headings of a file held against a profile."""

from collections.abc import Container, Sequence
from dataclasses import dataclass

from jiyao.base.errors import Invalid
from jiyao.engine.problems import nearest, nearest_zh
from jiyao.registry.imports.profiles import REFERENCE, Column, Profile

RETURNED = {
    "row": ("原行号", "Row"),
    "column": ("有误的列", "Column"),
    "value": ("有误的值", "Value"),
    "reason": ("原因", "Reason"),
}
"""Headings that a workbook of bad rows has beside its own; such a file is loaded again as it is."""
OURS = frozenset(heading for pair in RETURNED.values() for heading in pair)


Wrong = tuple[str, str]
"""What is wrong with the headings, in English and in Chinese."""


class WrongHeadings(Invalid):
    """The headings of the file are not those of the profile."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column of the profile, with the place of its cells in a row and its heading in the file."""

    column: Column
    index: int
    heading: str


def placed_columns(profile: Profile, headings: Sequence[str]) -> list[Placed]:
    """Where each column of the profile stands in the file; those that are not there are left out.

    raises   WrongHeadings, which names every heading that is unknown, missing or given twice
    """
    known = {_bare(heading): column for column in profile.columns for heading in column.headings}
    ignored = {_bare(heading) for heading in (*profile.shape.ignored, *OURS)}
    placed: dict[str, Placed] = {}
    wrong: list[Wrong] = []
    for index, heading in enumerate(headings):
        column = known.get(_bare(heading))
        if column is None:
            if heading and _bare(heading) not in ignored:
                wrong.append(_unknown(heading, _usual(profile)))
        elif column.name in placed:
            wrong.append(_same(heading, placed[column.name].heading))
        else:
            placed[column.name] = Placed(column, index, heading)
    missing = [c.shape.zh for c in profile.columns if c.name in _needed(profile, placed) - placed.keys()]
    wrong += [(f'the column "{heading}" is missing', f"缺少“{heading}”一栏") for heading in missing]
    if wrong:
        raise _wrong_headings(profile, wrong)
    return list(placed.values())


def is_heading(profile: Profile, text: str) -> bool:
    """Whether the profile knows a heading."""
    return any(_bare(text) == _bare(heading) for column in profile.columns for heading in column.headings)


def _needed(profile: Profile, placed: Container[str]) -> set[str]:
    """Columns that a file must have, be their cells empty: without them no row is known again, or compared."""
    shape = profile.shape
    required = {column.name for column in profile.columns if column.shape.required}
    return required | {*shape.period, *shape.apart} | (set() if REFERENCE in placed else {*shape.key})


def _unknown(heading: str, usual: Sequence[str]) -> Wrong:
    return (
        f'unknown heading "{heading}"{nearest(heading, usual)}',
        f"不认识的表头“{heading}”{nearest_zh(heading, usual)}",
    )


def _same(heading: str, other: str) -> Wrong:
    return f'"{heading}" and "{other}" are the same column', f"“{heading}”和“{other}”是同一栏"


def _wrong_headings(profile: Profile, wrong: Sequence[Wrong]) -> WrongHeadings:
    usual = "、".join(_usual(profile))
    told = [*wrong, (f'profile "{profile.id}" has: {usual}', f"模板“{profile.id}”各栏：{usual}")]
    return WrongHeadings("\n".join(en for en, _ in told), zh="\n".join(zh for _, zh in told))


def _usual(profile: Profile) -> list[str]:
    return [column.shape.zh for column in profile.columns]


def _bare(heading: str) -> str:
    """A heading without what people put around it: spaces, stars of what is required, full-width brackets."""
    plain = "".join(heading.split()).strip("*＊").lower()
    return plain.replace("（", "(").replace("）", ")")
