"""How people are told, by the version of the pack that holds on a day."""

from datetime import date
from functools import lru_cache
from pathlib import Path

from jiyao.engine.packs.telling import Telling, telling_in
from jiyao.policy.queries.versions import pack_folder_on

KEPT = 8
"""How many versions are kept; none is ever altered."""


def telling_on(day: date) -> Telling:
    """The channels, their order and their steps. raises PackRefused"""
    return _read(pack_folder_on(day))


@lru_cache(maxsize=KEPT)
def _read(folder: Path) -> Telling:
    return telling_in(folder)
