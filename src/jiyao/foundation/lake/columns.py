"""What may leave the database: the columns that areas declare as allowed, and of which kind each is."""

from collections.abc import Mapping

from django.apps import apps
from django.db import models

from jiyao.foundation.keeping import exportable_columns

_KINDS = {
    "AutoField": "integer",
    "BigAutoField": "integer",
    "BigIntegerField": "integer",
    "BooleanField": "boolean",
    "CharField": "text",
    "DateField": "day",
    "DateTimeField": "moment",
    "FloatField": "number",
    "IntegerField": "integer",
    "PositiveIntegerField": "integer",
    "PositiveSmallIntegerField": "integer",
    "TextField": "text",
}

Columns = Mapping[str, str]
"""Kinds by column: integer, number, boolean, text, day or moment."""


def exportable() -> dict[str, Columns]:
    """The tables that may be exported, with their columns as the database names them.

    raises   Undeclared: an area does not say how a field is kept
    """
    found = {
        model._meta.db_table: _columns(model)
        for app in apps.get_app_configs()
        if app.name.startswith("jiyao.")
        for model in app.get_models()
    }
    return {table: columns for table, columns in found.items() if columns}


def _columns(model: type[models.Model]) -> Columns:
    allowed = set(exportable_columns(model))
    return {
        str(field.column): _kind(field) for field in model._meta.concrete_fields if field.column in allowed
    }


def _kind(field: "models.Field[object, object]") -> str:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return _KINDS[field.get_internal_type()]
