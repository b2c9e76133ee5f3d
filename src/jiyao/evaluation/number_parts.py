"""机构代码: what stands before the year in the numbers of a body's certificates, as the pack says. Pure."""

from collections.abc import Collection, Mapping

from jiyao.base.errors import Conflict
from jiyao.engine.packs.numbering import TAIL, Numbering, NumberShapeFile, PartName
from jiyao.evaluation.numbers import NoNumbers


class StationsExhausted(Conflict):
    """Every serial of bodies of a kind has been given out."""


def shape_of_body(body_kind: str, numbering: Numbering) -> NumberShapeFile | None:
    """The shape by which certificates of a kind of body are numbered; None where the pack knows none."""
    for shape in numbering.shapes:
        if shape.issues is not None and _letter(shape, body_kind) is not None:
            return shape
    return None


def levels_of(shape: NumberShapeFile) -> Collection[str]:
    """The levels of which certificates can be numbered so."""
    part = shape.part("level")
    return [] if part is None else [code.value for code in part.codes.values() if code.value is not None]


def before_serial(shape: NumberShapeFile, body_kind: str, province: str) -> str:
    """What all bodies of a kind that first filed with the province share. raises NoNumbers

    province   the code of the province's division, which begins with the digits of the number
    """
    given: Mapping[PartName, str | None] = {
        "category": _letter(shape, body_kind),
        "body": shape.body_here,
        "province": province[: _length(shape, "province")],
    }
    texts = [given.get(part.part) for part in shape.parts if part.part not in (*TAIL, "station")]
    if any(text is None for text in texts):
        raise NoNumbers(
            f"{shape.en}: the pack does not say all that stands before the serial of a body",
            zh=f"{shape.zh}：政策包没有写全机构序列码之前的各段",
        )
    return "".join(text for text in texts if text is not None)


def with_serial(before: str, serial: int, shape: NumberShapeFile) -> str:
    """The body's part with a serial. raises StationsExhausted"""
    digits = _length(shape, "station")
    if serial >= 10**digits:
        raise StationsExhausted(
            f"{before}: all {10**digits - 1} serials of bodies are given out",
            zh=f"{before}：{10**digits - 1} 个机构序列码已用完",
        )
    return f"{before}{serial:0{digits}d}"


def _letter(shape: NumberShapeFile, body_kind: str) -> str | None:
    part = shape.part("category")
    found = [] if part is None else [code for code, said in part.codes.items() if said.value == body_kind]
    return found[0] if found else None


def _length(shape: NumberShapeFile, name: PartName) -> int:
    part = shape.part(name)
    return 0 if part is None else part.length
