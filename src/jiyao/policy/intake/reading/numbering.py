"""Automatic numbering of Word: what stands in front of a paragraph though nobody typed it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from docx.document import Document
from docx.oxml.ns import qn

from jiyao.policy.intake.numerals import CIRCLED, DIGITS, chinese

_ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)


def _roman(number: int) -> str:
    written = ""
    for value, sign in _ROMAN:
        times, number = divmod(number, value)
        written += sign * times
    return written


def _letters(number: int) -> str:
    return chr(ord("a") + (number - 1) % 26) * (1 + (number - 1) // 26)


def _digits(number: int) -> str:
    return "".join(DIGITS[int(digit)] for digit in str(number))


def _circled(number: int) -> str:
    return CIRCLED[number - 1] if 0 < number <= len(CIRCLED) else str(number)


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "chineseCounting": chinese,
    "chineseCountingThousand": chinese,
    "chineseLegalSimplified": chinese,
    "taiwaneseCounting": chinese,
    "taiwaneseCountingThousand": chinese,
    "japaneseCounting": chinese,
    "ideographDigital": _digits,
    "taiwaneseDigital": _digits,
    "japaneseDigitalTenThousand": chinese,
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalZero": lambda number: f"{number:02d}",
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda number: "",
    "bullet": lambda number: "",
}


@dataclass(frozen=True, slots=True)
class _Level:
    """How one level of a list is numbered. `text`: as Word writes it, 第%1条."""

    start: int
    format: str
    text: str
    gap: str


@dataclass(slots=True)
class Numbering:
    """The numberings of a document, counted on paragraph by paragraph."""

    document: Document
    lists: dict[str, tuple[str, dict[int, _Level], dict[int, int]]] = field(default_factory=dict)
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        root = _numbering_of(self.document)
        if root is None:
            return
        kinds = {one.get(qn("w:abstractNumId")): one for one in root.findall(qn("w:abstractNum"))}
        for one in root.findall(qn("w:num")):
            kind = _value(one, "w:abstractNumId")
            if kind in kinds:
                levels, starts = _levels(kinds[kind]), {}
                for override in one.findall(qn("w:lvlOverride")):
                    depth = int(override.get(qn("w:ilvl")) or 0)
                    levels |= _levels(override)
                    if (start := _value(override, "w:startOverride")) is not None:
                        starts[depth] = int(start)
                self.lists[one.get(qn("w:numId"))] = (kind or "", levels, starts)

    def before(self, paragraph: Any) -> str:
        """What Word writes before a paragraph; it counts on. Bullets are signs of layout, and are nothing."""
        placed = self._placed(paragraph)
        if placed is None:
            return ""
        number, depth = placed
        kind, levels, starts = self.lists[number]
        if depth not in levels:
            return ""
        counts = self.counts.setdefault(kind, {})
        self._count(counts, levels, depth, self._start(number, depth, starts))
        return _written(levels, counts, depth)

    def _start(self, number: str, depth: int, starts: Mapping[int, int]) -> int | None:
        """Where a list that begins anew begins; None where it goes on."""
        if depth not in starts or (number, depth) in self.begun:
            return None
        self.begun.add((number, depth))
        return starts[depth]

    def _count(
        self, counts: dict[int, int], levels: Mapping[int, _Level], depth: int, start: int | None
    ) -> None:
        if start is not None or depth not in counts:
            counts[depth] = levels[depth].start if start is None else start
        else:
            counts[depth] += 1
        for above in range(depth):
            counts.setdefault(above, levels[above].start if above in levels else 1)
        for deeper in [one for one in counts if one > depth]:
            del counts[deeper]

    def _placed(self, paragraph: Any) -> tuple[str, int] | None:
        """The list and the depth of a paragraph, by itself or by its style; None where it is in none."""
        number, depth = _num_pr(paragraph.find(qn("w:pPr")))
        style = _value(paragraph.find(qn("w:pPr")), "w:pStyle")
        seen: set[str] = set()
        while number is None and style is not None and style not in seen:
            seen.add(style)
            found = _style(self.document, style)
            if found is None:
                break
            number, by_style = _num_pr(found.find(qn("w:pPr")))
            depth = by_style if depth is None else depth
            depth = self._linked(number, style) if depth is None else depth
            style = _value(found, "w:basedOn")
        if number is None or number not in self.lists:
            return None
        return number, depth or 0

    def _linked(self, number: str | None, style: str) -> int | None:
        """The depth that a list gives a style."""
        root = _numbering_of(self.document)
        if number not in self.lists or root is None:
            return None
        kind = self.lists[number or ""][0]
        for one in root.findall(qn("w:abstractNum")):
            if one.get(qn("w:abstractNumId")) == kind:
                for level in one.findall(qn("w:lvl")):
                    if _value(level, "w:pStyle") == style:
                        return int(level.get(qn("w:ilvl")) or 0)
        return None


def _numbering_of(document: Document) -> Any:
    try:
        return document.part.numbering_part.element
    except (KeyError, NotImplementedError):
        return None


def _levels(of: Any) -> dict[int, _Level]:
    return {
        int(one.get(qn("w:ilvl")) or 0): _Level(
            start=int(_value(one, "w:start") or 1),
            format=_value(one, "w:numFmt") or "decimal",
            text=_value(one, "w:lvlText") or "",
            gap="" if _value(one, "w:suff") == "nothing" else " ",
        )
        for one in of.findall(qn("w:lvl"))
    }


def _written(levels: Mapping[int, _Level], counts: Mapping[int, int], depth: int) -> str:
    level = levels[depth]
    if level.format == "bullet" or not level.text:
        return ""
    text = level.text
    for above in range(depth + 1):
        if f"%{above + 1}" in text:
            form = _FORMATS.get(levels[above].format if above in levels else "decimal", str)
            text = text.replace(f"%{above + 1}", form(counts[above]))
    return text.strip() + level.gap


def _num_pr(properties: Any) -> tuple[str | None, int | None]:
    found = None if properties is None else properties.find(qn("w:numPr"))
    if found is None:
        return None, None
    depth = _value(found, "w:ilvl")
    return _value(found, "w:numId"), None if depth is None else int(depth)


def _style(document: Document, id_: str) -> Any:
    styles = document.styles.element
    return next((one for one in styles.findall(qn("w:style")) if one.get(qn("w:styleId")) == id_), None)


def _value(of: Any, name: str) -> str | None:
    found = None if of is None else of.find(qn(name))
    value = None if found is None else found.get(qn("w:val"))
    return None if value is None else str(value)
