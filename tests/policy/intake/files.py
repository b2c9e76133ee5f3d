"""Files of invented documents: Word with automatic numbering, PDF, and what is damaged or locked."""

from collections.abc import Sequence
from io import BytesIO

import docx
import typst
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pypdf import PdfReader, PdfWriter

from jiyao.interfaces.ui.paper.setting import fonts

NOTICE = (
    "甲市人力资源和社会保障局",
    "关于印发《甲市技能提升补贴办法》的通知",
    "甲人社规〔2025〕3号",
    "各县（市、区）人力资源和社会保障局：",
    "为规范补贴管理，制定本办法，现印发给你们。",
    "附件：1.申请表",
    "2.汇总表",
    "甲市人力资源和社会保障局",
    "甲市财政局",
    "2025年6月3日",
    "甲市技能提升补贴办法",
    "第一章 总则",
    "第一条 本办法适用于在本市参加失业保险的职工。",
    "第三条规定的标准由市里另行公布。",
    "第二章 标准",
    "第二条 补贴标准按下列规定执行：",
    "（一）取得五级证书的，每人200元；",
    "1.2023年以后取得的；",
    "2.其他；",
    "（二）取得四级证书的，每人300元。",
    "等级 | 标准（元）",
    "五级 | 200",
    "第三条 本办法自2025年7月1日起施行，有效期五年。《某办法》（某发〔2024〕1号）同时废止。",
    "附件1",
    "申请表",
)
"""An invented notice of a city that does not exist."""


def word(lines: Sequence[str]) -> bytes:
    """A Word file with a paragraph a line."""
    document = docx.Document()
    for line in lines:
        document.add_paragraph(line)
    return saved(document)


def saved(document: docx.document.Document) -> bytes:
    """The bytes of a document."""
    file = BytesIO()
    document.save(file)
    return file.getvalue()


def numbered_list(
    document: docx.document.Document, levels: Sequence[tuple[str, str]], *, suffix: str = "tab"
) -> str:
    """The id of a new automatic numbering: of each level its format and text, as 第%1条."""
    numbering = document.part.numbering_part.element
    kind = OxmlElement("w:abstractNum")
    kind.set(qn("w:abstractNumId"), "90")
    for depth, (form, text) in enumerate(levels):
        level = OxmlElement("w:lvl")
        level.set(qn("w:ilvl"), str(depth))
        for name, value in (("w:start", "1"), ("w:numFmt", form), ("w:suff", suffix), ("w:lvlText", text)):
            part = OxmlElement(name)
            part.set(qn("w:val"), value)
            level.append(part)
        kind.append(level)
    numbering.insert(0, kind)
    one = OxmlElement("w:num")
    one.set(qn("w:numId"), "90")
    of = OxmlElement("w:abstractNumId")
    of.set(qn("w:val"), "90")
    one.append(of)
    numbering.append(one)
    return "90"


def in_list(paragraph: docx.text.paragraph.Paragraph, number: str, depth: int) -> None:
    """Puts a paragraph into a numbering."""
    properties = paragraph._p.get_or_add_pPr()
    placed = OxmlElement("w:numPr")
    for name, value in (("w:ilvl", str(depth)), ("w:numId", number)):
        part = OxmlElement(name)
        part.set(qn("w:val"), value)
        placed.append(part)
    properties.append(placed)


def portable(lines: Sequence[str], *, size: int = 12) -> bytes:
    """A PDF file with a paragraph a line, and page numbers."""
    told = "\n\n".join(line.replace("#", "\\#") for line in lines)
    page = f'#set page(numbering: "— 1 —")\n#set text(font: "Noto Sans SC", size: {size}pt, lang: "zh")\n'
    return typst.compile((page + told).encode(), font_paths=fonts(), ignore_system_fonts=True)


def locked(content: bytes, *, reading: str, changing: str = "changing") -> bytes:
    """The PDF file with a password that reading it asks for, or only one that changing it does."""
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.encrypt(user_password=reading, owner_password=changing, algorithm="AES-256")
    file = BytesIO()
    writer.write(file)
    return file.getvalue()


def drawn(pages: Sequence[str | None]) -> bytes:
    """A PDF file of pages with that text; without one there is a drawing, as on a scan."""
    told = "#pagebreak()\n".join(
        f"{text}\n" if text else "#rect(width: 5cm, height: 5cm)\n" for text in pages
    )
    page = '#set text(font: "Noto Sans SC", lang: "zh")\n'
    return typst.compile((page + told).encode(), font_paths=fonts(), ignore_system_fonts=True)
