"""Files of each format for tests of imports, and reading what comes back."""

import csv
from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO, StringIO
from pathlib import Path

import pyarrow as pa
import xlsxwriter
from pyarrow import parquet
from python_calamine import CalamineWorkbook
from stdnum.cn import ric, uscc

from jiyao.engine.packs.loading import load_pack
from jiyao.registry.imports.checking.codes import vocabulary_codes
from jiyao.registry.imports.importing import Import, Imported, Mode, import_file
from jiyao.registry.imports.profiles import profile_named
from jiyao.registry.models import Occupation

AT = datetime(2025, 6, 30, 8, tzinfo=UTC)
CODES = vocabulary_codes(load_pack(Path("packs/heilongjiang")).vocabulary)
Rows = Sequence[Sequence[object]]


def identity(digits: str) -> str:
    """An invented identity number: region 2399, with its check digit."""
    return digits + ric.calc_check_digit(digits + "0")


def credit(text: str) -> str:
    """An invented credit code with its check character."""
    return text + uscc.calc_check_digit(text)


ZHANG = identity("23990119900307451")
LI = identity("23990119851224002")
FACTORY = credit("91239901MA0QYQY01")
SCHOOL = credit("12239901MA0QYQY02")


def csv_file(rows: Rows, encoding: str = "utf-8") -> BytesIO:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return BytesIO(text.getvalue().encode(encoding))


def xlsx_file(rows: Rows) -> BytesIO:
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    for number, row in enumerate(rows):
        sheet.write_row(number, 0, ["" if cell is None else cell for cell in row])
    book.close()
    return file


def parquet_file(rows: Rows) -> BytesIO:
    heads, *below = rows
    columns = {str(head): [row[i] for row in below] for i, head in enumerate(heads)}
    file = BytesIO()
    parquet.write_table(pa.table(columns), file)
    return file


def returned_rows(file: BytesIO) -> list[list[str]]:
    """The rows of a workbook that came back."""
    file.seek(0)
    book = CalamineWorkbook.from_object(file)
    return [[str(cell) for cell in row] for row in book.get_sheet_by_index(0).to_python()]


def do_import(
    file: BytesIO,
    profile: str,
    mode: Mode = Mode.GOOD_ROWS,
    *,
    at: datetime = AT,
    invented: bool = True,
    language: str = "zh",
    profiles: Path | None = None,
) -> tuple[Imported, BytesIO]:
    """What came of the file, and the workbook of bad rows."""
    back = BytesIO()
    imported = import_file(
        Import(
            file=file,
            profile=profile_named(profile, profiles),
            codes_named=CODES,
            mode=mode,
            at=at,
            by="program:test",
            source="a test",
            returned=back,
            language=language,  # type: ignore[arg-type]
            invented=invented,
        )
    )
    return imported, back


def prepare() -> None:
    """Occupations, two people and two organisations."""
    Occupation.objects.bulk_create(
        [
            Occupation(code="6-18-02-04", depth=4, zh="焊工"),
            Occupation(code="6-18-00-00", depth=2, zh="机械制造"),
        ]
    )
    do_import(csv_file([["身份证号", "姓名"], [ZHANG, "张示例"], [LI, "李示例"]]), "people")
    do_import(
        csv_file(
            [
                ["统一社会信用代码", "单位名称", "所在地"],
                [FACTORY, "一厂", "230100"],
                [SCHOOL, "一校", "齐齐哈尔市"],
            ]
        ),
        "organisations",
    )
