"""What somebody says a column should hold, read as imports read it: by the column's type, with the same complaints."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from django.db.models import ForeignKey

from jiyao.base.errors import Invalid
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import Vocabulary
from jiyao.registry.imports.checking.codes import vocabulary_codes
from jiyao.registry.imports.checking.readers import readers_of
from jiyao.registry.imports.checking.reasons import Reason, Refused
from jiyao.registry.imports.checking.values import as_text
from jiyao.registry.imports.profiles import Column, Profile, profile_named
from jiyao.registry.models import Record
from jiyao.registry.queries.standing import organisations_by_code, organisations_by_name
from jiyao.registry.tabling import Table

ORGANISATION, PERSON = "organisation", "person"


class NotCorrectable(Invalid):
    """Nobody can ask to correct this column, or there is none of that name."""


class BadClaim(Invalid):
    """What is claimed is no value of the column."""


@dataclass(frozen=True, slots=True)
class Claim:
    """A column of a record with a value for it.

    field   the column of the table, such as `issuer_id`
    """

    column: Column
    value: Any

    @property
    def field(self) -> str:
        """The column of the database."""
        return self.column.attname


def records_of(table: Table) -> type[Record]:
    """The model of a table whose rows are versions of records. raises NotCorrectable"""
    if not issubclass(table.model, Record):
        raise NotCorrectable(
            f"{table.name}: its rows are no records", zh=f"{table.title.zh}：不是可以更正的记录"
        )
    return table.model


def correctable(table: Table) -> Mapping[str, Column]:
    """The columns that can be corrected, by name: not whom the record is about, and nothing that is sealed."""
    if table.profile is None:
        return {}
    columns = _profile(table.profile).columns
    return {c.name: c for c in columns if c.name in table.columns and c.field and c.shape.type != PERSON}


def correctable_column(table: Table, name: str) -> Column:
    """The column of that name. raises NotCorrectable"""
    found = correctable(table).get(name)
    if found is None:
        raise NotCorrectable(
            f'{table.name}: "{name}" is no column that can be corrected; choose one of the list',
            zh=f"{table.title.zh}：“{name}”不是可以更正的栏目，请从列表中选择",
        )
    return found


def read_claim(table: Table, name: str, text: str, row: Record, vocabulary: Vocabulary) -> Claim:
    """The claim that a text makes of a record; an empty text says that there is nothing.

    raises   NotCorrectable, BadClaim
    """
    column = correctable_column(table, name)
    claim = Claim(column, _value(column, as_text(text), vocabulary))
    refuse_period(table, row, claim)
    return claim


def refuse_period(table: Table, row: Record, claim: Claim) -> None:
    """Refuses a value with which the record would end before it begins. raises BadClaim"""
    period = [] if table.profile is None else _profile(table.profile).shape.period
    if claim.column.name not in period:
        return
    held = [claim.value if name == claim.column.name else getattr(row, name) for name in period]
    if None not in held and held[1] < held[0]:
        raise _refused(claim.column, Words(zh="截止早于起始", en="the end would lie before the beginning"))


def plain(value: Any) -> Any:
    """A value as JSON holds it."""
    return value.isoformat() if isinstance(value, date) else value


def restored(column: Column, value: Any) -> Any:
    """The value again that `plain` made plain."""
    field = column.field
    assert field is not None  # noqa: S101 - only such columns are correctable
    return (field.target_field if isinstance(field, ForeignKey) else field).to_python(value)


def _value(column: Column, text: str, vocabulary: Vocabulary) -> Any:
    if not text:
        if column.shape.required:
            raise _because(column, Reason("required"))
        return _nothing(column)
    try:
        if column.shape.type == ORGANISATION:
            return _organisation(column, text, vocabulary)
        [read] = readers_of([column], vocabulary_codes(vocabulary), invented=False)
        return read(text.split()[0] if column.shape.type == "occupation" else text)
    except Refused as refused:
        raise _because(column, refused.reason) from None


def _organisation(column: Column, text: str, vocabulary: Vocabulary) -> int:
    """By its full name, where one organisation has it; else by its credit code."""
    named = organisations_by_name(text)
    if len(named) == 1:
        return named[0]
    if named:
        raise Refused("ambiguous")
    [read] = readers_of([column], vocabulary_codes(vocabulary), invented=False)
    code = str(read(text))
    found = organisations_by_code([code]).get(code)
    if found is None:
        raise Refused("organisation")
    return found


def _nothing(column: Column) -> Any:
    field = column.field
    return "" if field is not None and not field.null else None


def _because(column: Column, reason: Reason) -> BadClaim:
    return _refused(column, Words(zh=reason.said("zh"), en=reason.said("en")))


def _refused(column: Column, why: Words) -> BadClaim:
    return BadClaim(f"{column.shape.en}: {why.en}", zh=f"{column.shape.zh}：{why.zh}")


@cache
def _profile(name: str) -> Profile:
    return profile_named(name, None)
