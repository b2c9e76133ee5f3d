"""One error of each kind, from each format: exactly what comes back, and what a clerk does with it."""

from datetime import date, timedelta
from io import BytesIO

import pytest

from jiyao.foundation.actions.sealing import anonymise
from jiyao.registry.actions.recording import Recorded
from jiyao.registry.imports.importing import Imported, Mode
from jiyao.registry.models import HouseholdSpell, InsuranceSpell, PersonVersion
from tests.registry.imports.files import (
    AT,
    FACTORY,
    LI,
    ZHANG,
    credit,
    csv_file,
    do_import,
    identity,
    parquet_file,
    prepare,
    returned_rows,
    xlsx_file,
)

pytestmark = pytest.mark.django_db
FORMATS = pytest.mark.parametrize("write", [csv_file, xlsx_file, parquet_file])
NOBODY = credit("91230100MA18X2345")
STRANGER = identity("23990119700101001")
HEADS = [
    "编号",
    "身份证号",
    "信用代码",
    "在本省",
    "参保地",
    "单位缴费",
    "个人缴费",
    "起始月",
    "截止月",
    "备注",
]
GOOD = ["1", ZHANG, FACTORY, "是", "哈尔滨市", "是", "是", "2020-01", "2020-12", ""]


def spell(number: int, **other: str) -> list[str]:
    names = {"person": 1, "payer": 2, "place": 4, "pays": 5, "first": 7, "last": 8}
    row = [str(number), *GOOD[1:7], f"{2000 + number}-01", f"{2000 + number}-02", "留"]
    for name, value in other.items():
        row[names[name]] = value
    return row


MESSY = [
    HEADS,
    spell(2),
    spell(3, person=""),
    spell(4, person=STRANGER),
    spell(5, person=ZHANG[:-1]),
    spell(6, person=ZHANG[:-1] + ("0" if ZHANG[-1] != "0" else "1")),
    spell(7, person="99" + ZHANG[2:]),
    spell(8, person=ZHANG[:10] + "1331" + ZHANG[14:]),
    spell(9, payer="91239901MA0QYQY019"),
    spell(10, payer=NOBODY),
    spell(11, place="哈尔宾市"),
    spell(12, pays="可能"),
    spell(13, first="2013-13"),
    spell(14, last="2013-12"),
    spell(2),
    spell(16, first="2002-02", last="2002-09"),
]
WRONG = {
    3: ("身份证号", "", "必填，不能为空"),
    4: ("身份证号", STRANGER, "没有登记此人，请先导入人员"),
    5: ("身份证号", ZHANG[:-1], "公民身份号码应为 17 位数字加 1 位数字或 X"),
    6: ("身份证号", MESSY[5][1], "校验码不符，请核对号码"),
    7: ("身份证号", MESSY[6][1], "号码前两位 99 不是省级代码"),
    8: ("身份证号", MESSY[7][1], "号码第 7 至 14 位 19901331 不是出生日期"),
    9: ("信用代码", "91239901MA0QYQY019", "校验码不符，请核对代码"),
    10: ("信用代码", NOBODY, "没有登记此单位，请先导入单位"),
    11: ("参保地", "哈尔宾市", "不在“行政区划”的范围内，是否为“哈尔滨市”？"),
    12: ("单位缴费", "可能", "请填“是”或“否”"),
    13: ("起始月", "2013-13", "不是月份，请写成 2024-01"),
    14: ("起始月\n截止月", "2014-01\n2013-12", "晚于“截止月”\n早于“起始月”"),
    15: ("", "", "与第 2 行是同一条记录"),
    16: ("起始月", "2002-02", "与第 2 行的时间重叠"),
}


@FORMATS
def test_each_kind_of_error_comes_back_with_row_column_value_and_reason(write) -> None:  # type: ignore[no-untyped-def]
    prepare()

    imported, back = do_import(write(MESSY), "insurance")

    assert imported == Imported(15, 14, 14, Recorded(new=1))
    heads, *rows = returned_rows(back)
    assert heads == [*HEADS, "原行号", "有误的列", "有误的值", "原因"]
    assert rows == [
        [*MESSY[line - 1], str(line), *WRONG[line]] if line in WRONG else [] for line in range(3, 17)
    ]


def test_reasons_are_english_where_that_is_asked_for() -> None:
    prepare()

    _, back = do_import(csv_file([HEADS, MESSY[10]]), "insurance", language="en")

    heads, row = returned_rows(back)
    assert heads[-4:] == ["Row", "Column", "Value", "Reason"]
    assert row[-4:] == ["2", "参保地", "哈尔宾市", "is not among “Division”; did you mean “哈尔滨市”?"]


@FORMATS
def test_a_clerk_mends_the_workbook_and_loads_it_as_it_is(write) -> None:  # type: ignore[no-untyped-def]
    prepare()
    _, back = do_import(write([HEADS, spell(2), spell(3, place="哈市"), spell(4, pays="?")]), "insurance")
    heads, *rows = returned_rows(back)
    rows[0][4], rows[1][5] = "哈尔滨市", "否"

    mended, _ = do_import(xlsx_file([heads, *rows]), "insurance", at=AT + timedelta(hours=1))

    assert mended == Imported(2, 0, 0, Recorded(new=2))
    assert list(InsuranceSpell.objects.order_by("reference").values_list("reference", "employer_pays")) == [
        ("2", True),
        ("3", True),
        ("4", False),
    ]


def test_bad_rows_loaded_unmended_come_back_the_same() -> None:
    prepare()
    _, back = do_import(csv_file(MESSY[:4]), "insurance")

    again, second = do_import(back, "insurance", at=AT + timedelta(hours=1))

    assert again == Imported(2, 2, 2, Recorded())
    assert [row[:-4] + row[-3:] for row in returned_rows(second)] == [
        row[:-4] + row[-3:] for row in returned_rows(back)
    ]


def test_birth_and_sex_that_differ_from_the_number_name_both_columns() -> None:
    heads = ["公民身份号码", "姓名", "出生日期", "性别"]

    imported, back = do_import(csv_file([heads, [ZHANG, "张示例", "1991-03-07", "女"]]), "people")

    assert imported == Imported(1, 1, 1, Recorded())
    assert returned_rows(back)[1][-3:] == [
        "出生日期\n公民身份号码\n性别\n公民身份号码",
        f"1991-03-07\n{ZHANG}\n女\n{ZHANG}",
        "与“公民身份号码”不一致：由号码得出 1990-03-07\n与“出生日期”不一致：该栏为 1991-03-07\n"
        "与“公民身份号码”不一致：由号码得出 男\n与“性别”不一致：该栏为 女",
    ]


def test_nobody_is_born_after_the_day_of_the_import() -> None:
    unborn = identity("23990120250701001")

    _, back = do_import(csv_file([["公民身份号码", "姓名"], [unborn, "未来"]]), "people")

    assert returned_rows(back)[1][-1] == "号码第 7 至 14 位 20250701 不是出生日期"


def test_invented_people_stand_in_a_demonstration_only() -> None:
    rows = [["公民身份号码", "姓名"], [ZHANG, "张示例"]]

    _, back = do_import(csv_file(rows), "people", invented=False)

    assert returned_rows(back)[1][-1] == "2399 开头的是演示用的虚构号码，不能登记"
    assert not PersonVersion.objects.exists()


def test_a_person_of_a_county_long_gone_is_recorded() -> None:
    gone = identity("23010319550512004")

    imported, _ = do_import(csv_file([["公民身份号码", "姓名"], [gone, "老王"]]), "people", invented=False)

    assert imported.recorded == Recorded(new=1)


def test_a_number_that_a_workbook_kept_as_a_number_has_lost_its_digits() -> None:
    _, back = do_import(xlsx_file([["公民身份号码", "姓名"], [float(ZHANG[:17] + "3"), "张示例"]]), "people")

    assert returned_rows(back)[1][-1] == "被存成了数字，末几位已丢失；请把单元格设为文本，重新填写"


def test_a_period_that_overlaps_what_stands_is_refused_unless_the_file_changes_that() -> None:
    prepare()
    heads = ["编号", "身份证号", "常住地", "起始日", "截止日"]
    do_import(csv_file([heads, ["1", ZHANG, "哈尔滨市", "2020-01-01", ""]]), "households")
    moved = ["2", ZHANG, "齐齐哈尔市", "2024-01-01", ""]

    alone, back = do_import(csv_file([heads, moved]), "households", at=AT + timedelta(hours=1))
    both, _ = do_import(
        csv_file([heads, moved, ["1", ZHANG, "哈尔滨市", "2020-01-01", "2023-12-31"]]),
        "households",
        at=AT + timedelta(hours=2),
    )

    assert alone.recorded == Recorded()
    assert returned_rows(back)[1][-3:] == ["起始日", "2024-01-01", "与已登记的 2020-01-01 至 … 重叠"]
    assert both.recorded == Recorded(new=1, corrected=1)
    assert HouseholdSpell.objects.get(reference="1", version=2).ends_on == date(2023, 12, 31)


def test_nothing_is_recorded_of_who_was_anonymised() -> None:
    prepare()
    number = PersonVersion.objects.get(birth_on=date(1990, 3, 7)).record
    anonymise(number, by="account:1", reason="本人申请", at=AT)

    imported, back = do_import(
        csv_file([["公民身份号码", "姓名"], [ZHANG, "新名"], [LI, "李新"]]),
        "people",
        at=AT + timedelta(hours=1),
    )

    assert imported.recorded == Recorded(corrected=1)
    assert returned_rows(back)[1][-1] == "此人的资料已匿名化，不再登记"


def test_a_file_that_is_bad_throughout_comes_back_whole_and_in_order() -> None:
    rows = [["公民身份号码", "姓名"], *([str(number), "无"] for number in range(25_000))]

    imported, back = do_import(csv_file(rows), "people", Mode.GOOD_ROWS)

    assert (imported.refused, imported.returned) == (25_000, 25_000)
    assert [row[0] for row in returned_rows(back)[1:]] == [str(number) for number in range(25_000)]


def test_text_that_looks_like_a_formula_stays_a_text() -> None:
    _, back = do_import(csv_file([["公民身份号码", "姓名"], ["=1+1", "=cmd|' /C calc'!A0"]]), "people")

    back.seek(0)
    assert returned_rows(BytesIO(back.read()))[1][:2] == ["=1+1", "=cmd|' /C calc'!A0"]
