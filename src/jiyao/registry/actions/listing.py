"""The pack's lists as tables: divisions, occupations, levels."""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

from django.db import models, transaction

from jiyao.engine.packs.loading import Pack
from jiyao.registry.models import Division, Level, Occupation


def lists_of(pack: Pack) -> list[Sequence[models.Model]]:
    """The rows of each list, one above another before those below it."""
    return [
        _divisions(pack.root / "divisions.csv"),
        _occupations(pack.root / "occupations.csv"),
        _levels(pack),
    ]


@transaction.atomic
def load_lists(pack: Pack) -> None:
    """Makes the tables say what the pack's lists say. What a list no longer names stays, since records may."""
    for rows in lists_of(pack):
        _upsert(type(rows[0]), rows)


def _upsert(model: type[models.Model], rows: Iterable[models.Model]) -> None:
    names = [field.name for field in model._meta.concrete_fields if not field.primary_key]
    model._default_manager.bulk_create(
        rows, update_conflicts=True, unique_fields=["code"], update_fields=names
    )


def _levels(pack: Pack) -> list[Level]:
    codes = pack.vocabulary.codes["level"].codes
    return [Level(code=code, rank=rank, zh=w.zh, en=w.en) for rank, (code, w) in enumerate(codes.items())]


def _divisions(file: Path) -> list[Division]:
    return [
        Division(code=r["code"], parent_id=r["parent"] or None, level=r["level"], zh=r["zh"], en=r["en"])
        for r in _rows(file)
    ]


def _occupations(file: Path) -> list[Occupation]:
    return [
        Occupation(code=r["code"], parent_id=r["parent"] or None, depth=int(r["level"]), zh=r["name_zh"])
        for r in _rows(file)
    ]


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))
