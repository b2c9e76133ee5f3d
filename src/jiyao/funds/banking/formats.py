"""Descriptions of files, as YAML: encoding, headings, spellings. Those of an installation come before ours."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from jiyao.engine.shapes import File, Id, Words
from jiyao.registry.exchange import descriptions
from jiyao.registry.exchange.descriptions import Encoding, Heading

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


class HeadingFile(Heading):
    """A column: what it holds, and its heading; `required` of what is read."""

    name: Name


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
    encoding: Encoding
    purpose: Words
    orders: SheetFile
    query: SheetFile
    results: ResultsFile


def format_named(name: str, folder: Path | None) -> FormatFile:
    """The description of that name. raises UnknownFormat; PackRefused where its file is wrong

    folder   the installation's profiles; its `formats` stand before the shipped ones
    """
    files = descriptions.format_files(SHIPPED, "bank-*.yaml", folder)
    return descriptions.format_named(FormatFile, name, files)
