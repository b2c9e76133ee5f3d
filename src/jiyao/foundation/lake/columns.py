"""What may leave the database: tables, and of each the columns that tell nothing of who somebody is."""

from collections.abc import Mapping

from django.apps import apps
from django.db import models

FOUNDATION = "foundation"
"""Its tables hold acts, keys and files: none of them is a record that rules ask."""
_NEVER = ("reference", "certificate_number")
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
    """The tables that may be exported, with their columns as the database names them."""
    return {
        model._meta.db_table: _columns(model)
        for app in apps.get_app_configs()
        if app.name.startswith("jiyao.") and app.label != FOUNDATION
        for model in app.get_models()
    }


def _columns(model: type[models.Model]) -> Columns:
    return {
        str(field.column): _kind(field)
        for field in model._meta.concrete_fields
        if field.name not in _NEVER and not isinstance(field, models.BinaryField)
    }


def _kind(field: models.Field[object, object]) -> str:
    while isinstance(field, models.ForeignKey):
        field = field.target_field
    return _KINDS[field.get_internal_type()]
