"""Why a row is set aside, in the language of whoever gave it."""

from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Language

_COMPLAINTS: dict[str, tuple[str, str]] = {
    "no_id": ("缺 {name}", "{name} is missing"),
    "kind": ("{name}：{value} 不是{expected}", "{name}: {value} is not {expected}"),
    "separator": ("{name}：{value} 含有分隔符 {mark}", "{name}: {value} holds {mark}, which parts keys"),
    "code": ("{name}：“{value}”不在代码表“{codes}”中", '{name}: "{value}" is not a code of "{codes}"'),
    "pattern": ("{name}：“{value}”不符合格式 {pattern}", '{name}: "{value}" does not look like {pattern}'),
    "low": ("{name}：{value} 小于 {bound}", "{name}: {value} is less than {bound}"),
    "high": ("{name}：{value} 大于 {bound}", "{name}: {value} is more than {bound}"),
    "twice_in_file": ("在文件中出现两次", "stands twice in the file"),
    "twice": ("出现两次", "stands twice"),
    "key": ("不认识的键“{key}”{hint}", 'unknown key "{key}"{hint}'),
    "id": ("id 须为文字或数字", "id must be a text or a number"),
    "name": ("name 须为文字", "name must be a text"),
    "owner": (
        "“{key}”属于{owner}，而这里说的是{root}",
        '"{key}" belong to a {owner}, and this is about a {root}',
    ),
    "story": ("story 须有 zh 和 en 两段文字", "story must have the texts zh and en"),
    "rows": ("须为若干行的列表", "must be a list of rows"),
    "row": ("须为事实名到值的映射", "must be a mapping of facts"),
    "facts": ("facts 须为名称到值的映射", "facts must be a mapping of names to values"),
    "fact": ("{subject} 没有事实“{key}”{hint}", 'unknown fact "{key}" of a {subject}{hint}'),
    "alias": ("“{key}”用不同名称给了两次", '"{key}" is given twice, once by another name'),
}
_EXPECTED: dict[Kind, tuple[str, str]] = {
    Kind.BOOLEAN: ("true 或 false", "true or false"),
    Kind.INTEGER: ("整数", "a whole number"),
    Kind.MONEY: ("以分为单位的整数", "a whole number of fen"),
    Kind.RATIO: ("比例（如 0.5）", "a ratio such as 0.5"),
    Kind.DATE: ("日期（如 2024-01-31）", "a day such as 2024-01-31"),
    Kind.CODE: ("加引号的代码", "a code in quotes"),
    Kind.TEXT: ("加引号的文字", "a text in quotes"),
}


def complain(complaint: str, language: Language, **values: object) -> str:
    """The complaint with its values filled in."""
    chinese, english = _COMPLAINTS[complaint]
    return (chinese if language == "zh" else english).format(**values)


def expected(kind: Kind, language: Language) -> str:
    """What a value of the kind looks like."""
    chinese, english = _EXPECTED[kind]
    return chinese if language == "zh" else english
