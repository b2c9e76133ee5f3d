"""Word files: paragraphs with the numbers that Word writes before them, tables, notes; what was struck out is out."""

import zipfile
import zlib
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from jiyao.policy.intake.outline import CELLS
from jiyao.policy.intake.reading.lines import Unreadable, cleaned
from jiyao.policy.intake.reading.numbering import Numbering

MEGABYTE = 1 << 20
MOST_UNPACKED_MB = 200
MOST_PARTS = 5_000
DAMAGED = (
    *(PackageNotFoundError, etree.XMLSyntaxError, zipfile.BadZipFile, zlib.error),
    *(KeyError, ValueError, AttributeError, TypeError, IndexError, EOFError, NotImplementedError),
)
"""What opening a damaged file ends in, wherever the damage is."""
_OLD = b"\xd0\xcf\x11\xe0"
_FOOTNOTES = "/footnotes"
_SKIPPED = frozenset(
    {
        qn("w:del"),
        qn("w:moveFrom"),
        "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback",
    }
)
_SIGNS = {qn("w:tab"): " ", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}


class Bomb(Unreadable):
    """Unpacked, the file would be larger than any document."""


def refuse_old_word(content: bytes) -> None:
    """Raises Unreadable where it is a file of Word before 2007, or one that a password locks"""
    if content.startswith(_OLD):
        raise Unreadable(
            "this is an old Word file (.doc, .wps) or one with a password; save it as DOCX without a password",
            zh="这是旧版 Word（.doc、.wps）或加密的文件，请去掉密码、另存为 DOCX 后上传",
        )


def word_lines(content: bytes) -> tuple[str, ...]:
    """The lines of a DOCX file. raises Bomb, Unreadable, NoText"""
    _check_size(content)
    try:
        document = docx.Document(BytesIO(content))
        numbering = Numbering(document)
        found = [*_blocks(document.element.body, numbering), *_notes(document)]
    except DAMAGED as error:
        raise Unreadable(
            f"the DOCX file is damaged: {error}; open it in Word and save it again",
            zh="DOCX 文件已损坏，请用 Word 或 WPS 打开后重新保存再上传",
        ) from None
    return cleaned(line for text in found for line in text.split("\n"))


def _check_size(content: bytes) -> None:
    try:
        with zipfile.ZipFile(BytesIO(content)) as packed:
            parts = packed.infolist()
    except DAMAGED:
        raise Unreadable(
            "the DOCX file is damaged: it does not end as one; open it in Word and save it again",
            zh="DOCX 文件已损坏，请用 Word 或 WPS 打开后重新保存再上传",
        ) from None
    size = sum(part.file_size for part in parts)
    if size > MOST_UNPACKED_MB * MEGABYTE or len(parts) > MOST_PARTS:
        raise Bomb(
            f"unpacked, the file has {size / MEGABYTE:.0f} MB in {len(parts)} parts, more than {MOST_UNPACKED_MB} MB "
            f"or {MOST_PARTS} parts; save it again with smaller pictures",
            zh=f"文件解压后 {size / MEGABYTE:.0f} MB、{len(parts)} 个部分，超过上限，请压缩图片后重新保存",
        )


def _blocks(of: Any, numbering: Numbering) -> Iterator[str]:
    """Paragraphs and rows of tables, in order, through what only wraps them."""
    for child in of:
        if child.tag == qn("w:p"):
            yield numbering.before(child) + _text(child)
        elif child.tag == qn("w:tbl"):
            yield from _rows(child, numbering)
        elif child.tag not in _SKIPPED and isinstance(child.tag, str):
            yield from _blocks(child, numbering)


def _rows(table: Any, numbering: Numbering) -> Iterator[str]:
    for row in _within(table, qn("w:tr")):
        cells = [" ".join(" ".join(_blocks(cell, numbering)).split()) for cell in _within(row, qn("w:tc"))]
        yield CELLS.join(cells) if any(cells) else ""


def _within(of: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, through what only wraps them; not those of a table inside a cell."""
    for child in of:
        if child.tag == tag:
            yield child
        elif child.tag not in _SKIPPED and child.tag not in (qn("w:tbl"), qn("w:tc"), qn("w:p")):
            yield from _within(child, tag)


def _text(part: Any) -> str:
    """The text of a paragraph: what was put in with it, what was struck out without it."""
    text = ""
    for child in part:
        if child.tag in _SKIPPED or not isinstance(child.tag, str):
            continue
        if child.tag == qn("w:t"):
            text += child.text or ""
        elif child.tag == qn("w:p"):
            text += "\n" + _text(child)
        else:
            text += _SIGNS.get(child.tag, "") + _text(child)
    return text


def _notes(document: Any) -> Iterator[str]:
    """The footnotes, after the text."""
    for related in document.part.rels.values():
        if related.reltype.endswith(_FOOTNOTES):
            root = etree.fromstring(related.target_part.blob, etree.XMLParser(resolve_entities=False))
            for note in root:
                if note.get(qn("w:type")) is None:
                    text = "".join(_text(one) for one in note.iter(qn("w:p"))).strip()
                    yield f"注：{text}" if text else ""
