"""What decides in a pack: a digest of each measure, another only where the measure could determine otherwise."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from hashlib import sha256
from typing import Any

from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack
from jiyao.engine.problems import Place
from jiyao.engine.shapes import Evidence, Source, Words

_SAID_ONLY = (Words, Place, Source, Evidence)
"""What people read of a measure; it decides nothing."""


def deciding_digests(pack: Pack) -> dict[str, str]:
    """By measure, a digest of all that decides it: rules, values, limits, what it yields to, and the vocabulary."""
    vocabulary = _digest((pack.vocabulary,))
    own = {id_: _digest((measure, vocabulary)) for id_, measure in pack.measures.items()}
    return {id_: _digest((own[id_], *_rivals(measure, own))) for id_, measure in pack.measures.items()}


def _rivals(measure: Measure, own: Mapping[str, str]) -> list[str]:
    return [own[other] for other in sorted(measure.yields_to) if other in own]


def _digest(values: tuple[Any, ...]) -> str:
    digest = sha256()
    for part in _parts(values):
        digest.update(part.encode() + b"\0")
    return digest.hexdigest()


def _parts(value: Any) -> Iterator[str]:
    """The value as texts, in an order that does not depend on the process."""
    if isinstance(value, _SAID_ONLY):
        return
    if is_dataclass(value):
        yield type(value).__name__
        for field in fields(value):
            yield field.name
            yield from _parts(getattr(value, field.name))
    elif isinstance(value, Mapping):
        for key, each in value.items():
            yield str(key)
            yield from _parts(each)
    elif isinstance(value, set | frozenset):
        yield from sorted(map(str, value))
    elif isinstance(value, tuple | list):
        yield f"{len(value)}:"
        for each in value:
            yield from _parts(each)
    else:
        yield _plain(value)


def _plain(value: Any) -> str:
    if isinstance(value, Enum):
        return f"{type(value).__name__}.{value.name}"
    if isinstance(value, re.Pattern):
        return str(value.pattern)
    assert value is None or isinstance(value, str | int | float | date), type(value)  # noqa: S101
    return repr(value)
