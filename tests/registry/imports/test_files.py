"""Files as people bring them: encodings, headings, titles, merged cells, formulas, and what is no table at all."""

from datetime import datetime
from io import BytesIO

import pytest
import xlsxwriter

from jiyao.registry.actions.recording import Recorded
from jiyao.registry.imports.checking.headings import WrongHeadings
from jiyao.registry.imports.importing import Imported, Mode
from jiyao.registry.imports.reading.tables import NotATable
from jiyao.registry.models import GroupSpell, PersonVersion
from tests.registry.imports.files import LI, ZHANG, csv_file, do_import, prepare, returned_rows, xlsx_file

pytestmark = pytest.mark.django_db
PEOPLE = [["公民身份号码", "姓名"], [ZHANG, "张示例"], [LI, "李示例"]]
TWO = Imported(2, 0, 0, Recorded(new=2))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_text_is_read_in_each_encoding(encoding: str) -> None:
    assert do_import(csv_file(PEOPLE, encoding), "people")[0] == TWO


@pytest.mark.parametrize("delimiter", [";", "\t"])
def test_cells_may_be_parted_by_semicolons_and_tabs(delimiter: str) -> None:
    text = "\n".join(delimiter.join(row) for row in PEOPLE)

    assert do_import(BytesIO(text.encode()), "people")[0] == TWO


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "the file is empty; the first row must hold the headings"),
        (b"\xff\xfe\x00", "neither UTF-8 nor GB18030; save it again as “CSV UTF-8”"),
        (b"\xff\xff\xff1\n\x80", "neither UTF-8 nor GB18030; save it again as “CSV UTF-8”"),
        (b"\x00\x01\x02\x03", "this is no text file; give CSV, XLSX or Parquet"),
        (b"PK\x03\x04 broken", "the workbook is damaged; save it again as .xlsx"),
        (b"PAR1 broken", "the Parquet file cannot be opened"),
        (
            b"\xd0\xcf\x11\xe0 old",
            "this is an old or a protected workbook; save it as .xlsx without a password",
        ),
        (("公民身份号码,姓名\n1," + "张" * 200_000).encode(), "line 2 cannot be read: field larger than"),
    ],
)
def test_what_is_no_table_says_so(content: bytes, message: str) -> None:
    with pytest.raises(NotATable, match=message):
        do_import(BytesIO(content), "people")


def test_an_empty_workbook_says_so() -> None:
    with pytest.raises(NotATable, match="the workbook is empty"):
        do_import(xlsx_file([]), "people")


def test_headings_alone_are_no_rows() -> None:
    assert do_import(csv_file(PEOPLE[:1]), "people")[0] == Imported(0, 0, 0, Recorded())


def test_wrong_headings_are_named_with_the_nearest() -> None:
    with pytest.raises(WrongHeadings) as refused:
        do_import(csv_file([["公民身分号码", "姓名", "籍贯"]]), "people")

    assert str(refused.value).splitlines() == [
        'unknown heading "公民身分号码"; did you mean "公民身份号码"?',
        'unknown heading "籍贯"',
        'the column "公民身份号码" is missing',
        'profile "people" has: 公民身份号码、姓名、手机号码、出生日期、性别',
    ]


def test_a_column_given_twice_by_two_names_is_refused() -> None:
    with pytest.raises(WrongHeadings, match='"身份证号" and "公民身份号码" are the same column'):
        do_import(csv_file([["公民身份号码", "身份证号", "姓名"]]), "people")


def test_headings_are_known_in_other_ways_of_writing() -> None:
    rows = [["*Identity number", " 姓 名 ", "序号", None], *([*row, "1", ""] for row in PEOPLE[1:])]

    assert do_import(xlsx_file(rows), "people")[0] == TWO


def test_a_title_may_stand_above_the_headings_and_empty_rows_anywhere() -> None:
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    book.add_worksheet("空")
    sheet = book.add_worksheet()
    sheet.merge_range(0, 0, 0, 1, "黑龙江省技能人才登记表")
    for number, row in zip((2, 3, 6), PEOPLE, strict=True):
        sheet.write_row(number, 0, row)
    sheet.write_row(8, 0, ["230", "短"])
    book.close()

    imported, back = do_import(file, "people")

    assert imported == Imported(3, 1, 1, Recorded(new=2))
    assert returned_rows(back)[1][2] == "9"


def test_merged_cells_are_refused_row_by_row() -> None:
    prepare()
    file = BytesIO()
    book = xlsxwriter.Workbook(file)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["身份证号", "人员类别", "起始日", "截止日"])
    sheet.merge_range(1, 0, 2, 0, ZHANG)
    sheet.write_row(1, 1, ["残疾人", "2020-01-01"])
    sheet.write_row(2, 1, ["退役军人", "2020-01-01"])
    book.close()

    imported, back = do_import(file, "groups")

    assert (imported.refused, imported.recorded) == (1, Recorded(new=1))
    assert returned_rows(back)[1][-4:] == ["3", "身份证号", "", "属于合并单元格，请取消合并，逐行填写"]


def test_a_formula_counts_as_its_saved_value_and_its_error_is_told() -> None:
    prepare()
    file = BytesIO()
    book = xlsxwriter.Workbook(file, {"default_date_format": "yyyy-mm-dd"})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["身份证号", "人员类别", "起始日", "截止日"])
    for row, value in ((1, "残疾人"), (2, "#N/A")):
        sheet.write_row(row, 0, [ZHANG])
        sheet.write_formula(row, 1, "=A1", value=value)
        sheet.write_datetime(row, 2, datetime(2020, 1, row))  # noqa: DTZ001
    book.close()

    imported, back = do_import(file, "groups")

    assert imported.recorded == Recorded(new=1)
    assert GroupSpell.objects.get().starts_on.isoformat() == "2020-01-01"
    assert returned_rows(back)[1][-2:] == ["#N/A", "公式出错，请填写数值"]


def test_a_cell_that_is_too_long_for_its_field_is_told_and_comes_back() -> None:
    rows = [["统一社会信用代码", "单位名称", "所在地"], ["91239901MA0QYQY01X", "厂" * 50_000, "230100"]]

    imported, back = do_import(csv_file(rows), "organisations")

    assert imported.refused == 1
    assert returned_rows(back)[1][-1] == "超过 100 个字"
    assert len(returned_rows(back)[1][1]) == 32_767


def test_rows_that_are_shorter_or_longer_than_the_headings() -> None:
    text = f"公民身份号码,姓名,手机号码\n{ZHANG},张示例\n{LI},李示例,,,\n{LI},李示例,,多\n"

    imported, back = do_import(BytesIO(text.encode()), "people", Mode.DRY_RUN)

    assert imported.refused == 1
    assert returned_rows(back)[1][-1] == "本行的格数多于表头"
    assert not PersonVersion.objects.exists()


def test_quotation_marks_hold_line_breaks_and_commas() -> None:
    text = f'公民身份号码,姓名,备注\r\n{ZHANG},张示例,"一,二\n三"\r\n{LI},李示例,无\r\n'

    assert do_import(BytesIO(text.encode()), "people")[0] == TWO
