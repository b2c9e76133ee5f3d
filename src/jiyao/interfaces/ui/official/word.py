"""A paper's content as a Word file, in the sizes of GB/T 9704, with the fonts that offices have: 仿宋, 黑体, 宋体."""

import zipfile
from collections.abc import Sequence
from datetime import datetime
from io import BytesIO

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table as DocxTable
from docx.table import _Row
from docx.text.paragraph import Paragraph
from docx.text.run import Run

from jiyao.interfaces.ui.official.content import Content, Heading, Table, Text

BODY, BOLD, TITLE = "仿宋", "黑体", "宋体"
RED = RGBColor(0xC0, 0, 0)
LINE = Pt(28.95)
EARLIEST = (1980, 1, 1, 0, 0, 0)
"""The day of everything in the file's archive: the time of writing is no part of a paper."""


def document(content: Content) -> bytes:
    """A DOCX file; the same bytes for the same content."""
    made = docx.Document()
    _page(made, content)
    _properties(made, content)
    _head(made, content)
    if content.to:
        _line(made, content.to, content)
    for block in content.blocks:
        if isinstance(block, Table):
            _table(made, block, content)
        elif isinstance(block, Heading):
            head = _line(made, block.text, content, font=BOLD, indent=content.form == "letter")
            head.paragraph_format.keep_with_next = True
        elif isinstance(block, Text):
            _line(made, block.text, content, indent=True)
    _signature(made, content)
    for number, note in enumerate(content.notes):
        line = _line(made, note, content, size=Pt(9))
        line.paragraph_format.space_before = Pt(0 if number else 12)
    return _same_bytes(made)


def _page(made: Document, content: Content) -> None:
    section = made.sections[0]
    wide, tall = Mm(210), Mm(297)
    if content.form == "lying":
        section.orientation, wide, tall = WD_ORIENT.LANDSCAPE, tall, wide
    section.page_width, section.page_height = wide, tall
    is_letter = content.form == "letter"
    section.top_margin, section.bottom_margin = (Mm(37), Mm(35)) if is_letter else (Mm(20), Mm(20))
    section.left_margin, section.right_margin = (Mm(28), Mm(26)) if is_letter else (Mm(20), Mm(20))
    style = made.styles["Normal"]
    style.font.name, style.font.size = BODY, _size(content)
    style.element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), BODY)
    foot = section.footer.paragraphs[0]
    foot.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(foot, "— ", TITLE, Pt(14 if is_letter else 9))
    _page_number(_run(foot, "", TITLE, Pt(14 if is_letter else 9)))
    _run(foot, " —", TITLE, Pt(14 if is_letter else 9))
    if content.warning:
        head = section.header.paragraphs[0]
        head.alignment = WD_ALIGN_PARAGRAPH.CENTER
        _run(head, content.warning, BOLD, Pt(9)).font.color.rgb = RED


def _properties(made: Document, content: Content) -> None:
    told = made.core_properties
    on = datetime(content.on.year, content.on.month, content.on.day)  # noqa: DTZ001 - a day, for a file's properties
    told.title, told.author, told.comments = content.title, content.office, content.reference
    told.created = told.modified = on
    told.last_modified_by, told.language = content.office, "zh-CN"


def _head(made: Document, content: Content) -> None:
    if content.form == "letter":
        office = _centred(made, content.office, TITLE, Pt(content.office_points))
        office.runs[0].font.color.rgb = RED
        _red_rules(office)
        number = _line(made, content.reference, content)
        number.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        title = _centred(made, content.title, TITLE, Pt(22))
        title.paragraph_format.space_before = title.paragraph_format.space_after = Pt(20)
    else:
        _centred(made, content.title, TITLE, Pt(18))
        _line(made, f"{content.office}　　{content.reference}", content, size=Pt(9))


def _centred(made: Document, text: str, font: str, size: Pt) -> Paragraph:
    paragraph = made.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    _run(paragraph, text, font, size)
    return paragraph


def _line(
    made: Document,
    text: str,
    content: Content,
    *,
    font: str = BODY,
    size: Pt | None = None,
    indent: bool = False,
) -> Paragraph:
    paragraph = made.add_paragraph()
    told = paragraph.paragraph_format
    told.space_before = told.space_after = Pt(0)
    if content.form == "letter" and size is None:
        told.line_spacing_rule, told.line_spacing = WD_LINE_SPACING.EXACTLY, LINE
    if indent:
        told.first_line_indent = Pt(2 * _size(content).pt)
    _run(paragraph, text, font, size or _size(content))
    return paragraph


def _table(made: Document, block: Table, content: Content) -> None:
    rows = [*((block.heads,) if block.heads else ()), *block.rows]
    table = made.add_table(rows=len(rows), cols=len(block.widths), style="Table Grid")
    table.autofit = False
    _set_widths(table, made, block.widths)
    size = Pt(10.5 if content.form == "letter" else 9)
    for number, (cells, row) in enumerate(zip(rows, table.rows, strict=True)):
        is_head = bool(block.heads) and number == 0
        _mark_row(row, is_head=is_head)
        for column, (text, cell) in enumerate(zip(cells, row.cells, strict=True)):
            paragraph = cell.paragraphs[0]
            paragraph.paragraph_format.space_after = Pt(0)
            if is_head:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
            elif column in block.right:
                paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
            _run(paragraph, text, BOLD if is_head else BODY, size)


def _set_widths(table: DocxTable, made: Document, widths: Sequence[int]) -> None:
    """The widths of the columns, together as wide as what is written."""
    section = made.sections[0]
    whole = (section.page_width or 0) - (section.left_margin or 0) - (section.right_margin or 0)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = whole * width // sum(widths)
        for cell in column.cells:
            cell.width = whole * width // sum(widths)


def _mark_row(row: _Row, *, is_head: bool) -> None:
    """A row is not torn apart; the heads stand again on each page."""
    told = row._tr.get_or_add_trPr()
    told.append(OxmlElement("w:cantSplit"))
    if is_head:
        told.append(OxmlElement("w:tblHeader"))


def _signature(made: Document, content: Content) -> None:
    if not content.signed_by:
        return
    _line(made, "", content)
    for text in (content.signed_by, content.said_on):
        paragraph = _line(made, text, content)
        paragraph.alignment = WD_ALIGN_PARAGRAPH.RIGHT
        paragraph.paragraph_format.right_indent = Pt(2 * _size(content).pt)
        paragraph.paragraph_format.keep_with_next = text is content.signed_by


def _run(paragraph: Paragraph, text: str, font: str, size: Pt) -> Run:
    run = paragraph.add_run(text)
    run.font.name, run.font.size = font, size
    run._element.get_or_add_rPr().get_or_add_rFonts().set(qn("w:eastAsia"), font)
    return run


def _size(content: Content) -> Pt:
    return Pt(16 if content.form == "letter" else 10.5)


def _page_number(run: Run) -> None:
    for kind, text in (("begin", None), (None, "PAGE"), ("end", None)):
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._element.append(part)


def _red_rules(paragraph: Paragraph) -> None:
    """The double red line beneath the office."""
    borders = OxmlElement("w:pBdr")
    line = OxmlElement("w:bottom")
    for name, value in {"val": "thickThinSmallGap", "sz": "24", "space": "6", "color": "C00000"}.items():
        line.set(qn(f"w:{name}"), value)
    borders.append(line)
    paragraph._element.get_or_add_pPr().append(borders)


def _same_bytes(made: Document) -> bytes:
    """The file with the day of its archive set, so that the time of writing changes nothing."""
    first, packed = BytesIO(), BytesIO()
    made.save(first)
    with zipfile.ZipFile(first) as before, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(zipfile.ZipInfo(name, EARLIEST), before.read(name), zipfile.ZIP_DEFLATED)
    return packed.getvalue()
