"""How a fact is asked on a page: the fitting control, and what is wrong with an answer."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from jiyao.base.money import FEN_A_YUAN
from jiyao.engine.determination.interviewing import Asked
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import RATIO_ONE, Kind
from jiyao.engine.vocabulary import DIVISIONS, CodeList, FactDefinition
from jiyao.interfaces.ui.answers import read_answer
from jiyao.interfaces.ui.determinations.telling import NONE, NONE_WORDS
from jiyao.interfaces.ui.sentences import Teller

MOST_BUTTONS = 6
"""Of a list with more codes one is chosen and sent; of a shorter one a touch is the answer."""
OCCUPATION = "occupation"
_UNITS = {
    "month": ("个月", "months"),
    "year": ("年", "years"),
    "day": ("天", "days"),
    "hour": ("课时", "hours"),
    "rank": ("名", "place"),
}
_WANTED = {
    Kind.BOOLEAN: ("请选“是”或“否”。", "Choose yes or no."),
    Kind.INTEGER: ("请填 {0} 至 {1} 的整数。", "Write a whole number from {0} to {1}."),
    Kind.MONEY: ("请填金额，如 1200 或 1200.50。", "Write an amount such as 1200 or 1200.50."),
    Kind.RATIO: ("请填 0 至 100 的百分数，如 90。", "Write a percentage from 0 to 100, such as 90."),
    Kind.DATE: (
        "请填 {0} 至 {1} 的日期，如 2024-05-02。",
        "Write a day from {0} to {1}, such as 2024-05-02.",
    ),
    Kind.CODE: ("请从列表中选一项。", "Choose one of the list."),
    Kind.TEXT: ("请按格式填写，如 {2}。", "Write it like {2}."),
}
_YES, _NO = ("是", "Yes"), ("否", "No")


@dataclass(frozen=True, slots=True)
class Choice:
    """An answer to choose. `group`: what it lies in, where the list is long."""

    value: str
    words: str
    group: str = ""
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Field:
    """A question's control: `buttons`, `select`, `day`, `number`, `text`, `occupation`, with what stands in it."""

    kind: str
    choices: Sequence[Choice] = ()
    unit: str = ""
    low: str = ""
    high: str = ""
    hint: str = ""
    text: str = ""
    error: str = ""


def field_of(asked: Asked, teller: Teller, old: Value | None, *, written: str = "", error: str = "") -> Field:
    """The control of a question. `old`: the answer that stands; `written`, `error`: what was written and refused."""
    fact, kind = asked.fact, asked.fact.type.kind
    shown = written or _written(fact, old)
    if kind in (Kind.BOOLEAN, Kind.CODE):
        choices = _choices(fact, teller, shown)
        few = len(choices) <= MOST_BUTTONS
        return Field("buttons" if few else "select", choices, error=error)
    if kind is Kind.DATE:
        return Field("day", low=str(fact.low or ""), high=str(fact.high or ""), text=shown, error=error)
    if kind is Kind.TEXT:
        none = [Choice(NONE, teller.say(NONE_WORDS))] if fact.example == NONE else []
        hint = "" if none else fact.example
        control = OCCUPATION if fact.id == OCCUPATION else "text"
        return Field(control, none, hint=hint, text=shown, error=error)
    return Field("number", unit=_unit(fact, teller), text=shown, error=error)


def _unit(fact: FactDefinition, teller: Teller) -> str:
    if fact.type.kind is Kind.MONEY:
        return teller.say(("元", "yuan"))
    if fact.type.kind is Kind.RATIO:
        return "%"
    return teller.say(_UNITS.get(fact.type.unit or "", ("", "")))


def _written(fact: FactDefinition, value: Value | None) -> str:
    """A value as it is written into the control."""
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case int() if fact.type.kind is Kind.MONEY:
            return f"{Decimal(value) / FEN_A_YUAN:f}"
        case int() if fact.type.kind is Kind.RATIO:
            return f"{Decimal(value) * 100 / RATIO_ONE:f}"
        case date():
            return value.isoformat()
        case _:
            return str(value)


def _choices(fact: FactDefinition, teller: Teller, chosen: str) -> list[Choice]:
    if fact.type.codes is None:
        pairs = (("yes", _YES), ("no", _NO))
        return [Choice(value, teller.say(words), chosen=value == chosen) for value, words in pairs]
    list_ = teller.pack.vocabulary.codes[fact.type.codes]
    return [
        Choice(code, teller.words(list_.codes[code]), group, code == chosen)
        for code, group in _grouped(list_, teller)
    ]


def _grouped(list_: CodeList, teller: Teller) -> list[tuple[str, str]]:
    """The codes in order with what each lies in; the whole region is no place to live in."""
    if list_.id != DIVISIONS:
        return [(code, "") for code in list_.codes]
    tops = {code for code in list_.codes if code not in list_.parents}
    cities = [code for code in list_.codes if list_.parents.get(code) in tops] or list(tops)
    found = []
    for city in cities:
        name = teller.words(list_.codes[city])
        found += [(code, name) for code in (city, *(c for c in list_.codes if list_.parents.get(c) == city))]
    return found


def value_of(fact: FactDefinition, written: str, teller: Teller) -> tuple[Value | None, str]:
    """The value that was written, and no complaint; or None, and what to write."""
    text = written.strip()
    if fact.type.kind is Kind.RATIO:
        text = _as_ratio(text)
    if fact.id == OCCUPATION and (code := re.match(r"\d-\d{2}-\d{2}-\d{2}", text)):
        text = code.group()
    value = read_answer(fact, text, teller.pack.vocabulary) if text else None
    if value is None or teller.pack.vocabulary.complaint(fact.id, value) is not None:
        return None, teller.say(_WANTED[fact.type.kind], fact.low, fact.high, fact.example)
    return value, ""


def _as_ratio(text: str) -> str:
    number = text.removesuffix("%").strip()
    if not re.fullmatch(r"[0-9]{1,3}(\.[0-9]{1,2})?", number):
        return "?"
    return f"{Decimal(number) / 100:f}"
