"""Cells as values of facts, with the checks of imports and the ranges of the vocabulary."""

from collections.abc import Callable

from jiyao.base.money import yuan
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import RATIO_ONE, Kind
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import SEPARATOR, FactDefinition
from jiyao.insight.roster.columns import Column
from jiyao.registry.imports.checking import values
from jiyao.registry.imports.checking.reasons import Reason, Refused

LONGEST_NAME = 60
_READERS: dict[Kind, Callable[[str], object]] = {
    Kind.BOOLEAN: values.a_truth,
    Kind.MONEY: values.money,
    Kind.RATIO: values.a_ratio,
    Kind.DATE: values.a_day,
    Kind.INTEGER: values.an_integer(-(10**15), 10**15),
    Kind.TEXT: values.a_text(None),
}


class Unfit(Exception):
    """A cell gives no value; `words` say why."""

    def __init__(self, words: Words) -> None:
        self.words = words
        super().__init__(words.en)


def read_cell(column: Column, text: str) -> Value:
    """The value of a cell that is not empty. raises Unfit"""
    try:
        values.refuse_formula_error(text)
        value = _value(column, text)
    except Refused as refused:
        raise Unfit(said(refused.reason)) from None
    if column.fact is not None:
        _hold_against(column.fact, value)
    return value


def said(reason: Reason) -> Words:
    """A reason in both languages."""
    return Words(zh=reason.said("zh"), en=reason.said("en"))


def _value(column: Column, text: str) -> Value:
    if column.codes is not None:
        return column.codes.read(text)
    if column.fact is None:
        return _a_name(text)
    return _READERS[column.fact.type.kind](text)  # type: ignore[return-value]


def _a_name(text: str) -> str:
    values.a_text(LONGEST_NAME)(text)
    _refuse_separator(text)
    return text


def _refuse_separator(text: str) -> None:
    if SEPARATOR in text:
        raise Unfit(Words(zh=f"不能含有“{SEPARATOR}”", en=f"must not hold “{SEPARATOR}”"))


def _hold_against(fact: FactDefinition, value: Value) -> None:
    if isinstance(value, str) and fact.type.kind is Kind.TEXT:
        _refuse_separator(value)
        if fact.pattern is not None and not fact.pattern.fullmatch(value):
            raise Unfit(Words(zh=f"格式不对，应像 {fact.example}", en=f"must look like {fact.example}"))
    if not isinstance(value, str | bool) and not fact.is_in_range(value):
        raise Unfit(said(Reason("range", {"low": plain(fact, fact.low), "high": plain(fact, fact.high)})))


def plain(fact: FactDefinition, value: Value | None) -> str:
    """A bound as people write it."""
    if value is None:
        return "…"
    if fact.type.kind is Kind.MONEY and isinstance(value, int):
        return yuan(value)
    if fact.type.kind is Kind.RATIO and isinstance(value, int):
        return f"{value * 100 / RATIO_ONE:g}%"
    return str(value)
