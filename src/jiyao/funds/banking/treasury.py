"""The treasury's file: what it paid from each line in a year."""

from collections.abc import Generator, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, BinaryIO, Literal, cast

from pydantic import Field

from jiyao.base.money import fen_of
from jiyao.engine.packs.located import read_yaml
from jiyao.engine.packs.reading import validated
from jiyao.engine.problems import Problems
from jiyao.engine.shapes import File, Id, Words
from jiyao.funds.banking.formats import SHIPPED
from jiyao.funds.banking.reading import BadFile
from jiyao.registry.imports.reading.csv_files import csv_rows

NAME = "treasury-file.yaml"


class TreasuryColumn(File):
    """A column: what it holds, and its heading."""

    name: Literal["fund", "division", "year", "amount"]
    zh: str


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
    file, problems = own if own.exists() else SHIPPED / NAME, Problems()
    shape = validated(TreasuryFormat, read_yaml(file, f"formats/{NAME}"), problems)
    problems.raise_if_any()
    assert shape is not None  # noqa: S101 - or a problem was raised
    return shape


def read_treasury(file: BinaryIO, shape: TreasuryFormat) -> list[TreasuryRow]:
    """Every row of the file. raises BadFile naming a heading that is missing, NotATable"""
    rows = cast("Generator[tuple[int, Sequence[object]], None, None]", csv_rows(file).rows)
    with closing(rows) as lines:
        places = _places([str(cell or "").strip() for cell in next(lines, (0, ()))[1]], shape)
        return list(_rows(lines, places, {t: f for f, texts in shape.spellings.items() for t in texts}))


def _places(cells: Sequence[str], shape: TreasuryFormat) -> Mapping[str, int]:
    for column in shape.columns:
        if column.zh not in cells:
            raise BadFile(
                f'the heading "{column.zh}" is missing; is this the file of the treasury?',
                zh=f"缺少表头“{column.zh}”，请确认是财政的对账文件",
            )
    return {column.name: cells.index(column.zh) for column in shape.columns}


def _rows(
    lines: Iterator[tuple[int, Sequence[object]]], places: Mapping[str, int], spelled: Mapping[str, str]
) -> Iterator[TreasuryRow]:
    for number, row in lines:
        cells = [str(cell or "").strip() for cell in row]
        if any(cells):
            said = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
            fund = spelled.get(said["fund"], said["fund"])
            yield TreasuryRow(number, fund, said["division"], said["year"], fen_of(said["amount"]))
