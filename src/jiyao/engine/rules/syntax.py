"""Rule text as sqlglot reads it: its nodes are whitelisted, and *the arguments of each* too.

sqlglot's own shapes change between minor releases: a node with an argument that we do not know is refused, not guessed.
"""

import logging
import re
from collections.abc import Callable
from typing import Any, ClassVar

import sqlglot
from sqlglot import exp
from sqlglot import parser as sqlglot_parser
from sqlglot.dialects.dialect import Dialect
from sqlglot.errors import SqlglotError

from jiyao.engine.rules.names import RuleError

LONGEST_TEXT = 2_000
TOO_DEEP_ZH = "嵌套过深，请拆成几个条件"

logging.getLogger("sqlglot").setLevel(logging.ERROR)


class _Rules(Dialect):
    """SQL without a single built-in function: every call is ours or refused."""

    class Parser(sqlglot_parser.Parser):
        FUNCTIONS: ClassVar[dict[str, Callable[..., exp.Expr]]] = {}
        FUNCTION_PARSERS: ClassVar[dict[str, Callable[..., Any]]] = {}
        NO_PAREN_FUNCTIONS: ClassVar[dict[Any, Any]] = {}
        NO_PAREN_FUNCTION_PARSERS = {"CASE": sqlglot_parser.Parser.NO_PAREN_FUNCTION_PARSERS["CASE"]}


def syntax(text: str) -> exp.Expr:
    """What sqlglot makes of the text. raises RuleError where it is not exactly one expression."""
    if len(text) > LONGEST_TEXT:
        raise RuleError(
            f"is longer than {LONGEST_TEXT} characters; split it into conditions",
            zh=f"超过 {LONGEST_TEXT} 字，请拆成几个条件",
        )
    try:
        if any(token.comments for token in sqlglot.tokenize(text, dialect=_Rules)):
            raise RuleError(
                "holds a comment, which would hide what follows; write it as a YAML comment",
                zh="表达式中不能写注释（-- 或 /* */），请写在说明里",
            )
        found = sqlglot.parse(text, dialect=_Rules)
    except SqlglotError as error:
        raise RuleError(
            f"is not an expression: {_plain(str(error))}",
            zh="不是完整的表达式：请看标出处前后，是否少了一项、多了符号或括号、引号没有配对",
            at=_place_in(error),
        ) from None
    except RecursionError:
        raise RuleError("is nested too deeply; split it into conditions", zh=TOO_DEEP_ZH) from None
    if len(found) != 1 or found[0] is None:
        raise RuleError("must be exactly one expression", zh="须是一个表达式")
    return found[0]


def _place_in(error: SqlglotError) -> tuple[int, int] | None:
    """The characters that sqlglot marks."""
    for found in getattr(error, "errors", ()):
        if found.get("start_context") is not None:
            first = len(found["start_context"])
            return first, first + max(len(found["highlight"] or ""), 1) - 1
    return None


def place_of(node: exp.Expr) -> tuple[int, int] | None:
    """The first and last character of a node, from its names and literals; None where it has none."""
    marks = [part.meta for part in node.walk() if "start" in part.meta]
    return (min(m["start"] for m in marks), max(m["end"] for m in marks)) if marks else None


def _plain(message: str) -> str:
    """Sqlglot's first line, without the names of its classes."""
    first = re.sub(r" for <class '[^']*'>", "", message.splitlines()[0])
    return re.sub(r" missing for '?\w+'?", " missing", first).rstrip(". ")


COMPARISONS: dict[type[exp.Expr], str] = {
    exp.EQ: "=",
    exp.NEQ: "<>",
    exp.LT: "<",
    exp.LTE: "<=",
    exp.GT: ">",
    exp.GTE: ">=",
}
ARITHMETIC: dict[type[exp.Expr], str] = {exp.Add: "+", exp.Sub: "-", exp.Mul: "*"}
_HINTS: dict[type[exp.Expr], tuple[str, str]] = {
    exp.Div: (
        "use floor_div(a, b) or percent_of(money, ratio) instead of /",
        "不用 /，请用 floor_div(被除数, 除数) 或 percent_of(金额, 比例)",
    ),
    exp.Is: ("unknown is not a value that a rule may test", "规则不能检验“不知”"),
    exp.Null: ("unknown cannot be written", "规则中不能写“不知”"),
    exp.Select: ("a rule is an expression, not a query", "规则是表达式，不是查询"),
    exp.Subquery: ("a rule is an expression, not a query", "规则是表达式，不是查询"),
}
_ARGUMENTS: dict[type[exp.Expr], frozenset[str]] = {
    exp.Column: frozenset({"this"}),
    exp.Identifier: frozenset({"this", "quoted"}),
    exp.Literal: frozenset({"this", "is_string"}),
    exp.Boolean: frozenset({"this"}),
    exp.Paren: frozenset({"this"}),
    exp.Not: frozenset({"this"}),
    exp.Neg: frozenset({"this"}),
    exp.In: frozenset({"this", "expressions"}),
    exp.Between: frozenset({"this", "low", "high"}),
    exp.Case: frozenset({"ifs", "default"}),
    exp.If: frozenset({"this", "true"}),
    exp.Cast: frozenset({"this", "to"}),
    exp.Anonymous: frozenset({"this", "expressions"}),
    **dict.fromkeys((exp.And, exp.Or, *COMPARISONS, *ARITHMETIC), frozenset({"this", "expression"})),
}


def check_arguments(node: exp.Expr) -> None:
    """Raises RuleError for a node, or an argument of a node, that is not part of the language"""
    allowed = _ARGUMENTS.get(type(node))
    if allowed is None:
        hint = next((words for kind, words in _HINTS.items() if isinstance(node, kind)), None)
        name = type(node).__name__
        en, zh = hint or (f'"{name}" is not part of the rule language', f"规则中不能用“{name}”")
        raise RuleError(en, zh=zh)
    used = {name for name, value in node.args.items() if value not in (None, False, [])}
    if not used <= allowed:
        extra = ", ".join(sorted(used - allowed))
        name = type(node).__name__
        raise RuleError(f'"{name}" may not have "{extra}"', zh=f"“{name}”不能带“{extra}”")
