"""CSV as rows, in UTF-8, UTF-16 or GB18030, which Excel writes on Chinese machines."""

import codecs
import csv
from collections.abc import Iterator
from io import TextIOWrapper
from typing import BinaryIO

from jiyao.registry.imports.reading.tables import NotATable, Row, Rows

BLOCK = 1 << 20
LONGEST_CELL = 100_000
MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def csv_rows(file: BinaryIO) -> Rows:
    """The rows of a CSV file. raises NotATable for what is no text, and where a line cannot be read"""
    encoding, lines = _encoding(file)
    file.seek(0)
    return Rows(_rows(file, encoding), lines)


def _encoding(file: BinaryIO) -> tuple[str, int]:
    """How the text is encoded, and how many lines it has."""
    file.seek(0)
    start = file.read(4)
    marked = next((encoding for mark, encoding in MARKS.items() if start.startswith(mark)), None)
    if marked is None and b"\0" in start:
        raise NotATable(
            "this is no text file; give CSV, XLSX or Parquet", zh="这不是文本文件；请用 CSV、XLSX 或 Parquet"
        )
    for encoding in (marked,) if marked else ("utf-8", "gb18030"):
        try:
            return encoding, _lines(file, encoding)
        except UnicodeDecodeError:
            continue
    raise NotATable(
        "the text is neither UTF-8 nor GB18030; save it again as “CSV UTF-8”",
        zh="文本编码不是 UTF-8 或 GB18030；请另存为“CSV UTF-8”",
    )


def _lines(file: BinaryIO, encoding: str) -> int:
    """How many lines there are. raises UnicodeDecodeError where the encoding is another"""
    decoder = codecs.getincrementaldecoder(encoding)()
    file.seek(0)
    lines = 0
    while block := file.read(BLOCK):
        lines += decoder.decode(block).count("\n")
    decoder.decode(b"", final=True)
    return lines


def _rows(file: BinaryIO, encoding: str) -> Iterator[tuple[int, Row]]:
    text = TextIOWrapper(file, encoding=encoding, newline="")
    try:
        delimiter = _delimiter(text.readline())
        text.seek(0)
        csv.field_size_limit(LONGEST_CELL)
        reader = csv.reader(text, delimiter=delimiter)
        try:
            yield from enumerate(reader, start=1)
        except csv.Error as error:
            raise NotATable(
                f"line {reader.line_num} cannot be read: {error}; is a quotation mark missing?",
                zh=f"第 {reader.line_num} 行无法读取（{error}）；是否缺少引号？",
            ) from None
    finally:
        text.detach()


def _delimiter(line: str) -> str:
    """What parts the cells: the one of three that stands most often in the first line."""
    return max(",;\t", key=line.count)
