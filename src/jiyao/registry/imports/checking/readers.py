"""Which reader makes values of which column."""

from collections.abc import Callable, Mapping

from django.db import connection

from jiyao.engine.shapes import Words
from jiyao.registry.imports.checking import values
from jiyao.registry.imports.checking.codes import Codes, codes_of, occupation_codes
from jiyao.registry.imports.checking.numbers import credit_code, identity_number, phone_number
from jiyao.registry.imports.checking.values import Reader
from jiyao.registry.imports.profiles import REFERENCE, Column

CodesNamed = Callable[[str, Mapping[str, str]], Codes]
"""Gives a list of codes of the pack by name, with other spellings."""
LONGEST_REFERENCE = 48


def readers_of(columns: list[Column], codes_named: CodesNamed, *, invented: bool) -> list[Reader]:
    """The reader of each column. `invented`: whether invented people may stand."""
    makers: Mapping[str, Callable[[Column], Reader]] = {
        "text": lambda column: values.a_text(
            LONGEST_REFERENCE if column.name == REFERENCE else column.longest or 100
        ),
        "code": lambda column: _codes(column, codes_named).read,
        "date": lambda column: values.a_day,
        "month": lambda column: values.a_month,
        "integer": _integer,
        "money": lambda column: values.money,
        "ratio": lambda column: values.a_ratio,
        "boolean": lambda column: values.a_truth,
        "occupation": lambda column: occupation_codes().read,
        "person": lambda column: _identity(invented),
        "identity": lambda column: _identity(invented),
        "organisation": lambda column: _plainly(credit_code),
        "credit_code": lambda column: _plainly(credit_code),
        "phone": lambda column: _plainly(phone_number),
    }
    return [makers[column.shape.type](column) for column in columns]


def column_codes(column: Column, codes_named: CodesNamed) -> Codes | None:
    """The list that a column's codes stand in, if it holds codes."""
    if column.shape.type == "code":
        return _codes(column, codes_named)
    return occupation_codes() if column.shape.type == "occupation" else None


def _codes(column: Column, codes_named: CodesNamed) -> Codes:
    if column.shape.codes:
        return codes_named(column.shape.codes, column.shape.spellings)
    choices = {str(code): Words(zh=str(zh), en=str(code)) for code, zh in _choices(column)}
    return codes_of(column.shape.words, choices, column.shape.spellings)


def _choices(column: Column) -> list[tuple[object, object]]:
    return list(getattr(column.field, "choices", None) or ())


def _integer(column: Column) -> Reader:
    kind = column.field.get_internal_type() if column.field is not None else "BigIntegerField"
    low, high = connection.ops.integer_field_range(kind)
    return values.an_integer(low if low is not None else -(2**63), high if high is not None else 2**63 - 1)


def _identity(invented: bool) -> Reader:
    return lambda text: identity_number(values.plain(text), invented=invented)


def _plainly(read: Callable[[str], str]) -> Reader:
    return lambda text: read(values.plain(text))
