"""Descriptions of files, as YAML: headings, spellings, encodings. Those of an installation come before ours."""

from collections.abc import Mapping
from pathlib import Path
from typing import Literal, TypeVar

from jiyao.base.errors import Invalid
from jiyao.engine.packs.located import read_yaml
from jiyao.engine.packs.reading import validated
from jiyao.engine.problems import Problems, nearest, nearest_zh
from jiyao.engine.shapes import File

Shape = TypeVar("Shape", bound=File)
Encoding = Literal["gb18030", "utf-8", "utf-8-sig"]


class UnknownFormat(Invalid):
    """No description has that name."""


class Heading(File):
    """A column: what it holds, and its heading; `required` of what is read."""

    name: str
    zh: str
    required: bool = True


def format_files(shipped: Path, pattern: str, folder: Path | None) -> dict[str, Path]:
    """The file of each description by name: those shipped whose names are so, and the installation's before them.

    folder   the installation's profiles; they stand in its `formats`
    """
    own = sorted((folder / "formats").glob("*.yaml")) if folder else []
    return {file.stem: file for file in (*sorted(shipped.glob(pattern)), *own)}


def format_named(shape: type[Shape], name: str, files: Mapping[str, Path]) -> Shape:
    """The description of that name. raises UnknownFormat; PackRefused where its file is wrong"""
    if name not in files:
        raise UnknownFormat(
            f'no file format "{name}"{nearest(name, files)}',
            zh=f"没有文件格式“{name}”{nearest_zh(name, files)}",
        )
    return described(shape, files[name])


def described(shape: type[Shape], file: Path) -> Shape:
    """What a file describes. raises PackRefused where it is wrong"""
    problems = Problems()
    found = validated(shape, read_yaml(file, f"formats/{file.name}"), problems)
    problems.raise_if_any()
    assert found is not None  # noqa: S101 - or a problem was raised
    return found
