"""A flag in plain words: what is doubted and why, the columns that identify it, and where the idea comes from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jiyao.casework.models import Flag, FlagState
from jiyao.casework.queries.flags import reason_of
from jiyao.engine.packs.flags import FlagSetting
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.desk.flagging.columns import COLUMNS
from jiyao.interfaces.desk.pages import row_address
from jiyao.interfaces.ui.behaviour import PARTS
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.tables import Reader
from jiyao.registry.queries.labels import masked_people, occupation_names, organisation_names, shown_in
from jiyao.registry.tabling import TABLES

STATES: Mapping[str, tuple[str, Words]] = {
    FlagState.OPEN: ("ask", Words(zh="待核查", en="open")),
    FlagState.CONFIRMED: ("no", Words(zh="属实", en="confirmed")),
    FlagState.CLEARED: ("yes", Words(zh="已排除", en="cleared")),
    FlagState.GONE: ("later", Words(zh="不再出现", en="no longer found")),
}
"""By state: its mark, and its words."""


@dataclass(frozen=True, slots=True)
class FlagTold:
    """A flag as its page and its case tell it. `identified`: headings with what they hold."""

    flag: Flag
    mark: str
    state: Words
    title: str
    explanation: str
    identified: Sequence[tuple[str, str]]
    source: str
    is_finding: bool
    record: tuple[str, str]
    reason: str


def flags_told(flags: Sequence[Flag], language: Language) -> list[FlagTold]:
    """The flags in words, with one query for names."""
    reader = Reader(
        the_pack(),
        language,
        masked_people(_named(flags, "person")),
        organisation_names(_named(flags, "organisation")),
        occupation_names(_named(flags, "occupation")),
    )
    return [_told(one, reader) for one in flags]


def _named(flags: Sequence[Flag], type_: str) -> set[Any]:
    """What flags name of a kind, by number or code."""
    names = [name for name, column in COLUMNS.items() if column.type == type_]
    return {one.columns[name] for one in flags for name in names if one.columns.get(name)}


def _told(flag: Flag, reader: Reader) -> FlagTold:
    setting = reader.pack.flags.get(flag.flag)
    said = {name: _said(value, name, reader) for name, value in flag.columns.items()}
    mark, state = STATES[flag.state]
    return FlagTold(
        flag=flag,
        mark=mark,
        state=state,
        title=flag.flag if setting is None else setting.file.title.said(reader.language),
        explanation="" if setting is None else _explained(setting, said, reader.language),
        identified=[(_heading(name, reader.language), text) for name, text in said.items()],
        source="" if setting is None else setting.file.source.said(reader.language),
        is_finding=setting is not None and setting.file.basis == "finding",
        record=_record(flag, reader.language),
        reason=reason_of(flag),
    )


def _explained(setting: FlagSetting, said: Mapping[str, str], language: Language) -> str:
    """The pack's words with what was found; a column that an older run did not keep stays open."""
    text = setting.file.explanation.said(language)
    for name in setting.columns:
        text = text.replace("{" + name + "}", said.get(name) or "—")
    return text


def _heading(name: str, language: Language) -> str:
    return COLUMNS[name].words.said(language) if name in COLUMNS else name


def _said(value: Any, name: str, reader: Reader) -> str:
    column = COLUMNS.get(name)
    if value is None:
        return ""
    if column is None:
        return str(value)
    if column.type == "person":
        return shown_in(reader.people, value) or f"#{value}"
    if column.type == "organisation":
        return reader.organisations.get(value, f"#{value}")
    if column.type == "part":
        return PARTS[value].said(reader.language) if value in PARTS else str(value)
    if column.type == "division":
        return reader.said(value, replace(column, type="code", codes="division"))
    return reader.said(value, column)


def _record(flag: Flag, language: Language) -> tuple[str, str]:
    """What the doubted record is called, and its address."""
    table = TABLES.get(flag.table)
    if table is None:
        return f"{flag.table} {flag.record}", ""
    return f"{table.title.said(language)} {flag.record}", row_address(table, flag.record)
