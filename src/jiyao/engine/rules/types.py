"""The types of the rule language. Units are part of a type: months do not compare with years."""

from dataclasses import dataclass
from enum import StrEnum

FEN = "fen"


class Kind(StrEnum):
    """What sort of value it is; every value may be unknown."""

    BOOLEAN = "boolean"
    INTEGER = "integer"
    MONEY = "money"
    RATIO = "ratio"
    DATE = "date"
    CODE = "code"
    TEXT = "text"


_ZH = {
    Kind.BOOLEAN: "判断（是或否）",
    Kind.INTEGER: "整数",
    Kind.MONEY: "金额",
    Kind.RATIO: "比例",
    Kind.DATE: "日期",
    Kind.CODE: "代码",
    Kind.TEXT: "文字",
}


@dataclass(frozen=True, slots=True)
class Type:
    """A kind with its unit (numbers; None fits any) or its code list (codes)."""

    kind: Kind
    unit: str | None = None
    codes: str | None = None

    def __str__(self) -> str:
        detail = self.unit if self.kind is Kind.INTEGER else self.codes
        return f"{self.kind} ({detail})" if detail else str(self.kind)

    @property
    def zh(self) -> str:
        """The same in Chinese."""
        detail = self.unit if self.kind is Kind.INTEGER else self.codes
        return f"{_ZH[self.kind]}（{detail}）" if detail else _ZH[self.kind]

    @property
    def is_number(self) -> bool:
        """Integer or money: what `+ - *` take."""
        return self.kind in (Kind.INTEGER, Kind.MONEY)


BOOLEAN = Type(Kind.BOOLEAN)
DATE = Type(Kind.DATE)
TEXT = Type(Kind.TEXT)
MONEY = Type(Kind.MONEY, unit=FEN)
RATIO = Type(Kind.RATIO)
NUMBER = Type(Kind.INTEGER)
"""An integer without a unit: a literal."""

RATIO_ONE = 10_000
"""A ratio is a whole number of ten-thousandths: 0.5 is 5000."""


def joined(left: Type, right: Type) -> Type | None:
    """The one type both sides can be read as, or None. A bare number takes the other side's unit."""
    if left == right:
        return left
    for bare, other in ((left, right), (right, left)):
        if bare == NUMBER and other.is_number:
            return other
        if bare == TEXT and other.kind is Kind.CODE:
            return other
    return None
