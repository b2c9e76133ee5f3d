"""The form in which a value is entered: its fields, and what was given as a row of its series."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from jiyao.base.money import FEN_A_YUAN
from jiyao.base.periods import Period
from jiyao.engine.measures import Parameter, Row
from jiyao.engine.packs.entering import Entered
from jiyao.engine.packs.vocabulary import read_value
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Source, Words
from jiyao.interfaces.desk.changing.documents import Incomplete, day_from
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.policy.telling import key as key_in_words
from jiyao.interfaces.ui.policy.telling import value as in_words
from jiyao.interfaces.ui.sentences import Teller

PERCENT = 100
RATIO_A_PERCENT = 100
"""A ratio is kept as ten-thousandths."""
MOST_KEYS = 40
EXAMPLE = 12
NUMBER = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?")
UNITS = {
    Kind.MONEY: Words(zh="元", en="yuan"),
    Kind.RATIO: Words(zh="%", en="%"),
    Kind.DATE: Words(zh="日期", en="a day"),
}


@dataclass(frozen=True, slots=True)
class Series:
    """What is entered: a parameter, and the row that stands now, which gives the form its first answers."""

    teller: Teller
    parameter: Parameter
    row: Row | None = None

    def table_keys(self) -> list[Value]:
        """The keys of its table: all of a list, else those that stand anywhere in the series."""
        fact = self.teller.pack.vocabulary.facts[str(self.parameter.by)]
        if fact.type.codes is not None:
            return list(self.teller.pack.vocabulary.codes[fact.type.codes].codes)
        standing = {k for row in self.parameter.rows() for k in row.values or ()}
        return sorted(standing, key=str) or self._range(fact.low, fact.high)

    def _range(self, low: Value | None, high: Value | None) -> list[Value]:
        if isinstance(low, int) and isinstance(high, int):
            return list(range(low, min(high, low + MOST_KEYS) + 1))
        return []


def value_fields(series: Series) -> list[Field]:
    """The fields of the value, or of each key of its table."""
    if series.parameter.by is None:
        standing = None if series.row is None else series.row.value
        return [_value_field(series, "value", Words(zh="数值", en="Value"), standing)]
    values = {} if series.row is None else series.row.values or {}
    return [
        _value_field(
            series, f"value.{k}", _both(key_in_words(series.teller, series.parameter, k)), values.get(k)
        )
        for k in series.table_keys()
    ]


def _both(text: str) -> Words:
    return Words(zh=text, en=text)


def _value_field(series: Series, name: str, label: Words, standing: Value | None) -> Field:
    type_ = series.parameter.type
    if type_.kind is Kind.INTEGER:
        example = in_words(series.teller, series.parameter, EXAMPLE)
        shown: Words | None = Words(zh=f"如：{example}", en=f"Such as: {example}")
    else:
        shown = UNITS.get(type_.kind)
    if type_.kind in (Kind.CODE, Kind.BOOLEAN):
        return Field(
            name=name,
            label=label,
            kind="choice",
            value=written(standing, type_.kind),
            choices=_choices(series),
        )
    kind = "day" if type_.kind is Kind.DATE else "number"
    return Field(name=name, label=label, kind=kind, value=written(standing, type_.kind), hint=shown)  # type: ignore[arg-type]


def _choices(series: Series) -> list[Choice]:
    type_ = series.parameter.type
    nothing = Choice(value="", words=Words(zh="请选择", en="Choose"))
    if type_.codes is None:
        yes, no = Words(zh="是", en="yes"), Words(zh="否", en="no")
        return [nothing, Choice(value="true", words=yes), Choice(value="false", words=no)]
    codes = series.teller.pack.vocabulary.codes[type_.codes].codes
    return [nothing, *(Choice(value=code, words=words) for code, words in codes.items())]


def written(value: Value | None, kind: Kind) -> str:
    """A value as people write it in a form."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if kind in (Kind.MONEY, Kind.RATIO) and isinstance(value, int):
        return f"{Decimal(value) / FEN_A_YUAN:f}"
    return value.isoformat() if isinstance(value, date) else str(value)


def day_fields(row: Row | None, *, last_day_required: bool = False) -> list[Field]:
    """From when to when it holds."""
    starts, ends = (None, None) if row is None else (row.period.starts_on, row.period.ends_on)
    last = Words(zh="最后一天，其后自动恢复", en="The last day; afterwards the base value returns by itself")
    return [
        Field(
            name="from",
            label=Words(zh="起始日", en="From"),
            kind="day",
            value="" if starts is None else starts.isoformat(),
            is_required=last_day_required,
        ),
        Field(
            name="to",
            label=Words(zh="截止日", en="To"),
            kind="day",
            value="" if ends is None else ends.isoformat(),
            hint=last
            if last_day_required
            else Words(zh="没有截止日就不填", en="Left out where it has no end"),
            is_required=last_day_required,
        ),
    ]


def entered_from(
    series: Series, given: Mapping[str, str], source: Source, on: date, *, last_day_required: bool = False
) -> Entered:
    """What was given, as a row. raises Incomplete: what is missing, no value of its kind, or out of the range"""
    starts, ends = day_from(given, "from"), day_from(given, "to")
    if last_day_required and (starts is None or ends is None):
        raise Incomplete("to", "a relaxation has a first and a last day", "阶段性政策须写明起始日和最后一天")
    if starts is not None and ends is not None and ends < starts:
        raise Incomplete("to", f"ends on {ends}, before it starts", f"截止日 {ends} 早于起始日 {starts}")
    value = _value(series, given)
    note = given.get("note", "").strip()
    return Entered(value, Period(starts, ends), source, on, _both(note) if note else None)


def _value(series: Series, given: Mapping[str, str]) -> Any:
    if series.parameter.by is None:
        return one_value(series, "value", given.get("value", ""))
    found = dict(_table(series, given))
    if not found:
        first = next(iter(series.table_keys()), "")
        raise Incomplete(f"value.{first}", "give the value of one key at least", "请至少填写一项数值")
    return found


def _table(series: Series, given: Mapping[str, str]) -> Iterator[tuple[Value, Any]]:
    for k in series.table_keys():
        name = f"value.{k}"
        if given.get(name, "").strip():
            yield k, one_value(series, name, given[name])


def one_value(series: Series, name: str, given: str) -> Any:
    """A value as the series wants it in YAML. raises Incomplete: missing, no value of its kind, out of the range"""
    text = given.strip().replace(",", "")
    if not text:
        raise Incomplete(name, "give the value", "请填写数值")
    value = _read(series, name, text)
    _check_range(series, name, read_value(series.parameter.type, value))
    return value


def _read(series: Series, name: str, text: str) -> Any:
    """The text as the series wants it in YAML."""
    kind = series.parameter.type.kind
    if kind is Kind.DATE:
        return day_from({name: text}, name)
    if kind is Kind.BOOLEAN and text in ("true", "false"):
        return text == "true"
    if (
        kind is Kind.CODE
        and text in series.teller.pack.vocabulary.codes[str(series.parameter.type.codes)].codes
    ):
        return text
    if kind in (Kind.MONEY, Kind.RATIO, Kind.INTEGER) and NUMBER.fullmatch(text):
        return _number(kind, name, text)
    raise Incomplete(name, f"{text} is no value of this kind", f"“{text}”不是这一项的数值")


def _number(kind: Kind, name: str, text: str) -> int | Decimal:
    number = Decimal(text)
    if kind is Kind.RATIO:
        return number / PERCENT
    whole = number * FEN_A_YUAN if kind is Kind.MONEY else number
    if whole != whole.to_integral_value():
        raise Incomplete(name, f"{text} is too exact", f"“{text}”小数位过多")
    return int(whole)


def _check_range(series: Series, name: str, value: Any) -> None:
    """Raises Incomplete with both numbers where the province's range does not allow it"""
    low, high = series.parameter.low, series.parameter.high
    said = in_words(series.teller, series.parameter, value)
    if low is not None and value < low:
        bound = in_words(series.teller, series.parameter, low)
        raise Incomplete(
            name,
            f"{said} is less than {bound}, the least that the province allows",
            f"{said}低于省定下限{bound}",
        )
    if high is not None and value > high:
        bound = in_words(series.teller, series.parameter, high)
        raise Incomplete(
            name,
            f"{said} is more than {bound}, the most that the province allows",
            f"{said}高于省定上限{bound}",
        )
