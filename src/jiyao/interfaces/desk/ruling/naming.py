"""What an expression may name, as tables beside its field: facts, values of policy, functions."""

from collections.abc import Iterator
from dataclasses import dataclass

from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Language, Words
from jiyao.engine.vocabulary import FactDefinition
from jiyao.interfaces.desk.ruling import words as w
from jiyao.interfaces.desk.ruling.setting import Setting
from jiyao.interfaces.ui.policy.telling import value_title

SHOWN = 24
"""Of a longer list of codes only how many there are is told."""
KINDS: dict[Kind, Words] = {
    Kind.BOOLEAN: Words(zh="是否", en="yes or no"),
    Kind.INTEGER: Words(zh="整数", en="whole number"),
    Kind.MONEY: Words(zh="金额（分）", en="money (fen)"),
    Kind.RATIO: Words(zh="比例", en="ratio"),
    Kind.DATE: Words(zh="日期", en="day"),
    Kind.CODE: Words(zh="代码", en="code"),
    Kind.TEXT: Words(zh="文字", en="text"),
}
_FUNCTIONS: tuple[tuple[str, str, str], ...] = (
    ("param('名')", "一个规定值", "a value of policy"),
    ("lookup('名', 事实)", "一张表中该事实对应的值", "the row of a table at a fact"),
    ("determined_on", "办理之日", "the day of determination"),
    ("age_on(出生日, 日)", "某日的周岁", "whole years of age on a day"),
    ("months_between(起, 止)", "相隔的整月数", "whole months from one day to another"),
    ("add_months(日, 月数)", "若干月后的同一日", "the same day so many months on"),
    ("within(日, 起, 止)", "某日在两日之间（含两端）", "a day lies between two, both included"),
    ("least(甲, 乙) / greatest(甲, 乙)", "较小者 / 较大者", "the lesser, the greater"),
    ("percent_of(金额, 比例)", "金额的一定比例", "a ratio of a sum"),
    ("floor_div(甲, 乙)", "相除取整", "divided, rounded down"),
    ("higher_than(甲, 乙) / at_least(甲, 乙)", "等级高于 / 不低于", "higher than, at least, by rank"),
    ("lies_in(地点, '代码')", "在某地及其下辖范围内", "lies in a place or below it"),
    ("CASE WHEN … THEN … ELSE … END", "分情形取值", "one value or another"),
)


@dataclass(frozen=True, slots=True)
class NamedLine:
    """Something that may be named: its name, what it is called, what sort of value it is, the codes it may have."""

    name: str
    title: str
    type: str
    codes: tuple[tuple[str, str], ...] = ()
    many: int = 0


def fact_lines(setting: Setting) -> list[NamedLine]:
    """The facts that are known of the measure's subject."""
    return [_fact(setting, fact) for fact in setting.facts.values()]


def _fact(setting: Setting, fact: FactDefinition) -> NamedLine:
    listed = fact.type.codes
    words = {} if listed is None else setting.teller.pack.vocabulary.codes[listed].codes
    is_short = len(words) <= SHOWN
    codes = tuple((code, setting.teller.words(said)) for code, said in words.items()) if is_short else ()
    return NamedLine(
        fact.id, setting.teller.words(fact.words), _type(setting, fact), codes, 0 if is_short else len(words)
    )


def _type(setting: Setting, fact: FactDefinition) -> str:
    unit = w.UNITS.get(fact.type.unit or "") if fact.type.kind is Kind.INTEGER else None
    kind = KINDS[fact.type.kind]
    return setting.teller.words(unit or kind)


def parameter_lines(setting: Setting) -> list[NamedLine]:
    """The values of policy that the measure has, with the draft."""
    return list(_parameters(setting))


def _parameters(setting: Setting) -> Iterator[NamedLine]:
    for parameter in setting.parameters.values():
        name = (
            f"param('{parameter.name}')"
            if parameter.by is None
            else f"lookup('{parameter.name}', {parameter.by})"
        )
        unit = w.UNITS.get(parameter.type.unit or parameter.type.kind.value)
        said = setting.teller.words(unit or KINDS[parameter.type.kind])
        yield NamedLine(name, value_title(setting.teller, setting.before, parameter), said)


def function_lines(language: Language) -> list[tuple[str, str]]:
    """The functions of the rule language, and what each gives."""
    return [(name, en if language == "en" else zh) for name, zh, en in _FUNCTIONS]
