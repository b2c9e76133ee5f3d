"""证书编码: numbers of certificates taken apart and put together, by the shapes that the pack knows. Pure."""

import string
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from jiyao.base.errors import Conflict, Invalid
from jiyao.engine.packs.numbering import (
    TAIL,
    Numbering,
    NumberPartFile,
    NumberShapeFile,
    PartName,
)
from jiyao.engine.shapes import Words

DIGITS = frozenset(string.digits)
LETTERS = frozenset(string.ascii_uppercase)


class Malformed(Invalid):
    """The text is no certificate number. `position`: of the first character that is wrong, from 1; 0 for its length."""

    def __init__(self, message: str, *, zh: str, position: int = 0) -> None:
        super().__init__(message, zh=zh)
        self.position = position


class NoNumbers(Invalid):
    """The pack knows no number for such certificates."""


class SerialsExhausted(Conflict):
    """A body has given out every serial of a year and a level."""


@dataclass(frozen=True, slots=True)
class NumberPart:
    """A part of a number: what stands there, from which place to which, and what it means where that is known."""

    shape: NumberPartFile
    text: str
    first: int
    meaning: Words | None

    @property
    def last(self) -> int:
        """The place of its last character."""
        return self.first + len(self.text) - 1


@dataclass(frozen=True, slots=True)
class CertificateNumber:
    """A number taken apart."""

    shape: NumberShapeFile
    parts: tuple[NumberPart, ...]

    def __str__(self) -> str:
        return "".join(part.text for part in self.parts)

    def part(self, name: PartName) -> NumberPart | None:
        """The part of that name."""
        return next((one for one in self.parts if one.shape.part == name), None)

    @property
    def year(self) -> int | None:
        """In which year it was issued, where its shape says of which century."""
        part = self.part("year")
        return None if part is None or self.shape.century is None else self.shape.century + int(part.text)

    @property
    def level(self) -> str | None:
        """The level, as records write it."""
        part = self.part("level")
        code = None if part is None else part.shape.codes.get(part.text)
        return None if code is None else code.value


def parse_number(text: str, numbering: Numbering) -> CertificateNumber:
    """The number, taken apart. raises Malformed: with the first place that is wrong, and what may stand there"""
    written = text.strip()
    letters = len(written) - len(written.lstrip(string.ascii_letters))
    shapes = sorted(
        (shape for shape in numbering.shapes if shape.length == len(written)),
        key=lambda shape: abs(_letters(shape) - letters),
    )
    if not shapes:
        raise _wrong_length(written, numbering)
    refusals: list[Malformed] = []
    for shape in shapes:
        try:
            return CertificateNumber(shape, tuple(_parts(written, shape)))
        except Malformed as error:
            refusals.append(error)
    raise refusals[0]


def _letters(shape: NumberShapeFile) -> int:
    return sum(part.length for part in shape.parts if part.letters)


def _parts(written: str, shape: NumberShapeFile) -> Iterator[NumberPart]:
    at = 0
    for part in shape.parts:
        text = written[at : at + part.length]
        _check_signs(text, part, at)
        code = part.codes.get(text)
        if part.codes and code is None:
            raise _unknown_code(text, part, at)
        yield NumberPart(part, text, at + 1, None if code is None else code.words)
        at += part.length


def _check_signs(text: str, part: NumberPartFile, at: int) -> None:
    allowed = LETTERS if part.letters else DIGITS
    for offset, sign in enumerate(text):
        if sign not in allowed:
            place = at + offset + 1
            wanted = (
                Words(zh="大写字母", en="a capital letter")
                if part.letters
                else Words(zh="数字", en="a digit")
            )
            raise Malformed(
                f"place {place} is {sign!r}; there stands {wanted.en} ({part.en})",
                zh=f"第 {place} 位是“{sign}”，应为{wanted.zh}（{part.zh}）",
                position=place,
            )


def _unknown_code(text: str, part: NumberPartFile, at: int) -> Malformed:
    place, codes = at + 1, ", ".join(part.codes)
    return Malformed(
        f"place {place} is {text!r}; {part.en} is one of {codes}",
        zh=f"第 {place} 位是“{text}”，{part.zh}应为 {'、'.join(part.codes)} 之一",
        position=place,
    )


def _wrong_length(written: str, numbering: Numbering) -> Malformed:
    lengths = sorted({shape.length for shape in numbering.shapes})
    return Malformed(
        f"it has {len(written)} characters; a certificate number has {' or '.join(map(str, lengths))}",
        zh=f"共 {len(written)} 位；证书编码应为 {' 或 '.join(map(str, lengths))} 位",
    )


@dataclass(frozen=True, slots=True)
class Series:
    """What stands before the serial: the body's part, the year, and the digit of the level."""

    number_part: str
    issued_on: date
    level: str

    def first_after(self, last: int, count: int, shape: NumberShapeFile) -> list[str]:
        """The next numbers of the series. raises SerialsExhausted, NoNumbers"""
        digits = shape.parts[-1].length
        if last + count >= 10**digits:
            raise SerialsExhausted(
                f"{self.number_part} has {10**digits - 1 - last} serials left for this year and level, "
                f"{count} are needed; ask the department for another part of the number",
                zh=f"机构代码 {self.number_part} 本年该等级只剩 {10**digits - 1 - last} 个序列码，"
                f"需要 {count} 个；请向主管部门申请新的机构代码",
            )
        before = self._before(shape)
        return [f"{before}{serial:0{digits}d}" for serial in range(last + 1, last + count + 1)]

    def _before(self, shape: NumberShapeFile) -> str:
        own = sum(part.length for part in shape.parts if part.part not in TAIL)
        if len(self.number_part) != own:
            raise NoNumbers(
                f"the body's part {self.number_part!r} has not {own} characters; correct its filing",
                zh=f"机构代码“{self.number_part}”不是 {own} 位，请先更正备案信息",
            )
        year = f"{self.issued_on.year - (shape.century or 0):02d}"
        return f"{self.number_part}{year}{_digit(self.level, shape)}"


def _digit(level: str, shape: NumberShapeFile) -> str:
    part = shape.part("level")
    found = [] if part is None else [code for code, said in part.codes.items() if said.value == level]
    if not found:
        raise NoNumbers(
            f"numbers of {shape.en} know no level {level}; such certificates are not numbered here",
            zh=f"{shape.zh}的编码没有等级“{level}”，不能编号",
        )
    return found[0]


def shape_of_kind(kind: str, numbering: Numbering) -> NumberShapeFile:
    """The shape by which certificates of a kind are numbered here. raises NoNumbers"""
    shape = numbering.by_kind.get(kind)
    if shape is None:
        raise NoNumbers(
            f"the pack does not say how certificates of the kind {kind} are numbered; enter it there first",
            zh=f"政策包没有写明“{kind}”类证书如何编号，请先补充",
        )
    return shape
