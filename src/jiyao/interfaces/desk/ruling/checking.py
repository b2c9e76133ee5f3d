"""An expression that is being written: what it says in plain words, or what is wrong with it and where."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiyao.engine.rules.names import RuleError
from jiyao.engine.rules.tree import Expr, Or
from jiyao.engine.rules.types import BOOLEAN, MONEY, Kind, Type
from jiyao.interfaces.desk.changing.documents import Incomplete
from jiyao.interfaces.desk.ruling.forms import RULE, gives_kind
from jiyao.interfaces.desk.ruling.parts import PartKind
from jiyao.interfaces.desk.ruling.setting import Setting

TIMES = Type(Kind.INTEGER, unit="times")
MONTHS = Type(Kind.INTEGER, unit="month")


@dataclass(frozen=True, slots=True)
class Checked:
    """What an expression says, or what is wrong: with the text before the wrong part, that part, and what follows."""

    said: str = ""
    wrong: str = ""
    text: tuple[str, str, str] = ("", "", "")


def checked(setting: Setting, text: str, wanted: Type) -> Checked:
    """The answer to an expression; of an empty one nothing."""
    if not text.strip():
        return Checked()
    try:
        tree = setting.scope.tree(text, wanted)
    except RuleError as error:
        first, last = error.at or (0, -1)
        parts = (text[:first], text[first : last + 1], text[last + 1 :])
        return Checked(wrong=error.said(setting.language), text=parts)
    return Checked(said=setting.speaker().rule(tree))


def check(setting: Setting, text: str, wanted: Type) -> None:
    """Nothing where the expression is one. raises Incomplete"""
    found = checked(setting, text, wanted)
    if found.wrong:
        before, wrong, after = found.text
        marked = f"{before}【{wrong}】{after}" if wrong else text
        raise Incomplete(RULE, f"{found.wrong}: {marked}", f"{found.wrong}：{marked}")


def wanted_by(kind: PartKind, value: Mapping[str, Any]) -> Type:
    """The type that the expression of a part must have."""
    if kind is PartKind.LIMIT:
        return TIMES
    if kind is PartKind.WINDOW:
        return MONTHS
    if kind is not PartKind.GIVES:
        return BOOLEAN
    given = gives_kind(value)
    return MONEY if given == "amount" else Type(Kind.CODE, codes=given)


def joins_any(setting: Setting, text: str) -> bool:
    """Whether an expression is true where one of several parts is: it stands in brackets beside an AND."""
    return isinstance(_tree(setting, text), Or)


def _tree(setting: Setting, text: str) -> Expr | None:
    try:
        return setting.scope.tree(text, BOOLEAN)
    except RuleError:
        return None
