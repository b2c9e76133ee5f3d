"""Cells whose formula failed. The reader of workbooks gives them as empty, and empty means something else."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from typing import BinaryIO
from xml.etree import ElementTree

BLOCK = 1 << 20
LONGEST_TAG = 512
_FAILED = re.compile(rb'<c\b(?=[^>]*\bt="e")[^>]*?\br="([A-Z]{1,3})([0-9]{1,7})"')
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


def failed_formulas(file: BinaryIO, sheet: str) -> Mapping[int, list[int]]:
    """Of each row of a sheet, from 1, the columns, from 0, where a formula gave an error."""
    found: dict[int, list[int]] = {}
    with zipfile.ZipFile(file) as packed:
        part = _part(packed, sheet)
        if part is not None:
            for row, column in _failed(packed, part):
                found.setdefault(row, []).append(column)
    return found


def _part(packed: zipfile.ZipFile, sheet: str) -> str | None:
    """Where in the workbook a sheet lies."""
    book = ElementTree.fromstring(packed.read("xl/workbook.xml"))  # noqa: S314 - expat bounds what entities become
    links = ElementTree.fromstring(packed.read("xl/_rels/workbook.xml.rels"))  # noqa: S314
    targets = {link.get("Id"): link.get("Target", "") for link in links}
    ids = [found.get(_ID) for found in book.iter(f"{_MAIN}sheet") if found.get("name") == sheet]
    target = targets.get(ids[0], "") if ids else ""
    part = target.removeprefix("/") if target.startswith("/") else f"xl/{target}"
    return part if part in packed.namelist() else None


def _failed(packed: zipfile.ZipFile, part: str) -> Iterator[tuple[int, int]]:
    with packed.open(part) as opened:
        rest = b""
        while block := opened.read(BLOCK):
            text = rest + block
            end = max(text.rfind(b"<"), 0)
            for found in _FAILED.finditer(text, 0, end):
                yield int(found[2]), _column(found[1])
            rest = text[end:] if len(text) - end < LONGEST_TAG else b""


def _column(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
