"""Marks with which clauses begin: 第三章, 第四条, 一、, （一）, 1., （1）, ①."""

import re
from dataclasses import dataclass
from enum import IntEnum

from jiyao.policy.intake.numerals import CIRCLED, NUMERAL, numeral


class Level(IntEnum):
    """How deep a mark stands."""

    PART = 0
    CHAPTER = 1
    SECTION = 2
    ARTICLE = 3
    POINT = 4
    BRACKETED = 5
    FIGURE = 6
    BRACKETED_FIGURE = 7
    CIRCLED = 8


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark at the beginning of a line. `written`: as paths write it; `rest`: what follows it in the line."""

    level: Level
    number: int
    written: str
    rest: str


_HAN = "[〇零○一二三四五六七八九十百千两]+"
_DIVISIONS = {"编": Level.PART, "章": Level.CHAPTER, "节": Level.SECTION, "条": Level.ARTICLE}
_DIVIDED = re.compile(rf"第\s*({NUMERAL})\s*([编章节条])(?![第款项目例件之])(\s*)(.*)", re.DOTALL)
_CITED = re.compile(r"[的和、，,所至及与或]|规定|第")
_FORMS = (
    (Level.POINT, re.compile(rf"({_HAN})、()(.*)", re.DOTALL), "{}、"),
    (Level.BRACKETED, re.compile(rf"[（(]\s*({_HAN})\s*[）)]()(.*)", re.DOTALL), "（{}）"),
    (
        Level.FIGURE,
        re.compile(r"([0-9０-９]{1,2})(?:[.．](?![0-9０-９])|[.．](?=[12][0-9]{3}年)|、)()(.*)", re.DOTALL),
        "{}.",
    ),
    (Level.BRACKETED_FIGURE, re.compile(r"[（(]\s*([0-9０-９]{1,2})\s*[）)]()(.*)", re.DOTALL), "（{}）"),
    (Level.CIRCLED, re.compile(rf"([{CIRCLED}])()(.*)", re.DOTALL), "{}"),
)


def mark_of(line: str) -> Mark | None:
    """The mark with which a line begins; none where it only cites one, as in 第三条规定的标准."""
    if divided := _DIVIDED.fullmatch(line):
        said, unit, blank, rest = divided.groups()
        number = numeral(said)
        if number is None or (not blank and _CITED.match(rest)):
            return None
        return Mark(_DIVISIONS[unit], number, f"第{said}{unit}", rest)
    for level, form, written in _FORMS:
        if found := form.fullmatch(line):
            number = numeral(found[1])
            if number is None:
                return None
            said = str(number) if found[1].isdecimal() else found[1]
            return Mark(level, number, written.format(said), found[3].strip())
    return None
