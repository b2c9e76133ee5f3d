"""Descriptions of files, as YAML: encoding, headings, spellings. Those of an installation come before ours."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from jiyao.base.errors import Invalid
from jiyao.engine.packs.located import read_yaml
from jiyao.engine.packs.reading import validated
from jiyao.engine.problems import Problems, nearest, nearest_zh
from jiyao.engine.shapes import File, Id, Words

SHIPPED = Path(__file__).parents[1] / "formats"
USUAL = "bank-file"
Name = Literal[
    "batch",
    "count",
    "total",
    "day",
    "order",
    "holder",
    "account",
    "bank",
    "amount",
    "purpose",
    "result",
    "reason",
]


class UnknownFormat(Invalid):
    """No description has that name."""


class HeadingFile(File):
    """A column: what it holds, and its heading; `required` of what is read."""

    name: Name
    zh: str
    required: bool = True


class SheetFile(File):
    """One kind of file: a summary in two lines above where there is one, then a table."""

    summary: list[HeadingFile] = []
    columns: Annotated[list[HeadingFile], Field(min_length=1)]


class ResultsFile(SheetFile):
    """The file that comes back. `spellings`: how it writes each result."""

    spellings: dict[Literal["paid", "failed", "unknown"], list[str]]


class FormatFile(File):
    """A description as its file says it."""

    id: Id
    title: Words
    encoding: Literal["gb18030", "utf-8", "utf-8-sig"]
    purpose: Words
    orders: SheetFile
    query: SheetFile
    results: ResultsFile


def format_named(name: str, folder: Path | None) -> FormatFile:
    """The description of that name. raises UnknownFormat; PackRefused where its file is wrong

    folder   the installation's profiles; its `formats` stand before the shipped ones
    """
    files = format_files(folder)
    if name not in files:
        raise UnknownFormat(
            f'no file format "{name}"{nearest(name, files)}',
            zh=f"没有文件格式“{name}”{nearest_zh(name, files)}",
        )
    file, problems = files[name], Problems()
    shape = validated(FormatFile, read_yaml(file, f"formats/{file.name}"), problems)
    problems.raise_if_any()
    assert shape is not None  # noqa: S101 - or a problem was raised
    return shape


def format_files(folder: Path | None) -> dict[str, Path]:
    """The file of each description of bank files by name."""
    own = sorted((folder / "formats").glob("*.yaml")) if folder else []
    return {file.stem: file for file in (*sorted(SHIPPED.glob("bank-*.yaml")), *own)}
