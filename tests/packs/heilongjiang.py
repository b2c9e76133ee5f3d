"""The pack of Heilongjiang, read once a process."""

from functools import cache
from typing import Any

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.examples import Example, read_examples
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.engine.packs.located import read_yaml
from jiyao.engine.problems import Problems
from tests.interfaces.small import HEILONGJIANG, ROOT

__all__ = ["HEILONGJIANG", "ROOT", "assessor", "contents", "demonstration_pack", "examples", "pack"]


@cache
def pack() -> Pack:
    """The checked pack."""
    return load_pack(HEILONGJIANG)


@cache
def demonstration_pack() -> Pack:
    """The pack with demonstration values laid over it."""
    return load_pack(ROOT / "packs/heilongjiang-demo", demonstration=True)


@cache
def assessor() -> Assessor:
    """Its compiled measures."""
    return Assessor(pack())


@cache
def examples() -> tuple[list[Example], Problems]:
    """Its worked examples, and what is wrong in their files."""
    return read_examples(pack())


@cache
def contents(name: str) -> Any:
    """What a file of the pack holds, as plain values."""
    return read_yaml(HEILONGJIANG / name, name).value
