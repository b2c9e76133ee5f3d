"""The pack's lists as tables, as the registry loads them: facts refer to divisions and levels."""

from collections.abc import Sequence

import numpy as np

from jiyao.demo.drawing.assumptions import Region
from jiyao.demo.drawing.columns import Coded, Table

LISTS = ("registry_division", "registry_level", "registry_occupation")


def list_tables(region: Region) -> dict[str, Table]:
    """Divisions, levels and occupations."""
    levels = region.pack.vocabulary.codes["level"].codes
    return {
        "registry_division": {
            "code": _texts([row["code"] for row in region.divisions]),
            "parent_id": _texts([row["parent"] or None for row in region.divisions]),
            "level": _texts([row["level"] for row in region.divisions]),
            "zh": _texts([row["zh"] for row in region.divisions]),
            "en": _texts([row["en"] for row in region.divisions]),
        },
        "registry_level": {
            "code": _texts(list(levels)),
            "rank": np.arange(len(levels)),
            "zh": _texts([words.zh for words in levels.values()]),
            "en": _texts([words.en for words in levels.values()]),
        },
        "registry_occupation": {
            "code": _texts([row["code"] for row in region.classification]),
            "parent_id": _texts([row["parent"] or None for row in region.classification]),
            "depth": np.array([int(row["level"]) for row in region.classification]),
            "zh": _texts([row["name_zh"] for row in region.classification]),
        },
    }


def _texts(words: Sequence[str | None]) -> Coded:
    known = tuple(word or "" for word in words)
    return Coded(np.array([-1 if word is None else place for place, word in enumerate(words)]), known)
