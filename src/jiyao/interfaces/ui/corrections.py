"""Requests to correct a record as people see them: the fields of the form, and what a request says in words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from jiyao.casework.actions.asking import Asked
from jiyao.casework.claiming import correctable, correctable_column, records_of, restored
from jiyao.casework.models import Correction, State
from jiyao.casework.sealing import Said, said_by
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.tables import YES_NO, Cell, Reader, reader_over
from jiyao.registry.imports.profiles import Column as Described
from jiyao.registry.models import FOREVER, Record
from jiyao.registry.tabling import TABLES, Column, Table

VALUE, REASON = "value", "reason"
MOST_DIGITS = 6
STATES: Mapping[State, Words] = {
    State.OPEN: Words(zh="办理中", en="open"),
    State.CORRECTED: Words(zh="已更正", en="corrected"),
    State.KEPT: Words(zh="维持原记录", en="record kept"),
    State.WITHDRAWN: Words(zh="已撤回", en="withdrawn"),
}
MARKS: Mapping[State, str] = {
    State.OPEN: "later",
    State.CORRECTED: "yes",
    State.KEPT: "no",
    State.WITHDRAWN: "none",
}
"""The mark that each state wears."""
_CLAIMED = Words(zh="应当是", en="It should be")
_NOTHING = Words(zh="（空）", en="(nothing)")
_HINTS: Mapping[str, Words] = {
    "month": Words(zh="写作 2024-05", en="Write it as 2024-05"),
    "organisation": Words(zh="写单位全称或统一社会信用代码", en="The full name or the credit code"),
    "occupation": Words(zh="写职业编码，如 6-18-02-04", en="The code, such as 6-18-02-04"),
    "money": Words(zh="以元为单位", en="In yuan"),
    "ratio": Words(zh="写作 95%", en="Write it as 95%"),
}
_LEFT_EMPTY = Words(zh="留空表示“没有”", en="Left empty, it says that there is nothing")
_KINDS = {"date": "day", "integer": "number"}


@dataclass(frozen=True, slots=True)
class Stated:
    """A request in words. `before`: what stood in the version it speaks of; `stands`: what stands now.

    is_known   whether what is claimed may be told to who looks; nothing of it is given otherwise
    """

    request: Correction
    table: Table
    column: str
    state: Words
    mark: str
    before: str
    stands: str
    claimed: str
    reason: str
    answer: str
    is_known: bool

    @property
    def has_moved(self) -> bool:
        """Whether something else stands now than when it was asked."""
        return self.request.state == State.OPEN and self.before != self.stands

    @property
    def shows_what_stands(self) -> bool:
        """Whether what stands is neither what stood then nor what is claimed, or nobody would look for it."""
        return self.has_moved or (self.request.state == State.CORRECTED and self.stands != self.claimed)


def asked_in(posted: Mapping[str, str], *, table: str, record: int, column: str) -> Asked:
    """The request that a filled-in form makes; a version that is none is none that stands."""
    version = posted.get("version", "")
    return Asked(
        table=table,
        record=record,
        version=int(version) if version.isdecimal() and len(version) < MOST_DIGITS else 0,
        column=column,
        claimed=posted.get(VALUE, ""),
        reason=posted.get(REASON, ""),
    )


def value_field(table: Table, name: str, pack: Pack, language: Language) -> Field:
    """The field in which somebody writes what a column should hold. raises NotCorrectable"""
    described = correctable_column(table, name)
    choices = _choices(table, described, pack, language)
    hints = [hint for hint in (_HINTS.get(described.shape.type), _empty_hint(described, choices)) if hint]
    return Field(
        name=VALUE,
        label=_CLAIMED,
        kind="choice" if choices else _KINDS.get(described.shape.type, "text"),  # type: ignore[arg-type]
        choices=choices,
        hint=_joined(hints),
        is_required=described.shape.required,
        is_private=table.columns[name].masked,
    )


def reason_field(label: Words, hint: Words) -> Field:
    """The field for a reason."""
    return Field(name=REASON, label=label, kind="sentence", hint=hint, is_required=True)


def correctable_columns(table: Table) -> list[Column]:
    """The columns that can be asked about, in the order of the table."""
    names = correctable(table)
    return [column for column in table.columns.values() if column.name in names]


def in_the_clear(columns: Iterable[Column]) -> list[Column]:
    """The columns with nothing masked, for whom the record is about and for who decides."""
    return [replace(column, masked=False) for column in columns]


def stated(requests: Sequence[Correction], pack: Pack, language: Language, known: bool) -> list[Stated]:
    """Requests in words; as many queries as there are tables and sorts of names, however many requests."""
    said = said_by(requests) if known else {}
    rows = [_Rows(one, said.get(one.pk, Said(erased=True))) for one in requests]
    _find_versions(rows)
    reader = reader_over(pack, language, [([one.column], one.found) for one in rows])
    return [_stated(one, reader, language, known) for one in rows]


class _Rows:
    """A request with the rows that show its column: as it stood, as it stands, and as claimed."""

    def __init__(self, request: Correction, said: Said) -> None:
        self.request, self.said = request, said
        self.table = TABLES[request.table]
        [self.column] = in_the_clear([self.table.columns[request.column]])
        self.before: Any = None
        self.stands: Any = None
        self.claimed: Any = None if said.erased else self._claim()

    def _claim(self) -> Record:
        described = correctable_column(self.table, self.request.column)
        value = restored(described, self.said.claimed)
        return records_of(self.table)(**{described.attname: value})

    @property
    def found(self) -> list[Any]:
        return [row for row in (self.before, self.stands, self.claimed) if row is not None]


def _find_versions(rows: Sequence[_Rows]) -> None:
    for table in {one.table.name: one.table for one in rows}.values():
        of_table = [one for one in rows if one.table is table]
        versions = table.model._default_manager.filter(record__in={one.request.record for one in of_table})
        found = list(versions)
        for one in of_table:
            mine: list[Any] = [row for row in found if row.record == one.request.record]  # type: ignore[attr-defined]
            one.before = next((row for row in mine if row.version == one.request.version), None)
            one.stands = next((row for row in mine if row.superseded_at == FOREVER), None)


def _stated(one: _Rows, reader: Reader, language: Language, known: bool) -> Stated:
    def text(row: Any) -> str:
        return "" if row is None or not known else reader.cell(row, one.column).text

    state = State(one.request.state)
    return Stated(
        request=one.request,
        table=one.table,
        column=one.column.words.said(language),
        state=STATES[state],
        mark=MARKS[state],
        before=text(one.before),
        stands=text(one.stands),
        claimed=text(one.claimed),
        reason=one.said.reason,
        answer=one.said.answer,
        is_known=known and not one.said.erased,
    )


def told_columns(
    table: Table, row: Any, columns: Sequence[Column], pack: Pack, language: Language
) -> list[tuple[Column, Cell]]:
    """What stands in these columns of a row."""
    reader = reader_over(pack, language, [(columns, [row])])
    return [(column, reader.cell(row, column)) for column in columns]


def _choices(table: Table, described: Described, pack: Pack, language: Language) -> list[Choice]:
    found = _codes(table, described, pack, language)
    if found and not described.shape.required:
        found.insert(0, Choice(value="", words=_NOTHING))
    return found


def _codes(table: Table, described: Described, pack: Pack, language: Language) -> list[Choice]:
    if described.shape.type == "boolean":
        words = [Words(zh=YES_NO["zh"][truth], en=YES_NO["en"][truth]) for truth in (True, False)]
        return [Choice(value=pair.zh, words=pair) for pair in words]
    if described.shape.type != "code":
        return []
    if described.shape.codes is None:
        choices = getattr(described.field, "choices", None) or ()
        return [Choice(value=str(code), words=Words(zh=str(zh), en=str(code))) for code, zh in choices]
    listed = pack.vocabulary.codes[described.shape.codes].codes
    return [Choice(value=code, words=words) for code, words in listed.items()]


def _empty_hint(described: Described, choices: Sequence[Choice]) -> Words | None:
    return None if described.shape.required or choices else _LEFT_EMPTY


def _joined(hints: Sequence[Words]) -> Words | None:
    if not hints:
        return None
    return Words(zh="；".join(one.zh for one in hints), en="; ".join(one.en for one in hints))
