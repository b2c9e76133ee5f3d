"""Every field of every model is in one list, and what is sealed or masked never leaves the database."""

import pytest
from django.apps import apps
from django.db import models

from jiyao.foundation.keeping import (
    KEPT,
    Undeclared,
    exportable_columns,
    keeping_of,
    sealed_columns,
    unexportable_columns,
)
from jiyao.foundation.lake.columns import exportable
from jiyao.registry.models import HeldCertificate, PersonVersion

MODELS = [model for model in apps.get_models() if model.__module__.startswith("jiyao.")]


@pytest.mark.parametrize("model", MODELS)
def test_every_field_is_in_exactly_one_list(model: type[models.Model]) -> None:
    named = {field.name for field in model._meta.concrete_fields}

    assert keeping_of(model).named == named


@pytest.mark.parametrize("model", MODELS)
def test_nothing_sealed_or_binary_is_exportable(model: type[models.Model]) -> None:
    exportable = set(exportable_columns(model))
    secret = {
        field.column
        for field in model._meta.concrete_fields
        if isinstance(field, models.BinaryField) or "sealed" in field.name
    }

    assert exportable & (secret | sealed_columns(model._meta.db_table)) == set()
    assert exportable & unexportable_columns(model._meta.db_table) == set()


@pytest.mark.parametrize("table", exportable())
def test_lake_takes_nothing_but_what_is_allowed(table: str) -> None:
    assert exportable()[table].keys() & unexportable_columns(table) == set()


def test_who_somebody_is_stays_sealed() -> None:
    assert sealed_columns("registry_personversion") == {"name_sealed", "identity_sealed", "phone_sealed"}
    assert exportable_columns(PersonVersion) == [
        "id",
        "record",
        "version",
        "recorded_at",
        "superseded_at",
        "person_id",
        "birth_on",
        "sex",
    ]


def test_certificate_number_is_masked_and_stays_inside() -> None:
    assert keeping_of(HeldCertificate).masked == {"certificate_number"}
    assert unexportable_columns("registry_heldcertificate") == {"certificate_number", "reference"}


def test_field_in_no_list_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(KEPT, PersonVersion)

    with pytest.raises(Undeclared, match=r"registry.PersonVersion: birth_on, .*personal.py"):
        exportable_columns(PersonVersion)


def test_unknown_table_is_refused() -> None:
    with pytest.raises(Undeclared, match="nowhere"):
        sealed_columns("nowhere")
