"""The treasury's file: what it paid from each line in a year."""

from collections.abc import Generator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO, Literal, cast

from pydantic import Field

from jiyao.base.money import fen_of
from jiyao.engine.shapes import File, Id, Words
from jiyao.funds.banking.formats import SHIPPED
from jiyao.registry.exchange.descriptions import Heading, described
from jiyao.registry.exchange.reading import places_of, said_rows
from jiyao.registry.imports.reading.csv_files import csv_rows

NAME = "treasury-file.yaml"
SHOULD_BE = Words(zh="财政的对账文件", en="the file of the treasury")


class TreasuryColumn(Heading):
    """A column: what it holds, and its heading."""

    name: Literal["fund", "division", "year", "amount"]


class TreasuryFormat(File):
    """The description of the file. `spellings`: by fund, how the treasury writes it beside its code."""

    id: Id
    title: Words
    columns: Annotated[list[TreasuryColumn], Field(min_length=4, max_length=4)]
    spellings: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class TreasuryRow:
    """A row of the file. `amount_fen` is None where it cannot be read."""

    row: int
    fund: str
    division: str
    year: str
    amount_fen: int | None


def treasury_format(folder: Path | None) -> TreasuryFormat:
    """The description, the installation's own before the shipped one. raises PackRefused where its file is wrong"""
    own = folder / "formats" / NAME if folder else SHIPPED / NAME
    return described(TreasuryFormat, own if own.exists() else SHIPPED / NAME)


def read_treasury(file: BinaryIO, shape: TreasuryFormat) -> list[TreasuryRow]:
    """Every row of the file. raises BadFile naming a heading that is missing, NotATable"""
    rows = cast("Generator[tuple[int, Sequence[object]], None, None]", csv_rows(file).rows)
    with closing(rows) as lines:
        headings = [str(cell or "").strip() for cell in next(lines, (0, ()))[1]]
        places = places_of(headings, shape.columns, SHOULD_BE)
        spelled = {text: fund for fund, texts in shape.spellings.items() for text in texts}
        return [
            TreasuryRow(
                number,
                spelled.get(said["fund"], said["fund"]),
                said["division"],
                said["year"],
                fen_of(said["amount"]),
            )
            for number, said in said_rows(lines, places)
        ]
