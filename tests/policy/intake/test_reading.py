"""Files read into lines: Word with its numbering, PDF, web pages, texts in every encoding; and what is refused."""

import zipfile
from io import BytesIO

import docx
import pytest
from docx.oxml import OxmlElement
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader, PdfWriter

from jiyao.policy.intake.reading import READERS
from jiyao.policy.intake.reading.lines import NoText, Unreadable
from jiyao.policy.intake.reading.pages import page_lines
from jiyao.policy.intake.reading.portable import Locked, Scanned, portable_lines
from jiyao.policy.intake.reading.text import WrongEncoding, text_lines
from jiyao.policy.intake.reading.word import Bomb, refuse_old_word, word_lines
from tests.policy.intake.files import NOTICE, drawn, in_list, locked, numbered_list, portable, saved, word

TEXT = "\n".join(NOTICE)


def test_word_file_is_read_paragraph_by_paragraph() -> None:
    assert word_lines(word(NOTICE)) == NOTICE


def test_numbers_that_word_writes_are_read() -> None:
    document = docx.Document()
    levels = [
        ("chineseCounting", "第%1条"),
        ("chineseCountingThousand", "（%2）"),
        ("decimal", "%3."),
        ("decimalEnclosedCircleChinese", "%4"),
    ]
    number = numbered_list(document, levels)
    for text, depth in [
        ("甲。", 0),
        ("乙：", 0),
        ("丙；", 1),
        ("丁。", 1),
        ("戊。", 2),
        ("己。", 3),
        ("庚。", 2),
        ("辛。", 0),
        ("壬。", 1),
    ]:
        in_list(document.add_paragraph(text), number, depth)
    document.add_paragraph("癸。")

    assert word_lines(saved(document)) == (
        *(
            "第一条 甲。",
            "第二条 乙：",
            "（一） 丙；",
            "（二） 丁。",
            "1. 戊。",
            "① 己。",
            "2. 庚。",
            "第三条 辛。",
        ),
        *("（一） 壬。", "癸。"),
    )


def test_numbering_of_a_style_counts_and_a_bullet_says_nothing() -> None:
    document = docx.Document()
    for text in ("甲", "乙"):
        document.add_paragraph(text, style="List Number")
    document.add_paragraph("丙", style="List Bullet")

    assert word_lines(saved(document)) == ("1. 甲", "2. 乙", "丙")


def test_tables_are_read_row_by_row_in_their_place() -> None:
    document = docx.Document()
    document.add_paragraph("标准如下：")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("等级", "标准", "五级", "200元"), strict=True
    ):
        cell.text = text
    document.add_paragraph("完。")

    assert word_lines(saved(document)) == ("标准如下：", "等级 | 标准", "五级 | 200元", "完。")


def test_table_inside_a_cell_is_read_once() -> None:
    document = docx.Document()
    cell = document.add_table(rows=1, cols=2).rows[0].cells[1]
    cell.text = "外"
    cell.add_table(rows=1, cols=1).rows[0].cells[0].text = "内"

    assert word_lines(saved(document)) == ("| 外 内",)


def test_what_was_struck_out_is_out_and_what_was_put_in_is_in() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("标准为")
    for tag, text_tag, text in (("w:del", "w:delText", "一百元"), ("w:ins", "w:t", "二百元")):
        change, run, said = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        said.text = text
        run.append(said)
        change.append(run)
        paragraph._p.append(change)
    paragraph.add_run("。").add_break()
    paragraph.add_run("另起")

    assert word_lines(saved(document)) == ("标准为二百元。", "另起")


def test_text_in_a_control_is_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("控件里的字。")._p
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph.addprevious(control)
    control.append(content)
    content.append(paragraph)

    assert word_lines(saved(document)) == ("控件里的字。",)


def test_footnotes_follow_the_text() -> None:
    plain = word(["正文。"])
    notes = (
        '<w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        '<w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="1"><w:p><w:r><w:t>指本市。</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    related = (
        '<Relationship Id="rId99" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes" '
        'Target="footnotes.xml"/></Relationships>'
    )
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            held = old.read(name)
            if name == "word/_rels/document.xml.rels":
                held = held.replace(b"</Relationships>", related.encode())
            new.writestr(name, held)
        new.writestr("word/footnotes.xml", notes)

    assert word_lines(out.getvalue()) == ("正文。", "注：指本市。")


def test_pdf_file_is_read_with_its_paragraphs_and_without_its_page_numbers() -> None:
    long = "第四条 " + "补贴资金由市里按照规定列支并接受监督检查，" * 12 + "不得挪用。"
    lines = (*NOTICE[:5], long, *(f"第{n}条 按规定办理。" for n in "五六七八九十"))

    assert portable_lines(portable(lines, size=20)) == lines


def test_pdf_file_that_only_its_changing_is_locked_for_is_read() -> None:
    assert portable_lines(locked(portable(["第一条 甲。"]), reading="")) == ("第一条 甲。",)


PAGE = """<!DOCTYPE html><html><head><meta charset="{0}"><title>某网站</title><style>p {{ color: red }}</style></head><body>
<div class="header"><a href="/">首页</a><a href="/x">政务公开</a></div><div class="nav-bar nav">栏目 导航</div>
<div class="main"><h1>关于印发《甲市技能提升补贴办法》的通知</h1><div class="share">分享到</div>
<div class="content"><p>甲人社规〔2025〕3号</p><p>为规范补贴管理，<span>制定</span>本办法。</p>
<p>第一条&nbsp;本办法适用于本市职工。<br>第二条 标准如下：</p>
<table><tr><th>等级</th><th>标准</th></tr><tr><td><p>五级</p></td><td>200元</td></tr></table>
<ol><li>身份证；</li><li>证书。</li></ol><script>alert(1)</script><p style="display: none">隐藏</p></div></div>
<div id="footer">主办：某局 备案号 123</div></body></html>"""
READ = (
    "关于印发《甲市技能提升补贴办法》的通知",
    "甲人社规〔2025〕3号",
    "为规范补贴管理，制定本办法。",
    "第一条 本办法适用于本市职工。",
    "第二条 标准如下：",
    "等级 | 标准",
    "五级 | 200元",
    "1. 身份证；",
    "2. 证书。",
)


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312", "gb18030"])
def test_web_page_yields_the_notice_alone(encoding: str) -> None:
    assert page_lines(PAGE.format(encoding).encode(encoding)) == READ


def test_piece_of_a_page_is_read() -> None:
    assert page_lines("<div><p>第一条 甲。</p>第二条 乙。</div>".encode()) == ("第一条 甲。", "第二条 乙。")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030", "gbk"])
def test_text_is_read_in_the_encodings_of_offices(encoding: str) -> None:
    assert text_lines(TEXT.replace("\n", "\r\n\r\n").encode(encoding)) == NOTICE


def test_radicals_that_browsers_print_are_the_characters_they_stand_for() -> None:
    assert text_lines("第⼀条 ⼈⼯".encode()) == ("第一条 人工",)


@pytest.mark.parametrize(
    ("kind", "content", "error", "said"),
    [
        ("text", TEXT.encode("big5", "replace") * 2, WrongEncoding, "文本编码无法识别"),
        ("text", TEXT.encode("utf-16-le")[:-1], WrongEncoding, "文本编码无法识别"),
        ("text", "\n \u3000\n".encode(), NoText, "文件里没有文字"),
        ("text", "甲\n".encode() * 6000, Unreadable, "正文超过 5000 段"),
        ("html", b"<html><body><script>1</script></body></html>", NoText, "文件里没有文字"),
        ("html", b"<!-- -->", Unreadable, "网页文件已损坏"),
        ("docx", word(["甲"])[:-200], Unreadable, "DOCX 文件已损坏"),
        ("docx", word([" "]), NoText, "文件里没有文字"),
        ("pdf", portable(["甲"])[:300], Unreadable, "PDF 文件已损坏"),
        ("pdf", locked(portable(["甲"]), reading="secret"), Locked, "PDF 文件有打开密码"),
        ("pdf", drawn([None, None]), Scanned, "所有页都没有文字层"),
        ("pdf", drawn(["第一条", None, "第二条", None]), Scanned, "第 2、4 页没有文字层"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_reason(
    kind: str, content: bytes, error: type[Exception], said: str
) -> None:
    with pytest.raises(error) as raised:
        READERS[kind](content)

    assert type(raised.value) is error
    assert said in raised.value.said("zh")


BYTES = {
    "docx": word(NOTICE),
    "pdf": portable(NOTICE),
    "html": PAGE.format("utf-8").encode(),
    "text": TEXT.encode(),
}


@given(
    st.sampled_from(sorted(BYTES)),
    st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), max_size=40),
    st.floats(0, 1),
)
def test_damaged_file_is_read_or_refused_and_never_anything_else(
    kind: str, struck: list[tuple[int, int]], kept: float
) -> None:
    content = bytearray(BYTES[kind])
    for place, byte in struck:
        content[place % len(content)] = byte
    try:
        lines = READERS[kind](bytes(content[: int(len(content) * kept) or None]))
    except Unreadable as error:
        lines = (error.said("zh"),)

    assert all(lines)


def test_empty_page_of_a_pdf_file_is_no_scan() -> None:
    content = drawn(["第一条 甲。"])
    writer = PdfWriter(clone_from=PdfReader(BytesIO(content)))
    writer.add_blank_page()
    file = BytesIO()
    writer.write(file)

    assert portable_lines(file.getvalue()) == ("第一条 甲。",)


def test_word_file_that_is_enormous_unpacked_is_refused_before_it_is_unpacked() -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("word/document.xml", b"\0" * (201 << 20))

    with pytest.raises(Bomb) as raised:
        word_lines(out.getvalue())

    assert "201 MB" in raised.value.said("en")


def test_old_word_and_locked_word_are_refused_with_what_to_do() -> None:
    with pytest.raises(Unreadable) as raised:
        refuse_old_word(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    assert (
        raised.value.said("zh") == "这是旧版 Word（.doc、.wps）或加密的文件，请去掉密码、另存为 DOCX 后上传"
    )
