"""Rules and values in plain words, in Chinese and in English, made from the same tree that decides."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from jiyao.base.money import yuan
from jiyao.engine.measures import Parameter
from jiyao.engine.rules.places import gathered
from jiyao.engine.rules.tree import (
    Among,
    And,
    Arithmetic,
    Call,
    Case,
    Compare,
    Const,
    Expr,
    Fact,
    Lookup,
    Not,
    Or,
    Param,
    Today,
    Value,
)
from jiyao.engine.rules.types import RATIO_ONE, Kind, Type
from jiyao.engine.shapes import Language
from jiyao.engine.vocabulary import Vocabulary

_OPERATORS: dict[Language, dict[str, str]] = {
    "zh": {"=": "为", "<>": "不为", "<": "少于", "<=": "不超过", ">": "超过", ">=": "不少于"},
    "en": {
        "=": "is",
        "<>": "is not",
        "<": "is less than",
        "<=": "is at most",
        ">": "is more than",
        ">=": "is at least",
    },
}
_DAY_OPERATORS: dict[Language, dict[str, str]] = {
    "zh": {"=": "为", "<>": "不为", "<": "早于", "<=": "不晚于", ">": "晚于", ">=": "不早于"},
    "en": {
        "=": "is",
        "<>": "is not",
        "<": "is before",
        "<=": "is not after",
        ">": "is after",
        ">=": "is not before",
    },
}
_UNITS: dict[Language, dict[str, str]] = {
    "zh": {
        "month": "个月",
        "year": "年",
        "day": "天",
        "hour": "课时",
        "times": "次",
        "count": "",
        "rank": "",
        "age": "岁",
    },
    "en": {
        "month": " months",
        "year": " years",
        "day": " days",
        "hour": " hours",
        "times": " times",
        "count": "",
        "rank": "",
        "age": " years",
    },
}
_CALLS: dict[Language, dict[str, str]] = {
    "zh": {
        "age_on": "年龄（{0}）",
        "months_between": "自{0}至{1}的整月数",
        "add_months": "{0}起{1}后",
        "within": "{0}在{1}至{2}之间",
        "least": "{all}中较小者",
        "greatest": "{all}中较大者",
        "percent_of": "{0}的{1}",
        "floor_div": "{0}除以{1}（取整）",
        "higher_than": "{0}高于{1}",
        "at_least": "{0}不低于{1}",
    },
    "en": {
        "age_on": "age ({0})",
        "months_between": "whole months from {0} to {1}",
        "add_months": "{1} after {0}",
        "within": "{0} lies between {1} and {2}",
        "least": "the lesser of {all}",
        "greatest": "the greater of {all}",
        "percent_of": "{1} of {0}",
        "floor_div": "{0} divided by {1}, rounded down",
        "higher_than": "{0} is higher than {1}",
        "at_least": "{0} is at least {1}",
    },
}
_WORDS: dict[Language, dict[str, str]] = {
    "zh": {
        "today": "办理之日",
        "and": "，且",
        "or": "，或",
        "not": "并非（{0}）",
        "among": "{0}为{1}",
        "lies_in": "{0}在{1}范围内",
        "list": "、",
        "yes": "是",
        "no": "否",
        "unknown": "不知",
        "case": "若{0}则{1}",
        "else": "，否则{0}",
        "policy": "规定值",
        "yuan": "{0}元",
    },
    "en": {
        "today": "the day of determination",
        "and": ", and ",
        "or": ", or ",
        "not": "not ({0})",
        "among": "{0} is one of {1}",
        "lies_in": "{0} lies in {1}",
        "list": ", ",
        "yes": "yes",
        "no": "no",
        "unknown": "not known",
        "case": "{1} if {0}",
        "else": ", else {0}",
        "policy": "the set value",
        "yuan": "{0} yuan",
    },
}


@dataclass(frozen=True, slots=True)
class Speaker:
    """Says rules and values in one language.

    known    values of policy to name in place of their parameters
    titles   what to call a value of policy that is not known, or a table of them
    """

    vocabulary: Vocabulary
    language: Language
    known: Mapping[str, Value | None]
    titles: Mapping[str, str] = field(default_factory=dict)

    def value(self, value: Value | None, type_: Type) -> str:
        """A value with its unit: 12 个月, 1,500 元, 四级/中级工."""
        words = _WORDS[self.language]
        match value:
            case None:
                return words["unknown"]
            case bool():
                return words["yes" if value else "no"]
            case date():
                return value.isoformat()
            case int():
                return self._number(value, type_)
            case _:
                return self._code(value, type_)

    def _number(self, value: int, type_: Type) -> str:
        if type_.kind is Kind.MONEY:
            return _WORDS[self.language]["yuan"].format(yuan(value))
        if type_.kind is Kind.RATIO:
            return f"{value * 100 / RATIO_ONE:g}%"
        unit = _UNITS[self.language].get(type_.unit or "", "")
        return f"{value}{unit.removesuffix('s') if value == 1 else unit}"

    def _code(self, code: str, type_: Type) -> str:
        if type_.codes is None:
            return code
        words = self.vocabulary.codes[type_.codes].codes.get(code)
        return code if words is None else words.said(self.language)

    def fact(self, name: str) -> str:
        """A fact's name."""
        return self.vocabulary.facts[name].words.said(self.language)

    def rule(self, expr: Expr) -> str:
        """A rule as a sentence without its full stop."""
        words = _WORDS[self.language]
        match expr:
            case Const(value=value, type=type_):
                return self.value(value, type_)
            case Fact(name=name):
                return self.fact(name)
            case Today():
                return words["today"]
            case Param(name=name, type=type_):
                found = self.known.get(name)
                return self.titles.get(name, words["policy"]) if found is None else self.value(found, type_)
            case Lookup(name=name, key=key):
                return self.titles.get(name, f"{words['policy']} ({self.rule(key)})")
            case Not(item=item):
                return words["not"].format(self.rule(item))
            case And(items=items):
                return words["and"].join(self._inside(item, Or, Case) for item in items)
            case Or(items=items):
                return words["or"].join(self._inside(item, And, Case) for item in items)
            case _:
                return self._computed(expr)

    def _computed(self, expr: Expr) -> str:
        words = _WORDS[self.language]
        match expr:
            case Compare():
                return self._compared(expr)
            case Among():
                return self._among(expr)
            case Arithmetic(op=op, left=left, right=right):
                sides = [self._summand(left, of="*" if op == "*" else "+"), self._summand(right, of=op)]
                return f"{sides[0]} {op.replace('*', '×').replace('-', '−')} {sides[1]}"
            case Case(branches=branches, default=default):
                said = [words["case"].format(self.rule(w), self.rule(v)) for w, v in branches]
                return words["list"].join(said) + words["else"].format(self.rule(default))
            case Call(function="add_months", args=(day, Const(value=number))):
                after = self.value(number, Type(Kind.INTEGER, unit="month"))
                return _CALLS[self.language]["add_months"].format(self.rule(day), after)
            case Call(function=function, args=args):
                return _CALLS[self.language][function].format(*map(self.rule, args), all=self._listed(args))
            case _:
                raise AssertionError(f"not an expression: {expr}")

    def _among(self, expr: Among) -> str:
        values = tuple(option.value for option in expr.options)
        shown = self.gathered(values, expr.item.type)
        said = _WORDS[self.language]["list"].join(self.value(value, expr.item.type) for value in shown)
        form = _WORDS[self.language]["among" if shown == values else "lies_in"]
        return form.format(self.rule(expr.item), said)

    def gathered(self, values: tuple[Value, ...], type_: Type) -> tuple[Value, ...]:
        """The values to name: a place for all that lies in it, if all of that is meant."""
        parents = self.vocabulary.codes[type_.codes].parents if type_.codes is not None else {}
        return gathered([str(value) for value in values], parents) if parents else values

    def _compared(self, expr: Compare) -> str:
        sides = [self._inside(side, Case) for side in (expr.left, expr.right)]
        if isinstance(expr.left, Call) and expr.left.function == "age_on":
            sides[1] = self._age(expr.right, sides[1])
        return f"{sides[0]} {self.operator(expr.op, expr.left.type)} {sides[1]}"

    def _age(self, expr: Expr, said: str) -> str:
        value = self.known.get(expr.name) if isinstance(expr, Param) else None
        value = expr.value if isinstance(expr, Const) else value
        return said if value is None else self.value(value, Type(Kind.INTEGER, unit="age"))

    def _summand(self, side: Expr, of: str) -> str:
        """A side of a sum or product; a sum stands in brackets in a product, and behind a minus."""
        is_sum = isinstance(side, Arithmetic) and side.op != "*"
        return self._inside(side, Case, *((Arithmetic,) if is_sum and of != "+" else ()))

    def _inside(self, expr: Expr, *kinds: type) -> str:
        """The expression as a part of another; in brackets where it could be read otherwise."""
        said = self.rule(expr)
        if not isinstance(expr, kinds):
            return said
        return f"（{said}）" if self.language == "zh" else f"({said})"

    def operator(self, op: str, type_: Type) -> str:
        """A comparison in words."""
        operators = _DAY_OPERATORS if type_.kind is Kind.DATE else _OPERATORS
        return operators[self.language][op]

    def _listed(self, parts: Sequence[Expr]) -> str:
        return _WORDS[self.language]["list"].join(self.rule(part) for part in parts)


def known_values(
    parameters: Mapping[str, Parameter], day: date, division: str | None
) -> dict[str, Value | None]:
    """The plain values that stand on a day, by name; tables are left out."""
    found = {}
    for name, parameter in parameters.items():
        row = parameter.row_on(day, division)
        if row is not None and row.values is None:
            found[name] = row.value
    return found
