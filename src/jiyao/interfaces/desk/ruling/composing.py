"""Composing a comparison without writing it: a fact, how it is compared, and with what."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiyao.base.money import FEN_A_YUAN
from jiyao.engine.rules.types import Kind, joined
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import FactDefinition
from jiyao.interfaces.desk.changing.documents import Incomplete, day_from
from jiyao.interfaces.desk.changing.entering import NUMBER, PERCENT, UNITS
from jiyao.interfaces.desk.ruling.checking import joins_any
from jiyao.interfaces.desk.ruling.setting import Setting
from jiyao.interfaces.desk.ruling.slots import SEPARATOR
from jiyao.interfaces.ui.forms import Choice, Field, filled
from jiyao.interfaces.ui.policy.telling import value_title

FACT, OPERATOR, VALUE = "compose_fact", "compose_how", "compose_value"
CODES, PARAMETER, JOIN = "compose_codes", "compose_param", "compose_join"
LISTED = 60
"""A list of codes that is longer is not shown to choose from; the code is written."""
AND = "AND"
YES, NO, AMONG, NOT_AMONG, LIES_IN = "yes", "no", "among", "not_among", "lies_in"
RANKED = ("at_least", "higher_than")
MEASURED = (Kind.INTEGER, Kind.MONEY, Kind.RATIO, Kind.DATE)
_HOW: Mapping[str, Words] = {
    YES: Words(zh="是", en="is true"),
    NO: Words(zh="不是", en="is not true"),
    AMONG: Words(zh="为以下之一", en="is one of"),
    NOT_AMONG: Words(zh="不为以下任何一项", en="is none of"),
    LIES_IN: Words(zh="在某地范围内", en="lies in"),
    "at_least": Words(zh="不低于", en="is at least"),
    "higher_than": Words(zh="高于", en="is higher than"),
    ">=": Words(zh="不少于", en="is at least"),
    ">": Words(zh="超过", en="is more than"),
    "<=": Words(zh="不超过", en="is at most"),
    "<": Words(zh="少于", en="is less than"),
    "=": Words(zh="等于", en="is"),
    "<>": Words(zh="不等于", en="is not"),
}
_DAYS: Mapping[str, Words] = {
    ">=": Words(zh="不早于", en="is not before"),
    ">": Words(zh="晚于", en="is after"),
    "<=": Words(zh="不晚于", en="is not after"),
    "<": Words(zh="早于", en="is before"),
}
NO_ERRORS: Mapping[str, str] = {}
_COMPARED = (">=", ">", "<=", "<", "=", "<>")


@dataclass(frozen=True, slots=True)
class Composer:
    """The fields with which a comparison is composed; those of the value are there once a fact is chosen."""

    fact: Field
    value: tuple[Field, ...] = ()


def composer(setting: Setting, given: Mapping[str, str], errors: Mapping[str, str] = NO_ERRORS) -> Composer:
    """The fields for what was chosen so far. `errors`: what is wrong, by the name of the field."""
    facts = [Choice(value=f.id, words=f.words) for f in setting.facts.values()]
    nothing = Choice(value="", words=Words(zh="（请选择事实）", en="(choose a fact)"))
    chosen, label = given.get(FACT, ""), Words(zh="事实", en="Fact")
    choices, error = [nothing, *facts], errors.get(FACT, "")
    field = Field(name=FACT, label=label, kind="choice", choices=choices, value=chosen, error=error)
    fact = setting.facts.get(chosen)
    if fact is None:
        return Composer(field)
    return Composer(field, tuple(filled(_value_fields(setting, fact), given, errors)))


def _value_fields(setting: Setting, fact: FactDefinition) -> list[Field]:
    found = [_how(setting, fact), *_values(setting, fact)]
    parameters = _parameters(setting, fact)
    if parameters:
        nothing = Choice(value="", words=Words(zh="（按上面填写的值）", en="(the value above)"))
        label = Words(zh="或与规定值比较", en="or with a value of policy")
        found.append(Field(name=PARAMETER, label=label, kind="choice", choices=[nothing, *parameters]))
    join = [
        Choice(value=AND, words=Words(zh="并且", en="and")),
        Choice(value="OR", words=Words(zh="或者", en="or")),
    ]
    label = Words(zh="与已有的表达式", en="With what is there already")
    return [*found, Field(name=JOIN, label=label, kind="choice", choices=join, value=AND)]


def _how(setting: Setting, fact: FactDefinition) -> Field:
    names = _operators(setting, fact)
    words = {**_HOW, **_DAYS} if fact.type.kind is Kind.DATE else _HOW
    choices = [Choice(value=name, words=words[name]) for name in names]
    label = Words(zh="怎样", en="How")
    return Field(name=OPERATOR, label=label, kind="choice", choices=choices, value=names[0])


def _operators(setting: Setting, fact: FactDefinition) -> tuple[str, ...]:
    match fact.type.kind:
        case Kind.BOOLEAN:
            return (YES, NO)
        case Kind.TEXT:
            return ("=", "<>")
        case Kind.CODE:
            listed = setting.teller.pack.vocabulary.codes[str(fact.type.codes)]
            within = (LIES_IN,) if listed.parents else ()
            return (*within, AMONG, NOT_AMONG, *(RANKED if listed.ordered else ()))
        case _:
            return _COMPARED


def _values(setting: Setting, fact: FactDefinition) -> list[Field]:
    label = Words(zh="什么值", en="Value")
    match fact.type.kind:
        case Kind.BOOLEAN:
            return []
        case Kind.DATE:
            return [Field(name=VALUE, label=label, kind="day")]
        case Kind.CODE:
            return [_codes(setting, fact, label)]
        case Kind.TEXT:
            return [Field(name=VALUE, label=label)]
        case kind:
            return [
                Field(name=VALUE, label=label, kind="number", hint=UNITS.get(kind) or _unit(setting, fact))
            ]


def _unit(setting: Setting, fact: FactDefinition) -> Words | None:
    """The unit of a number, without the number."""
    said = setting.teller.speaker().value(2, fact.type).removeprefix("2").strip()
    return setting.same(said) if said else None


def _codes(setting: Setting, fact: FactDefinition, label: Words) -> Field:
    codes = setting.teller.pack.vocabulary.codes[str(fact.type.codes)].codes
    if len(codes) > LISTED:
        hint = Words(zh="代码；几个之间用逗号", en="The code; commas between several")
        return Field(name=VALUE, label=label, hint=hint)
    choices = [Choice(value=code, words=words) for code, words in codes.items()]
    return Field(name=CODES, label=label, kind="several", choices=choices)


def _parameters(setting: Setting, fact: FactDefinition) -> list[Choice]:
    """The values of policy with which a fact can be compared."""
    if fact.type.kind not in MEASURED:
        return []
    fit = [p for p in setting.parameters.values() if p.by is None and joined(p.type, fact.type) == fact.type]
    titles = [f"{value_title(setting.teller, setting.before, p)}（{p.name}）" for p in fit]
    return [Choice(value=p.name, words=setting.same(title)) for p, title in zip(fit, titles, strict=True)]


def composed(setting: Setting, given: Mapping[str, str], text: str) -> str:
    """The expression with the comparison joined to it. raises Incomplete"""
    fact = setting.facts.get(given.get(FACT, ""))
    if fact is None:
        raise Incomplete(FACT, "choose a fact", "请先选择事实")
    how = given.get(OPERATOR, "")
    if how not in _operators(setting, fact):
        raise Incomplete(OPERATOR, "choose how it is compared", "请选择怎样比较")
    new = _comparison(setting, fact, how, given)
    if not text.strip():
        return new
    if (given.get(JOIN) or AND) == AND:
        return f"({text}) AND {new}" if joins_any(setting, text) else f"{text} AND {new}"
    return f"{text} OR {new}"


def _comparison(setting: Setting, fact: FactDefinition, how: str, given: Mapping[str, str]) -> str:
    if how in (YES, NO):
        return fact.id if how == YES else f"NOT {fact.id}"
    if fact.type.kind is Kind.CODE:
        return _coded(setting, fact, how, given)
    parameter = given.get(PARAMETER, "")
    if not parameter:
        return f"{fact.id} {how} {_literal(fact, given.get(VALUE, '').strip())}"
    if parameter not in {one.value for one in _parameters(setting, fact)}:
        raise Incomplete(PARAMETER, "choose a value of policy", "请选择规定值")
    return f"{fact.id} {how} param('{parameter}')"


def _coded(setting: Setting, fact: FactDefinition, how: str, given: Mapping[str, str]) -> str:
    known = setting.teller.pack.vocabulary.codes[str(fact.type.codes)].codes
    name = CODES if len(known) <= LISTED else VALUE
    given_codes = given.get(name, "").replace("，", SEPARATOR).split(SEPARATOR)
    codes = [one.strip() for one in given_codes if one.strip()]
    if not codes:
        raise Incomplete(name, "choose a code", "请选择代码")
    for one in codes:
        if one not in known:
            raise Incomplete(name, f"there is no code {one}", f"没有代码“{one}”")
    if how in (*RANKED, LIES_IN):
        if len(codes) > 1:
            raise Incomplete(name, "choose one code only", "这里只能选一个")
        return f"{how}({fact.id}, '{codes[0]}')"
    listed = ", ".join(f"'{one}'" for one in codes)
    among = f"= {listed}" if len(codes) == 1 else f"IN ({listed})"
    return f"{fact.id} {among}" if how == AMONG else f"NOT {fact.id} {among}"


def _literal(fact: FactDefinition, text: str) -> str:
    if not text:
        raise Incomplete(VALUE, "give the value", "请填写值")
    match fact.type.kind:
        case Kind.DATE:
            return f"DATE '{day_from({VALUE: text}, VALUE)}'"
        case Kind.TEXT:
            return "'" + text.replace("'", "''") + "'"
        case kind:
            return _number(kind, text.replace(",", ""))


def _number(kind: Kind, text: str) -> str:
    if not NUMBER.fullmatch(text):
        raise Incomplete(VALUE, f"{text} is no number", f"“{text}”不是数")
    if kind is Kind.RATIO:
        ratio = f"{Decimal(text) / PERCENT:f}"
        return ratio if "." in ratio else f"{ratio}.0"
    whole = Decimal(text) * (FEN_A_YUAN if kind is Kind.MONEY else 1)
    if whole != whole.to_integral_value():
        raise Incomplete(VALUE, f"{text} is too exact", f"“{text}”小数位过多")
    return str(int(whole))
