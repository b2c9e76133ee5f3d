"""Rule text to typed tree: every name resolved, every type and unit checked on the way, bottom up."""

from decimal import Decimal, InvalidOperation

from sqlglot import exp

from jiyao.base.periods import read_day
from jiyao.engine.problems import nearest, nearest_zh
from jiyao.engine.rules.functions import FUNCTIONS, signature
from jiyao.engine.rules.moving import check_time
from jiyao.engine.rules.names import Names, RuleError
from jiyao.engine.rules.places import within
from jiyao.engine.rules.syntax import (
    ARITHMETIC,
    COMPARISONS,
    TOO_DEEP_ZH,
    check_arguments,
    place_of,
    syntax,
)
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
)
from jiyao.engine.rules.types import (
    BOOLEAN,
    DATE,
    NUMBER,
    RATIO,
    RATIO_ONE,
    TEXT,
    Kind,
    Type,
    joined,
)

DEEPEST_TREE = 24
LARGEST_INTEGER = 2**63 - 1
TODAY = "determined_on"
BARE_UNITS = (None, "times", "count", "rank")


def parse(text: str, names: Names, wanted: Type | None = None) -> Expr:
    """The typed tree of a rule text.

    wanted   the type the rule must have, if one is required
    raises   RuleError: not an expression, a name or code unknown, types or units that do not fit
    """
    expr = _Reader(names).read(syntax(text), depth=0)
    if wanted is not None:
        expr = _as(expr, wanted, names)
    check_time(expr)
    return expr


class _Reader:
    """Turns sqlglot's nodes into ours, bottom up, checking types on the way."""

    def __init__(self, names: Names) -> None:
        self.names = names

    def read(self, node: exp.Expr, depth: int) -> Expr:
        """The tree of a node. raises RuleError with the place of the smallest part that is wrong"""
        try:
            return self._read(node, depth)
        except RuleError as error:
            error.at = error.at or place_of(node)
            raise

    def _read(self, node: exp.Expr, depth: int) -> Expr:
        if depth > DEEPEST_TREE:
            raise RuleError("is nested too deeply; split it into conditions", zh=TOO_DEEP_ZH)
        check_arguments(node)
        match node:
            case exp.Paren():
                return self.read(node.this, depth + 1)
            case exp.Literal() | exp.Boolean() | exp.Cast() | exp.Neg():
                return self._literal(node, depth)
            case exp.Column():
                return self._name(node)
            case exp.And() | exp.Or() | exp.Not():
                return self._logic(node, depth)
            case exp.Case():
                return self._case(node, depth)
            case exp.Anonymous():
                return self._call(node, depth)
            case exp.In():
                return self._among(node, depth)
            case exp.Between():
                return self._between(node, depth)
            case _:
                return self._binary(node, depth)

    def _literal(self, node: exp.Expr, depth: int) -> Expr:
        match node:
            case exp.Boolean():
                return Const(bool(node.this), BOOLEAN)
            case exp.Cast():
                return _day(node)
            case exp.Neg():
                return self._negated(node, depth)
            case exp.Literal(is_string=True):
                return Const(str(node.this), TEXT)
            case _:
                return _number(str(node.this))

    def _negated(self, node: exp.Neg, depth: int) -> Expr:
        item = self.read(node.this, depth + 1)
        if not item.type.is_number:
            raise RuleError(f"- needs a number, not {item.type}", zh=f"负号后面应为数，不能是{item.type.zh}")
        if isinstance(item, Const) and isinstance(item.value, int):
            return Const(-item.value, item.type)
        return Arithmetic("-", Const(0, item.type), item, item.type)

    def _name(self, node: exp.Column) -> Expr:
        check_arguments(node.this)
        name = str(node.name)
        return Today() if name == TODAY else Fact(name, self.names.fact(name))

    def _logic(self, node: exp.Expr, depth: int) -> Expr:
        if isinstance(node, exp.Not):
            return Not(self._boolean(node.this, depth))
        kind: type[And] | type[Or] = And if isinstance(node, exp.And) else Or
        sides = (self._boolean(node.this, depth), self._boolean(node.expression, depth))
        return kind(tuple(part for s in sides for part in (s.items if isinstance(s, kind) else (s,))))

    def _boolean(self, node: exp.Expr, depth: int) -> Expr:
        expr = self.read(node, depth if isinstance(node, exp.And | exp.Or) else depth + 1)
        if expr.type != BOOLEAN:
            raise RuleError(
                f"AND, OR, NOT and WHEN join conditions, not {expr.type}",
                zh=f"AND、OR、NOT、WHEN 连接的应是判断，这里是{expr.type.zh}；请写成比较，如 insured_months >= 12",
            )
        return expr

    def _among(self, node: exp.In, depth: int) -> Expr:
        item = self.read(node.this, depth + 1)
        options = []
        for part in node.expressions:
            option = _as(self.read(part, depth + 1), item.type, self.names)
            if not isinstance(option, Const):
                raise RuleError("IN lists literals only", zh="IN 后面只能列出具体的值")
            options.append(option)
        if item.type.kind is Kind.BOOLEAN:
            raise RuleError(
                "IN is for codes, numbers and days, not conditions", zh="IN 用于代码、数和日期，不用于判断"
            )
        return Among(item, tuple(options))

    def _between(self, node: exp.Between, depth: int) -> Expr:
        item = self.read(node.this, depth + 1)
        low = self._compare(">=", item, self.read(node.args["low"], depth + 1))
        return And((low, self._compare("<=", item, self.read(node.args["high"], depth + 1))))

    def _binary(self, node: exp.Expr, depth: int) -> Expr:
        left = self.read(node.this, depth + 1)
        right = self.read(node.expression, depth + 1)
        if type(node) in COMPARISONS:
            return self._compare(COMPARISONS[type(node)], left, right)
        return _arithmetic(ARITHMETIC[type(node)], left, right)

    def _compare(self, op: str, left: Expr, right: Expr) -> Expr:
        type_ = joined(left.type, right.type)
        if type_ is None:
            raise RuleError(
                f"compares {left.type} with {right.type}",
                zh=f"{left.type.zh}不能与{right.type.zh}比较；两边应是同一类、同一单位",
            )
        if op not in ("=", "<>") and type_.kind in (Kind.CODE, Kind.TEXT, Kind.BOOLEAN):
            is_ordered = type_.codes in self.names.ordered
            hint = "; use higher_than or at_least" if is_ordered else ""
            hint_zh = "；请用 higher_than 或 at_least" if is_ordered else "；请用 = 或 <>"
            raise RuleError(
                f"{op} has no meaning for {type_}{hint}", zh=f"{type_.zh}不能用 {op} 比较{hint_zh}"
            )
        return Compare(op, _as(left, type_, self.names), _as(right, type_, self.names))

    def _case(self, node: exp.Case, depth: int) -> Expr:
        if node.args.get("default") is None:
            raise RuleError("CASE needs an ELSE", zh="CASE 须有 ELSE，写明其余情形")
        whens = [self._when(when, depth) for when in node.args["ifs"]]
        default = self.read(node.args["default"], depth + 1)
        type_ = default.type
        for _, value in whens:
            found = joined(type_, value.type)
            if found is None:
                raise RuleError(
                    f"CASE mixes {type_} with {value.type}", zh=f"CASE 中混有{type_.zh}与{value.type.zh}"
                )
            type_ = found
        branches = tuple((when, _as(value, type_, self.names)) for when, value in whens)
        return Case(branches, _as(default, type_, self.names), type_)

    def _when(self, node: exp.If, depth: int) -> tuple[Expr, Expr]:
        check_arguments(node)
        return self._boolean(node.this, depth), self.read(node.args["true"], depth + 1)

    def _call(self, node: exp.Anonymous, depth: int) -> Expr:
        function = str(node.this)
        if function in ("param", "lookup"):
            return self._policy_value(function, node, depth)
        if function == "lies_in":
            return self._lies_in(node, depth)
        if function not in FUNCTIONS:
            known = (*FUNCTIONS, "param", "lookup", "lies_in")
            raise RuleError(
                f'unknown function "{function}"{nearest(function, known)}',
                zh=f"没有“{function}”这一函数{nearest_zh(function, known)}",
            )
        args = [self.read(part, depth + 1) for part in node.expressions]
        type_ = signature(function, args, self.names)
        args = [_adopted(arg, args, self.names) for arg in args]
        return Call(function, tuple(args), type_)

    def _lies_in(self, node: exp.Anonymous, depth: int) -> Expr:
        if len(node.expressions) != 2:
            raise RuleError(
                "lies_in is written lies_in(place, 'code')", zh="lies_in 写作 lies_in(地点, '代码')"
            )
        item, code = (self.read(part, depth + 1) for part in node.expressions)
        parents = self.names.parents.get(item.type.codes or "")
        if parents is None:
            raise RuleError(
                f"lies_in needs a code of a list with levels, not {item.type}",
                zh=f"lies_in 的第一项应是分级代码（如区划），不能是{item.type.zh}",
            )
        code = _as(code, item.type, self.names)
        if not isinstance(code, Const):
            raise RuleError(
                "lies_in is written lies_in(place, 'code')", zh="lies_in 写作 lies_in(地点, '代码')"
            )
        found = within(str(code.value), parents)
        return Among(item, tuple(Const(one, item.type) for one in found))

    def _policy_value(self, function: str, node: exp.Anonymous, depth: int) -> Expr:
        wanted = 1 if function == "param" else 2
        parts = node.expressions
        if len(parts) != wanted or not (isinstance(parts[0], exp.Literal) and parts[0].is_string):
            shape = "param('name')" if function == "param" else "lookup('name', key)"
            raise RuleError(f"{function} is written {shape}", zh=f"{function} 写作 {shape}")
        name = str(parts[0].this)
        found = self.names.parameter(name)
        if (found.key is None) != (function == "param"):
            raise RuleError(
                f'"{name}" is a {"table: use lookup" if found.key else "value: use param"}',
                zh=f"“{name}”是{'一张表，请用 lookup' if found.key else '一个值，请用 param'}",
            )
        if found.key is None:
            return Param(name, found.value)
        key = _as(self.read(parts[1], depth + 1), found.key, self.names)
        return Lookup(name, key, found.value)


def _misfit(expr: Expr, wanted: Type) -> RuleError:
    return RuleError(
        f"is {expr.type}, and {wanted} is needed here", zh=f"这里需要{wanted.zh}，现在是{expr.type.zh}"
    )


def _adopted(arg: Expr, args: list[Expr], names: Names) -> Expr:
    """A bare text or number among the arguments takes the type of its neighbours."""
    for other in args:
        type_ = joined(arg.type, other.type)
        if type_ is not None and type_ != arg.type:
            return _as(arg, type_, names)
    return arg


def _as(expr: Expr, wanted: Type, names: Names) -> Expr:
    """The expression read as the wanted type: a bare text becomes a code, a bare number gets a unit."""
    if joined(expr.type, wanted) != wanted:
        raise _misfit(expr, wanted)
    if expr.type == wanted:
        return expr
    match expr:
        case Const(value=value):
            if wanted.codes is not None:
                names.check_code(str(value), wanted.codes)
            return Const(value, wanted)
        case Case(branches=branches, default=default):
            whens = tuple((when, _as(value, wanted, names)) for when, value in branches)
            return Case(whens, _as(default, wanted, names), wanted)
        case _ if wanted.codes is not None:
            raise _misfit(expr, wanted)
        case _:
            return expr


def _arithmetic(op: str, left: Expr, right: Expr) -> Expr:
    if not (left.type.is_number and right.type.is_number):
        raise RuleError(
            f"{op} needs numbers, not {left.type} and {right.type}",
            zh=f"{op} 两边应为数，不能是{left.type.zh}与{right.type.zh}",
        )
    if op == "*":
        return Arithmetic(op, left, right, _product(left.type, right.type))
    type_ = joined(left.type, right.type)
    if type_ is None:
        raise RuleError(
            f"{op} mixes {left.type} with {right.type}",
            zh=f"{op} 两边单位不同：{left.type.zh}与{right.type.zh}",
        )
    return Arithmetic(op, left, right, type_)


def _product(left: Type, right: Type) -> Type:
    """Money times a number is money (so much a day, a year); else one side must be without unit."""
    for one, other in ((left, right), (right, left)):
        if one.kind is Kind.MONEY and other.kind is Kind.INTEGER:
            return one
        if other.unit in BARE_UNITS:
            return one
    raise RuleError(
        f"multiplies {left} by {right}; one must be without unit",
        zh=f"{left.zh}不能乘以{right.zh}；其中一个须没有单位",
    )


def _number(text: str) -> Const:
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise RuleError(f'"{text}" is not a number', zh=f"“{text}”不是数") from None
    if "e" in text.lower():
        raise RuleError(f'write "{text}" out in digits', zh=f"请把“{text}”写成普通数字")
    if "." in text:
        parts = number * RATIO_ONE
        if parts != parts.to_integral_value():
            raise RuleError(f"{text}: a ratio has four decimals at most", zh=f"{text}：比例至多四位小数")
        return Const(int(parts), RATIO)
    if number > LARGEST_INTEGER:
        raise RuleError(f"{text} does not fit into 64 bits", zh=f"{text} 太大")
    return Const(int(number), NUMBER)


def _day(node: exp.Cast) -> Const:
    literal = node.this
    kind = node.args["to"]
    if not (isinstance(literal, exp.Literal) and literal.is_string and kind.this == exp.DType.DATE):
        raise RuleError(
            "only days are cast, written DATE '2024-01-31'", zh="只有日期可这样写：DATE '2024-01-31'"
        )
    try:
        return Const(read_day(str(literal.this)), DATE)
    except ValueError:
        raise RuleError(
            f"'{literal.this}' is not a day; write DATE '2024-01-31'",
            zh=f"“{literal.this}”不是日期；写作 DATE '2024-01-31'",
        ) from None
