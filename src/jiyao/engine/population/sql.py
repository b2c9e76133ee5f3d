"""From trees to DuckDB's SQL, with our meaning where SQL has another: least, CASE, division, months.

Comparisons with the day of determination become comparisons with a fixed day, which is exact and many times faster.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from jiyao.base.periods import ONE_DAY, add_months
from jiyao.engine.rules.bounds import Bounds
from jiyao.engine.rules.moving import is_counter
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
    within_as_comparisons,
)
from jiyao.engine.rules.types import RATIO_ONE, Kind

SQL_TYPES = {
    Kind.BOOLEAN: "BOOLEAN",
    Kind.INTEGER: "BIGINT",
    Kind.MONEY: "BIGINT",
    Kind.RATIO: "BIGINT",
    Kind.DATE: "DATE",
    Kind.CODE: "VARCHAR",
    Kind.TEXT: "VARCHAR",
}
_MIRRORED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "=", "<>": "<>"}
_MONTHS_A_STEP = {"age_on": 12, "months_between": 1}


def quoted(name: str) -> str:
    """A name as SQL writes it."""
    return '"' + name.replace('"', '""') + '"'


def literal(value: Value | None) -> str:
    """A value as SQL writes it."""
    match value:
        case None:
            return "NULL"
        case bool():
            return "TRUE" if value else "FALSE"
        case int():
            return str(value)
        case date():
            return f"DATE '{value.isoformat()}'"
        case _:
            return "'" + value.replace("'", "''") + "'"


def joined(parts: Sequence[str], word: str, empty: str) -> str:
    """Conditions joined by AND or OR."""
    return f" {word} ".join(f"({part})" for part in parts) if parts else empty


def among(item: str, options: Iterable[str]) -> str:
    """Whether the item is one of the options; unknown if it is unknown.

    Not IN, which DuckDB turns into a join; this it computes once for each value of a dictionary.
    """
    return f"list_contains([{', '.join(options)}], {item})"


def not_null(parts: Sequence[str], sql: str) -> str:
    """The SQL where each part is known, and NULL otherwise."""
    unknown = joined([f"{part} IS NULL" for part in dict.fromkeys(parts)], "OR", "FALSE")
    return f"CASE WHEN {unknown} THEN NULL ELSE {sql} END"


@dataclass(frozen=True, slots=True)
class SqlWriter:
    """Writes the rules of one measure.

    policy   the SQL of a value of policy, given its name and the SQL of its key
    constant the value of policy where it is the same for every row, else None
    bounds   how small and large a value can be
    """

    on: date
    ranks: Mapping[str, Mapping[str, int]]
    policy: Callable[[str, str | None], str]
    constant: Callable[[str], Value | None]
    bounds: Bounds

    def sql(self, expr: Expr) -> str:
        """The expression in SQL; NULL is unknown."""
        match expr:
            case Const(value=value):
                return literal(value)
            case Fact(name=name):
                return quoted(name)
            case Today():
                return literal(self.on)
            case Param(name=name):
                return self.policy(name, None)
            case Lookup(name=name, key=key):
                return self.policy(name, self.sql(key))
            case Not(item=item):
                return f"NOT ({self.sql(item)})"
            case And(items=items):
                return joined([self.sql(item) for item in items], "AND", "TRUE")
            case Or(items=items):
                return joined([self.sql(item) for item in items], "OR", "FALSE")
            case _:
                return self._computed(expr)

    def _computed(self, expr: Expr) -> str:
        match expr:
            case Compare():
                return self._compare(expr)
            case Among(item=item, options=options):
                return among(self.sql(item), [literal(option.value) for option in options])
            case Arithmetic(op=op, left=left, right=right):
                return f"({self._bigint(left)} {op} {self._bigint(right)})"
            case Case(branches=branches, default=default):
                return self._case(branches, default)
            case Call(function="within"):
                return self.sql(within_as_comparisons(expr))
            case Call():
                return self._call(expr)
            case _:
                raise AssertionError(f"not an expression: {expr}")

    def _bigint(self, expr: Expr) -> str:
        return f"({self.sql(expr)})::BIGINT"

    def _case(self, branches: Sequence[tuple[Expr, Expr]], default: Expr) -> str:
        whens = []
        for when, value in branches:
            condition = self.sql(when)
            whens.append(f"WHEN ({condition}) IS NULL THEN NULL WHEN {condition} THEN {self.sql(value)}")
        return f"CASE {' '.join(whens)} ELSE {self.sql(default)} END"

    def _compare(self, expr: Compare) -> str:
        op, left, right = expr.op, expr.left, expr.right
        if is_counter(right) or isinstance(left, Today):
            op, left, right = _MIRRORED[op], right, left
        fixed = self._fixed(right)
        if isinstance(left, Call) and is_counter(left) and isinstance(fixed, int):
            return self._counted(left, op, fixed)
        if isinstance(right, Today) and isinstance(left, Call) and left.function == "add_months":
            months = self._fixed(left.args[1])
            if isinstance(months, int):
                return self._shifted(left.args[0], op, months)
        return f"{self.sql(left)} {op} {self.sql(right)}"

    def _fixed(self, expr: Expr) -> Value | None:
        if isinstance(expr, Const):
            return expr.value
        return self.constant(expr.name) if isinstance(expr, Param) else None

    def _counted(self, counter: Call, op: str, bound: int) -> str:
        """`months_between(d, on) >= n` is `d <= the last day from which n months do not pass on`."""
        step = _MONTHS_A_STEP[counter.function]
        start = self.sql(counter.args[0])
        reached = f"{start} <= {literal(_latest(self.on, bound * step))}"
        passed = f"{start} <= {literal(_latest(self.on, (bound + 1) * step))}"
        return {
            ">=": reached,
            "<": f"NOT ({reached})",
            ">": passed,
            "<=": f"NOT ({passed})",
            "=": f"{reached} AND NOT ({passed})",
            "<>": f"NOT ({reached}) OR {passed}",
        }[op]

    def _shifted(self, start: Expr, op: str, months: int) -> str:
        """`add_months(d, n) <= on` is `d <= the last day from which n months do not pass on`."""
        day = self.sql(start)
        until = f"{day} <= {literal(_latest(self.on, months))}"
        before = f"{day} <= {literal(_latest(self.on - ONE_DAY, months))}"
        return {
            "<=": until,
            ">": f"NOT ({until})",
            "<": before,
            ">=": f"NOT ({before})",
            "=": f"{until} AND NOT ({before})",
            "<>": f"NOT ({until}) OR {before}",
        }[op]

    def _call(self, expr: Call) -> str:
        parts = [self.sql(arg) for arg in expr.args]
        match expr.function:
            case "least" | "greatest":
                return not_null(parts, f"{expr.function}({', '.join(parts)})")
            case "higher_than" | "at_least":
                return self._ranked(expr)
            case "percent_of":
                money, ratio = (self._bigint(arg) for arg in expr.args)
                twice = f"({money} * {ratio} * 2 + {RATIO_ONE})"
                return self._divided(expr.args, twice, str(RATIO_ONE * 2))
            case "floor_div":
                dividend, divisor = (self._bigint(arg) for arg in expr.args)
                return self._divided(expr.args, dividend, divisor)
            case "add_months":
                return shifted(*parts)
            case "age_on":
                return floor_div(months(*parts), "12")
            case _:
                return months(*parts)

    def _divided(self, parts: Sequence[Expr], dividend: str, divisor: str) -> str:
        """Rounded down; where nothing can be negative that is what DuckDB does too."""
        if all(self.bounds.of(part)[0] >= 0 for part in parts):
            return f"({dividend} // {divisor})"
        return floor_div(dividend, divisor)

    def folded(self, expr: Expr) -> Expr:
        """The expression as a literal, where it is the same whole number for every row."""
        value = self._whole(expr)
        return expr if value is None else Const(value, expr.type)

    def _whole(self, expr: Expr) -> int | None:
        if isinstance(expr, Arithmetic):
            left, right = self._whole(expr.left), self._whole(expr.right)
            if left is None or right is None:
                return None
            return {"+": left + right, "-": left - right, "*": left * right}[expr.op]
        value = self._fixed(expr)
        return value if isinstance(value, int) else None

    def _ranked(self, expr: Call) -> str:
        left, right = expr.args
        ranks = self.ranks[str(left.type.codes)]
        op = ">" if expr.function == "higher_than" else ">="
        return f"{_rank(self.sql(left), ranks)} {op} {_rank(self.sql(right), ranks)}"


def _rank(sql: str, ranks: Mapping[str, int]) -> str:
    whens = " ".join(f"WHEN {literal(code)} THEN {rank}" for code, rank in ranks.items())
    return f"CASE {sql} {whens} END"


def _latest(on: date, months_: int) -> date:
    """The last day from which that many months do not pass the given day."""
    day = add_months(on, -months_)
    while add_months(day + ONE_DAY, months_) <= on:
        day += ONE_DAY
    while add_months(day, months_) > on:
        day -= ONE_DAY
    return day


def floor_div(dividend: str, divisor: str) -> str:
    """Division that rounds down, as DuckDB's does not for unlike signs."""
    unlike = f"({dividend} % {divisor} <> 0) AND (({dividend} < 0) <> ({divisor} < 0))"
    return f"({dividend} // {divisor} - CASE WHEN {unlike} THEN 1 ELSE 0 END)"


def shifted(day: str, months_: str) -> str:
    """The day that many months on, at the end of a shorter month."""
    return f"({day} + to_months(({months_})::INTEGER))::DATE"


def months(start: str, end: str) -> str:
    """The greatest number of whole months that, added to the start, do not pass the end."""
    whole = f"((year({end}) - year({start})) * 12 + month({end}) - month({start}))"
    short = f"day({end}) < day({start}) AND day({end}) <> day(last_day({end}))"
    return f"({whole} - CASE WHEN {short} THEN 1 ELSE 0 END)"
