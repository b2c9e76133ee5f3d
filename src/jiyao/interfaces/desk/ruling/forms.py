"""The form of each part: which fields it has, and what each stands for."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from jiyao.engine.measures import Parameter
from jiyao.engine.packs.building import PER_WORDS
from jiyao.engine.packs.parameters import NAMED_TYPES
from jiyao.engine.packs.vocabulary import UNITS, read_value
from jiyao.engine.rules.parser import TODAY
from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.desk.changing.documents import NEW, document_fields
from jiyao.interfaces.desk.changing.entering import Series, one_value, value_fields, written
from jiyao.interfaces.desk.ruling import slots as s
from jiyao.interfaces.desk.ruling import words as w
from jiyao.interfaces.desk.ruling.parts import PartKind
from jiyao.interfaces.desk.ruling.setting import Setting
from jiyao.interfaces.desk.ruling.slots import Slot
from jiyao.interfaces.ui.forms import Choice
from jiyao.interfaces.ui.policy.words import PER_WORDS as PER_TITLES
from jiyao.interfaces.ui.policy_words import CONFIDENCE, FUNDS, PAYEES, STAGES

RULE = "rule"
"""The name of the field of an expression; a form has one at most."""
DASH = "–"
Slots = list[Slot]


def slots_of(setting: Setting, kind: PartKind, names: tuple[str, ...], value: Mapping[str, Any]) -> Slots:
    """The fields of a part. `names`: what it is called; of a row the first is its parameter."""
    if kind in (PartKind.BASE, PartKind.RELAXED):
        return _row(setting, setting.parameters.get(names[0]))
    if kind is PartKind.PARAMETER:
        return _parameter(setting, setting.parameters.get(names[0]) if names else None)
    if kind is PartKind.GIVES:
        return _gives(value)
    if kind is PartKind.POOL:
        return [*pool_slots(setting, tuple(value.get("per") or ())), *_source(setting), _confidence()]
    return _FORMS[kind](setting)


def _about(setting: Setting) -> Slots:
    days = [
        Choice(value=TODAY, words=w.TODAY),
        *setting.facts_of_kind(Kind.DATE),
    ]
    procedures = [
        Choice(value=id_, words=Words(**one["title"]) if "title" in one else setting.same(id_))
        for id_, one in setting.teller.pack.procedures.items()
    ]
    return [
        *s.words("title_", w.TITLE, ("title",), needed=True),
        *s.words("summary_", w.SUMMARY, ("summary",)),
        s.choice("stage", w.STAGE, ("stage",), _named(STAGES), needed=True),
        s.choice("pays", w.PAYS, ("pays",), _named(PAYEES), needed=True),
        s.choice("fund", w.FUND, ("fund",), _named(FUNDS), needed=True),
        s.choice("place", w.PLACE, ("place",), setting.facts_of_kind(Kind.CODE), needed=True),
        s.choice("counted_on", w.COUNTED_ON, ("counted_on",), days, needed=True, hint=w.COUNTED_HINT),
        s.choice("procedure", w.PROCEDURE, ("procedure",), procedures),
    ]


def _named(words: Mapping[Language, Mapping[str, str]]) -> list[Choice]:
    return [Choice(value=id_, words=Words(zh=zh, en=words["en"][id_])) for id_, zh in words["zh"].items()]


def _applies(setting: Setting) -> Slots:
    return [s.rule(RULE, w.APPLIES, ("applies",), hint=w.APPLIES_HINT)]


def _condition(setting: Setting) -> Slots:
    rule = s.rule(RULE, w.EXPRESSION, ("rule",), hint=w.EXPRESSION_HINT)
    return [*s.words("", w.CONDITION, needed=True), rule, *_days(), *_source(setting), _confidence()]


def _way(setting: Setting) -> Slots:
    rule = s.rule(RULE, w.EXPRESSION, ("rule",), needed=True, hint=w.EXPRESSION_HINT)
    return [*s.words("", w.WAY, needed=True), rule, *_source(setting), _confidence()]


def _ask(setting: Setting) -> Slots:
    return [*s.words("", w.ASK, needed=True), *_days(), *_source(setting), _confidence()]


def _days() -> Slots:
    return [s.day("from", w.FROM, ("from",)), s.day("to", w.TO, ("to",), hint=w.TO_HINT)]


def _source(setting: Setting) -> Slots:
    document, article = document_fields(setting.teller)
    known = [one for one in document.choices if one.value != NEW]
    new = next(one for one in document.choices if one.value == NEW)
    return [
        s.choice("document", document.label, ("source", "document"), [*known, new], needed=True),
        s.text("article", article.label, ("source", "article"), hint=article.hint),
        s.text("source_note", w.SOURCE_NOTE, ("source", "note")),
    ]


def _confidence() -> Slot:
    known = [
        Choice(value=id_, words=Words(zh=CONFIDENCE["zh"][id_], en=CONFIDENCE["en"][id_]))
        for id_ in ("verified", "partial", "unverified")
    ]
    slot = s.choice("confidence", w.CONFIDENCE, ("confidence",), known, hint=w.CONFIDENCE_HINT)
    first = Choice(value="", words=w.AS_BEFORE)
    return replace(slot, field=replace(slot.field, choices=[first, *known]))


def _row(setting: Setting, parameter: Parameter | None) -> Slots:
    values = [] if parameter is None else _values(Series(setting.teller, parameter))
    return [
        *values,
        *_days(),
        *_source(setting),
        _confidence(),
        s.day("confirmed_on", w.CONFIRMED_ON, ("confirmed_on",), hint=w.CONFIRMED_HINT),
        *s.words("note_", w.NOTE, ("note",)),
    ]


def _values(series: Series) -> Slots:
    keys = [None] if series.parameter.by is None else series.table_keys()
    fields = value_fields(series)
    type_ = series.parameter.type

    def slot(key: Any, name: str) -> Slot:
        path = ("value",) if key is None else ("values", key)
        return Slot(
            next(field for field in fields if field.name == name),
            path,
            lambda text: one_value(series, name, text),
            lambda value: written(read_value(type_, value), type_.kind),
        )

    return [slot(key, field.name) for key, field in zip(keys, fields, strict=True)]


def _parameter(setting: Setting, parameter: Parameter | None) -> Slots:
    units = [
        Choice(value=one, words=w.UNITS.get(one) or _list_words(setting, one))
        for one in (*NAMED_TYPES, *sorted(UNITS), *setting.teller.pack.vocabulary.codes)
    ]
    keys = [
        Choice(value=f.id, words=f.words)
        for f in setting.facts.values()
        if f.type.kind in (Kind.CODE, Kind.INTEGER)
    ]
    delegated = [Choice(value="prefecture", words=w.PREFECTURES)]
    ranges = [] if parameter is None else [_range(setting, parameter)]
    return [
        *s.words("title_", w.VALUE_TITLE, ("title",)),
        s.choice("unit", w.UNIT, ("unit",), units, needed=True),
        s.choice("by", w.BY, ("by",), keys, hint=w.BY_HINT),
        s.choice("delegated_to", w.DELEGATED, ("delegated_to",), delegated),
        *ranges,
    ]


def _list_words(setting: Setting, list_: str) -> Words:
    return setting.teller.pack.vocabulary.codes[list_].words


def _range(setting: Setting, parameter: Parameter) -> Slot:
    """Least and greatest value in one field; one of them may be left open."""
    bare = replace(parameter, low=None, high=None)
    series, type_ = Series(setting.teller, bare), parameter.type

    def read(text: str) -> list[Any]:
        low, _, high = (
            text.replace("-", DASH).partition(DASH) if type_.kind is not Kind.DATE else text.partition(DASH)
        )
        return [one_value(series, "range", one) if one.strip() else None for one in (low, high)]

    def write(value: Any) -> str:
        return DASH.join(written(read_value(type_, one), type_.kind) for one in value)

    slot = s.text("range", w.RANGE, ("range",), hint=w.RANGE_HINT)
    return replace(slot, read=read, write=write)


def _gives(value: Mapping[str, Any]) -> Slots:
    kind = gives_kind(value)
    return [s.rule(RULE, w.GIVES[kind], (kind,), needed=True, hint=w.GIVES_HINT), *_days()]


def gives_kind(value: Mapping[str, Any]) -> str:
    """What is given: amount, level, title, team_place or service."""
    return next((kind for kind in w.GIVES if kind in value), "amount")


def _limit(setting: Setting) -> Slots:
    return [
        *s.words("", w.LIMIT, needed=True),
        s.rule(RULE, w.AT_MOST, ("at_most",), hint=w.AT_MOST_HINT),
        s.choice("first", w.FIRST, ("first",), setting.facts_of_kind(Kind.DATE), hint=w.FIRST_HINT),
        *_days(),
        *_source(setting),
    ]


def pool_choice(setting: Setting) -> Slot:
    """The pool on which a new limit draws: one that there is, or a new one."""
    drawn = {limit.get("pool") for limit in setting.value.get("limits") or ()}
    known = [
        Choice(value=one["id"], words=Words(**one["title"]))
        for one in setting.pools
        if one["id"] not in drawn
    ]
    new = Choice(value=NEW, words=w.NEW_POOL)
    return s.choice("pool", w.POOL, ("pool",), [*known, new], needed=True, hint=w.POOL_HINT)


def pool_slots(setting: Setting, standing: tuple[str, ...] = (), prefix: str = "") -> Slots:
    """The fields of a pool. `standing`: by what it is counted now, which the keys begin with."""
    known = {name: Words(zh=words[0], en=words[1]) for name, words in PER_TITLES.items() if name in PER_WORDS}
    known |= {name: fact.words for name, fact in setting.facts.items()}
    order = [*standing, *(name for name in known if name not in standing)]
    keys = [Choice(value=name, words=known.get(name) or setting.same(name)) for name in order]
    return [
        *s.words(f"{prefix}title_", w.POOL_TITLE, ("title",), needed=True),
        s.several(f"{prefix}per", w.PER, ("per",), keys, needed=True),
        s.number(f"{prefix}at_most", w.POOL_AT_MOST, ("at_most",), hint=w.POOL_AT_MOST_HINT),
    ]


def _window(setting: Setting) -> Slots:
    return [
        s.choice("window_from", w.WINDOW_FROM, ("from",), setting.facts_of_kind(Kind.DATE), needed=True),
        s.rule(RULE, w.MONTHS, ("months",), needed=True, hint=w.MONTHS_HINT),
        *s.words("", w.WINDOW, needed=True),
        *_source(setting),
        _confidence(),
    ]


def _yields(setting: Setting) -> Slots:
    own = {limit.get("pool") for limit in setting.value.get("limits") or ()}
    standing = setting.value.get("yields_to") or []
    rivals = [
        m.id
        for m in setting.teller.pack.measures.values()
        if m.id != setting.measure and own & {limit.pool.id for limit in m.limits}
    ]
    measures = setting.teller.pack.measures
    order = [*standing, *(id_ for id_ in rivals if id_ not in standing)]
    choices = [
        Choice(value=id_, words=measures[id_].title if id_ in measures else setting.same(id_))
        for id_ in order
    ]
    return [s.several("yields_to", w.YIELDS, ("yields_to",), choices)]


def _paper(setting: Setting) -> Slots:
    return [*s.words("", w.PAPER, needed=True), *s.words("only_if_", w.ONLY_IF, ("only_if",))]


def _basis(setting: Setting) -> Slots:
    document = _source(setting)[0]
    return [replace(document, path=("document",)), s.text("articles", w.ARTICLES, ("articles",))]


def _words_of(title: Words) -> Callable[[Setting], Slots]:
    return lambda setting: s.words("", title, needed=True)


_FORMS: Mapping[PartKind, Callable[[Setting], Slots]] = {
    PartKind.ABOUT: _about,
    PartKind.APPLIES: _applies,
    PartKind.CONDITION: _condition,
    PartKind.WAY: _way,
    PartKind.ASK: _ask,
    PartKind.LIMIT: _limit,
    PartKind.WINDOW: _window,
    PartKind.YIELDS: _yields,
    PartKind.PAPER: _paper,
    PartKind.BASIS: _basis,
    PartKind.OPEN: _words_of(w.OPEN),
    PartKind.NOTE: _words_of(w.NOTE),
}
