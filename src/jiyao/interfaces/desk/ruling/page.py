"""A measure in the editor: its parts section by section, each as it stands with the draft, and what is wrong."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from jiyao.base.periods import Period
from jiyao.engine.packs.vocabulary import read_value
from jiyao.engine.shapes import Source, Words
from jiyao.interfaces.desk.ruling import words as w
from jiyao.interfaces.desk.ruling.checking import Checked, checked, wanted_by
from jiyao.interfaces.desk.ruling.forms import gives_kind
from jiyao.interfaces.desk.ruling.parts import ROWS, WHOLE, Part, PartKind, gone_parts, parts_before, parts_of
from jiyao.interfaces.desk.ruling.setting import Setting
from jiyao.interfaces.desk.ruling.trying import Complaints, Tried, complaints
from jiyao.interfaces.ui.policy.telling import key as key_in_words
from jiyao.interfaces.ui.policy.telling import period_in_words, value_title
from jiyao.interfaces.ui.policy.telling import value as in_words
from jiyao.interfaces.ui.policy_words import CONFIDENCE, FUNDS, PAYEES, STAGES

NEW, CHANGED, REMOVED = "new", "changed", "removed"
PER = 2
ADDED: Mapping[PartKind, Words] = {
    PartKind.CONDITION: Words(zh="加一项条件", en="Add a condition"),
    PartKind.ASK: Words(zh="加一项人工判断", en="Add something to be judged"),
    PartKind.PARAMETER: Words(zh="加一个数值", en="Add a value"),
    PartKind.GIVES: Words(zh="加一段给付", en="Add a period of giving"),
    PartKind.LIMIT: Words(zh="加一项次数限制", en="Add a limit"),
    PartKind.WINDOW: Words(zh="规定申领期限", en="Set a window"),
    PartKind.PAPER: Words(zh="加一份材料", en="Add a paper"),
    PartKind.BASIS: Words(zh="加一份依据文件", en="Add a document"),
    PartKind.OPEN: Words(zh="加一项未定事项", en="Add an open point"),
    PartKind.NOTE: Words(zh="加一条说明", en="Add a note"),
}
SECTIONS: Sequence[tuple[PartKind, ...]] = (
    (PartKind.ABOUT,),
    (PartKind.APPLIES,),
    (PartKind.CONDITION, PartKind.WAY),
    (PartKind.ASK,),
    (PartKind.PARAMETER, *ROWS),
    (PartKind.GIVES,),
    (PartKind.LIMIT, PartKind.POOL),
    (PartKind.WINDOW,),
    (PartKind.YIELDS,),
    (PartKind.PAPER,),
    (PartKind.BASIS,),
    (PartKind.OPEN,),
    (PartKind.NOTE,),
)


@dataclass(frozen=True, slots=True)
class Line:
    """A part in the list. `rule`: what its expression says, or what is wrong. `add`: what may be added in it."""

    address: str
    kind: str
    title: str
    expression: str
    rule: Checked
    days: str
    clause: str
    confidence: str
    state: str
    wrong: tuple[str, ...]
    is_within: bool
    add: tuple[tuple[str, Words], ...] = ()


@dataclass(frozen=True, slots=True)
class Section:
    """The parts of one kind. `add`: what a new one is called, where one may be added."""

    kind: str
    title: Words
    lines: tuple[Line, ...]
    add: Words | None


def sections(setting: Setting, found: Tried) -> tuple[list[Section], Complaints]:
    """Every part of a measure, and what is wrong that belongs to none of them."""
    parts = list(parts_of(setting.laid, setting.measure))
    before = parts_before(setting.laid, setting.measure)
    wrong = complaints(setting.laid, found, parts, setting.language)
    telling = _Telling(setting, before, wrong)
    gone = gone_parts(setting.laid, setting.measure)
    return [_section(telling, kinds, parts, gone) for kinds in SECTIONS], wrong


def _section(
    telling: "_Telling", kinds: tuple[PartKind, ...], parts: Sequence[Part], gone: Sequence[Part]
) -> Section:
    lines = [telling.line(part) for part in parts if part.kind in kinds]
    lines += [telling.line(part, is_gone=True) for part in gone if part.kind in kinds]
    is_set = kinds[0] is PartKind.WINDOW and any(line.state != REMOVED for line in lines)
    return Section(kinds[0], w.KINDS[kinds[0]], tuple(lines), None if is_set else ADDED.get(kinds[0]))


@dataclass(frozen=True, slots=True)
class _Telling:
    setting: Setting
    before: Mapping[str, Part]
    wrong: Complaints

    def line(self, part: Part, *, is_gone: bool = False) -> Line:
        value = part.value
        expression = "" if part.kind in (PartKind.ABOUT, PartKind.YIELDS) else _expression(part)
        return Line(
            address=part.address,
            kind=part.kind,
            title=self.title(part),
            expression=expression,
            rule=checked(self.setting, expression, wanted_by(part.kind, value)),
            days=self._days(part),
            clause="" if part.kind in WHOLE else self._clause(value.get("source")),
            confidence="" if part.kind in WHOLE else self._confidence(part),
            state=REMOVED if is_gone else self.state(part),
            wrong=self.wrong.parts.get(part.address, ()),
            is_within=part.kind in (*ROWS, PartKind.WAY, PartKind.POOL),
            add=() if is_gone else _add_within(part),
        )

    def state(self, part: Part) -> str:
        """Whether the draft has changed it."""
        old = self.before.get(part.address)
        if old is None:
            return NEW
        if part.kind not in WHOLE:
            return "" if _own(old) == _own(part) else CHANGED
        keys = _KEYS[part.kind]
        return "" if all(old.value.get(k) == part.value.get(k) for k in keys) else CHANGED

    def title(self, part: Part) -> str:
        """What a part is called, in words."""
        value, teller = part.value, self.setting.teller
        match part.kind:
            case PartKind.ABOUT:
                return self._about(value)
            case PartKind.APPLIES:
                return "" if value.get("applies") else teller.say(("全部对象", "everybody"))
            case PartKind.YIELDS:
                measures = teller.pack.measures
                rivals = [
                    teller.words(measures[m].title) for m in value.get("yields_to") or () if m in measures
                ]
                return teller.listed(rivals) or teller.say(("不让位", "to none"))
            case PartKind.PARAMETER:
                return self._parameter(part)
            case PartKind.BASE | PartKind.RELAXED:
                return self._row(part)
            case PartKind.GIVES:
                return teller.words(w.GIVES[gives_kind(value)])
            case PartKind.POOL:
                return self._pool(value)
            case PartKind.BASIS:
                title = teller.document_title(value["document"])
                return f"{title} {value.get('articles') or ''}".strip()
            case _:
                return str(value.get(teller.language) or value.get("zh") or "")

    def _about(self, value: Mapping[str, Any]) -> str:
        language = self.setting.language
        title = value["title"].get(language, "")
        parts = (
            STAGES[language].get(value["stage"], value["stage"]),
            PAYEES[language].get(value["pays"], value["pays"]),
            FUNDS[language].get(value["fund"], value["fund"]),
        )
        return " · ".join((title, *parts))

    def _parameter(self, part: Part) -> str:
        parameter = self.setting.parameters.get(part.names[0])
        if parameter is None:
            return part.names[0]
        said = value_title(self.setting.teller, self.setting.before, parameter)
        return f"{said}（{parameter.name}）"

    def _row(self, part: Part) -> str:
        teller, value = self.setting.teller, part.value
        parameter = self.setting.parameters.get(part.names[0])
        relaxed = teller.say(("阶段性：", "relaxed: ")) if part.kind is PartKind.RELAXED else ""
        if parameter is None:
            return f"{relaxed}{value.get('value', value.get('values'))}"
        if "values" not in value:
            return relaxed + in_words(teller, parameter, read_value(parameter.type, value.get("value")))
        return relaxed + teller.listed(
            [
                f"{key_in_words(teller, parameter, k)} {in_words(teller, parameter, read_value(parameter.type, v))}"
                for k, v in value["values"].items()
            ]
        )

    def _pool(self, value: Mapping[str, Any]) -> str:
        times = value.get("at_most")
        shared = sum(
            value["id"] in {x.pool.id for x in m.limits} for m in self.setting.teller.pack.measures.values()
        )
        said = value["title"].get(self.setting.language, value["id"])
        parts = [said]
        if times is not None:
            parts.append(self.setting.teller.say(("最多{0}次", "at most {0}"), times))
        if shared >= PER:
            parts.append(self.setting.teller.say(("{0}项政策共用", "shared by {0} measures"), shared))
        return " · ".join(parts)

    def _days(self, part: Part) -> str:
        starts, ends = part.value.get("from"), part.value.get("to")
        if part.kind in (*WHOLE, PartKind.WINDOW) or not (starts or ends):
            return ""
        is_period = all(isinstance(one, date | None) for one in (starts, ends))
        return period_in_words(self.setting.teller, Period(starts, ends)) if is_period else ""

    def _clause(self, source: Any) -> str:
        if not isinstance(source, Mapping) or not source.get("document"):
            return ""
        return self.setting.teller.clause(Source(document=source["document"], article=source.get("article")))

    def _confidence(self, part: Part) -> str:
        given = part.value.get("confidence")
        if given is None or given == "verified":
            return ""
        return CONFIDENCE[self.setting.language].get(given, str(given))


_KEYS: Mapping[PartKind, tuple[str, ...]] = {
    PartKind.ABOUT: ("title", "summary", "stage", "pays", "fund", "place", "counted_on", "procedure"),
    PartKind.APPLIES: ("applies",),
    PartKind.YIELDS: ("yields_to",),
}


def _own(part: Part) -> Mapping[str, Any]:
    """What belongs to a part itself, and to no part within it."""
    inner = {"base", "relaxed"} if part.kind is PartKind.PARAMETER else {"any_of"}
    return {key: value for key, value in part.value.items() if key not in inner}


def _expression(part: Part) -> str:
    value = part.value
    names = {PartKind.APPLIES: "applies", PartKind.LIMIT: "at_most", PartKind.WINDOW: "months"}
    if part.kind is PartKind.GIVES:
        return str(value.get(gives_kind(value)) or "")
    return str(value.get(names.get(part.kind, "rule")) or "") if part.kind in _WITH_RULE else ""


_WITH_RULE = (PartKind.APPLIES, PartKind.CONDITION, PartKind.WAY, PartKind.LIMIT, PartKind.WINDOW)


def _add_within(part: Part) -> tuple[tuple[str, Words], ...]:
    """What may be added within a part: the address of its form, and what the link says."""
    if part.kind is PartKind.CONDITION:
        return ((f"way:{part.names[0]}", Words(zh="加一种情形", en="Add a way")),)
    if part.kind is PartKind.PARAMETER:
        name = part.names[0]
        return (
            (f"base:{name}", Words(zh="加一行", en="Add a row")),
            (f"relaxed:{name}", Words(zh="加一行阶段性规定", en="Add a relaxed row")),
        )
    return ()


def title_within(setting: Setting, kind: PartKind, names: tuple[str, ...], part: Part | None) -> str:
    """What the form of a part is about: the part itself, or of a row and of a new way that within which it stands."""
    if kind in ROWS:
        parameter = setting.parameters.get(names[0])
        return names[0] if parameter is None else value_title(setting.teller, setting.before, parameter)
    if part is None or kind in (PartKind.ABOUT, PartKind.APPLIES, PartKind.YIELDS, PartKind.GIVES):
        return ""
    return _Telling(setting, {}, Complaints()).title(part)


def changed_measures(lay: Mapping[str, str]) -> Iterator[str]:
    """The measures whose files a draft changes."""
    for name in lay:
        folder, _, file = name.partition("/")
        if folder == "measures":
            yield file.removesuffix(".yaml")
