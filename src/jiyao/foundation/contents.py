"""What a file is, by what it holds. A name says nothing."""

import re
import zipfile
from typing import BinaryIO

from jiyao.base.errors import Invalid

BEGINNINGS = {
    b"%PDF-": "pdf",
    b"\x89PNG\r\n\x1a\n": "png",
    b"\xff\xd8\xff": "jpeg",
    b"PAR1": "parquet",
    b"PK\x03\x04": "zip",
}
PARTS = {"xl/workbook.xml": "xlsx", "word/document.xml": "docx"}
LOOKED_AT = 65_536
MIMES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpeg": "image/jpeg",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
}
"""As what a kept file is given out; pages and texts go out as bytes, so that no browser runs what stands in them."""
OTHER = "application/octet-stream"
TEXTS = (b"\xff\xfe", b"\xfe\xff")
PAGE = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|div|article|p|h1)\b",
    re.I | re.S,
)
"""How a web page begins, or a part that was cut out of one."""


class WrongContent(Invalid):
    """The file is of no kind that is kept, or not of the kind that is wanted."""


def kind_of(file: BinaryIO) -> str:
    """The kind of a file: pdf, png, jpeg, parquet, xlsx, docx, zip, html, or csv for any other text.

    raises   WrongContent
    """
    file.seek(0)
    start = file.read(LOOKED_AT)
    kind = next((kind for mark, kind in BEGINNINGS.items() if start.startswith(mark)), None)
    if kind == "zip":
        return _packed(file)
    if kind is None and (start.startswith(TEXTS) or not _has_control(start)):
        return "html" if _is_page(start) else "csv"
    if kind is None:
        raise WrongContent(
            "this is no kind of file that is kept; give PDF, PNG, JPEG, XLSX, DOCX, HTML, CSV or Parquet, "
            "and a text without control characters",
            zh="不能收存这种文件；请用 PDF、PNG、JPEG、XLSX、DOCX、HTML、CSV 或 Parquet，文本中不能有控制字符",
        )
    return kind


def _packed(file: BinaryIO) -> str:
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
    except (zipfile.BadZipFile, NotImplementedError, ValueError):
        raise WrongContent(
            "the file is damaged: it begins as a workbook and does not end as one",
            zh="文件已损坏：开头像工作簿，后面不完整；请重新另存",
        ) from None
    return next((kind for part, kind in PARTS.items() if part in names), "zip")


def _is_page(start: bytes) -> bool:
    """Whether it begins as web pages do, in whatever encoding."""
    return PAGE.match(start.removeprefix(b"\xef\xbb\xbf").lstrip(b"\xff\xfe").replace(b"\0", b"")) is not None


def _has_control(start: bytes) -> bool:
    """Whether there are bytes that no text has."""
    return any(byte < 9 or 13 < byte < 27 or byte in (28, 29, 30, 31, 127) for byte in start)
