"""An employer's roster: what the template offers, what is refused, and what the rest comes to."""

import zipfile
from collections.abc import Callable
from io import BytesIO
from time import perf_counter

import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook

from jiyao.engine.cases import Case
from jiyao.engine.shapes import Language
from jiyao.insight.roster.determining import Standing, determine_roster
from jiyao.insight.roster.files import result_file, returned_file
from jiyao.insight.roster.reading import MOST_A_PERSON, BadRoster, Limits, Read, read_roster
from jiyao.insight.roster.report import MOST_SHOWN, Report, report_of
from jiyao.insight.roster.template import SHEETS, write_roster_template
from tests.insight.rosters import (
    APPRENTICE,
    CERTIFICATE,
    INSURED,
    LIMITS,
    ON,
    comma_separated,
    heads,
    read,
    the_assessor,
    the_roster,
    workbook,
)

LATER = {**CERTIFICATE, "certificate_issued_on": "2025-09-01"}
"""A certificate that will be there on a later day."""
CHANGES: list[dict[str, str]] = [
    {},
    {"insured_months": "12"},
    {"insured_months": ""},
    {"level": "三级/高级工"},
    {"level": "?"},
    {"occupation": "6-18-02-05"},
    {"certificate_issued_on": "2025-09-01"},
]


def reported(found: Read) -> Report:
    """The report of a roster on the day of the tests."""
    answers = determine_roster(read=found, roster=the_roster(), assessor=the_assessor(), on=ON)
    return report_of(read=found, answers=answers, pack=the_assessor().pack, on=ON)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_template_holds_every_column_with_notes_and_codes(language: Language) -> None:
    made = BytesIO()
    write_roster_template(roster=the_roster(), to=made, language=language)

    book = CalamineWorkbook.from_filelike(BytesIO(made.getvalue()))
    roster, notes, codes = (book.get_sheet_by_name(name).to_python() for name in book.sheet_names)
    assert tuple(book.sheet_names) == SHEETS[language]
    assert roster == [heads(language)]
    assert {row[0] for row in notes} >= {*heads(language)}
    assert "四级/中级工" in {cell for row in codes for cell in row} or language == "en"


def test_template_refuses_in_the_cell_what_is_no_code_day_or_number() -> None:
    made = BytesIO()
    write_roster_template(roster=the_roster(), to=made, language="zh")

    with zipfile.ZipFile(made) as packed:
        sheet = packed.read("xl/worksheets/sheet1.xml").decode()
    assert {kind for kind in ("list", "date", "whole") if f'<dataValidation type="{kind}"' in sheet} == {
        "list",
        "date",
        "whole",
    }


def test_filled_template_is_read_in_either_language() -> None:
    lines = [{"person": "A1", **CERTIFICATE}, {"person": "A2", **APPRENTICE}]

    chinese = read_roster(workbook(lines, "zh"), the_roster(), LIMITS)
    english = read_roster(workbook(lines, "en"), the_roster(), LIMITS)

    assert [entry.facts for entry in chinese.entries] == [entry.facts for entry in english.entries]
    assert (chinese.refused, chinese.ignored, english.refused, english.ignored) == ((), (), (), ())


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-8", "gb18030", "utf-16"])
def test_csv_says_the_same_as_a_workbook(encoding: str) -> None:
    lines = [{"person": "A1", **CERTIFICATE}]

    found = read_roster(comma_separated(lines, encoding), the_roster(), LIMITS)

    assert found.entries == read(lines).entries


WRONG = [
    ("person", "", "必填，不能为空"),
    ("person", "甲|乙", "不能含有“|”"),
    ("about", "", "必填，不能为空"),
    ("about", "合同", "不在“本行内容”的范围内"),
    ("insured_months", "三年", "不是整数"),
    ("insured_months", "9999", "应在 0 至 720 之间"),
    ("insured_in_province", "也许", "请填“是”或“否”"),
    ("certificate_issued_on", "去年", "不是日期，请写成 2024-01-31"),
    ("certificate_issued_on", "1890-01-01", "应在 1950-01-01 至 2100-12-31 之间"),
    ("occupation", "钳工", "格式不对，应像 6-18-02-04"),
    ("level", "#N/A", "公式出错，请填写数值"),
    ("contract_years", "3", "本行内容不含这一栏；请另起一行"),
]


@pytest.mark.parametrize(("column", "value", "reason"), WRONG)
def test_one_wrong_cell_refuses_its_row_and_no_other(column: str, value: str, reason: str) -> None:
    good = {"person": "A1", **CERTIFICATE}
    bad = {"person": "A2", **CERTIFICATE, column: value}

    found = read([good, bad])

    assert [entry.person for entry in found.entries] == ["A1"]
    (wrong,) = found.refused[0].wrong
    words = next(c.words for c in the_roster().columns if c.name == column)
    assert (wrong.line, wrong.column, wrong.value, wrong.reason.zh) == (3, words, value, reason)


def test_nearest_code_is_offered() -> None:
    (entry,) = read(
        [{"person": "A1", **CERTIFICATE, "level": "四级中级工"}, {"person": "A2", **CERTIFICATE}]
    ).refused

    assert entry.wrong[0].reason.zh == "不在“职业技能等级”的范围内，是否为“四级/中级工”？"


def test_same_row_twice_and_one_that_contradicts_are_refused() -> None:
    first = {"person": "A1", **CERTIFICATE}
    other = {**first, "level": "三级/高级工"}

    found = read([first, first, {**other, "insured_months": "41"}, other])

    assert [entry.line for entry in found.entries] == [2, 5]
    assert [(entry.line, entry.wrong[0].reason.zh) for entry in found.refused] == [
        (3, "与第 2 行是同一条记录"),
        (4, "与第 2 行所填的同一人情况不一致"),
    ]


def test_person_with_too_many_rows_is_refused_beyond_them() -> None:
    found = read([{"person": "A1", **CERTIFICATE, "work_type": f"t{n}"} for n in range(MOST_A_PERSON + 2)])

    assert (len(found.entries), len(found.refused)) == (MOST_A_PERSON, 2)
    assert found.refused[0].wrong[0].reason.zh == "同一人超过 50 行；不同的人请用不同的编号"


def test_merged_cells_are_named() -> None:
    made = BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["人员编号", "本行内容"])
    sheet.merge_range(1, 0, 2, 0, "A1")
    sheet.write_string(1, 1, "个人")
    sheet.write_string(2, 1, "个人")
    book.close()

    found = read_roster(made, the_roster(), LIMITS)

    assert [(entry.line, entry.wrong[0].reason.zh) for entry in found.refused] == [
        (3, "属于合并单元格，请取消合并，逐行填写")
    ]


def test_failed_formula_is_named() -> None:
    found = read_roster(
        workbook([{"person": "A1", **CERTIFICATE}], extra={"F2": "=1/0"}), the_roster(), LIMITS
    )

    assert [wrong.reason.zh for wrong in found.refused[0].wrong] == ["公式出错，请填写数值"]


def _bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (60 << 20))
    return made.getvalue()


def _lying_bomb() -> bytes:
    """One that says of itself that it is small."""
    size = (60 << 20).to_bytes(4, "little")
    return _bomb().replace(size, (1000).to_bytes(4, "little"))


BAD = [
    (b"", "文件是空的"),
    (b"PK\x03\x04 not a workbook", "文件读不成表格"),
    (b"\xd0\xcf\x11\xe0 old", "这是旧格式"),
    (b"PAR1 columns", "文件读不成表格"),
    (b"\x89PNG\r\n\x1a\n\0\0\0", "文件读不成表格"),
    ("名字,年龄\n甲,3\n".encode(), "没有找到“人员编号”一列"),
    ("人员编号,本行内容\n".encode(), "名册里没有内容"),
    ("人员编号,工号,本行内容\n1,1,个人\n".encode(), "“人员编号”出现了两列"),
    (_bomb(), "文件解开后过大"),
    (_lying_bomb(), "文件解开后过大"),
]


@pytest.mark.parametrize(("content", "said"), BAD)
def test_what_is_no_roster_is_refused_with_what_to_do(content: bytes, said: str) -> None:
    with pytest.raises(BadRoster) as refused:
        read_roster(BytesIO(content), the_roster(), LIMITS)

    assert refused.value.words.zh.startswith(said)
    assert refused.value.words.en


def test_too_many_rows_are_refused() -> None:
    lines = [{"person": f"A{n}", "about": "个人", **INSURED} for n in range(3)]

    with pytest.raises(BadRoster) as refused:
        read_roster(workbook(lines), the_roster(), Limits(unpacked=50 << 20, rows=2))

    assert refused.value.words.zh.startswith("超过 2 行")


def test_unknown_columns_are_named_and_not_used() -> None:
    content = "人员编号,姓名,本行内容\nA1,甲,个人\n".encode()

    found = read_roster(BytesIO(content), the_roster(), LIMITS)

    assert (found.ignored, len(found.entries)) == (("姓名",), 1)


def test_report_says_now_later_missing_and_lost_with_clause() -> None:
    lines = [
        {"person": "A1", **CERTIFICATE},
        {"person": "A2", **CERTIFICATE, "insured_months": ""},
        {"person": "A3", **CERTIFICATE, "insured_months": "11"},
        {"person": "A4", **CERTIFICATE, "certificate_issued_on": "2025-09-01"},
    ]

    report = reported(read(lines))

    (one,) = [measure for measure in report.measures if measure.id == "skill-upgrade-subsidy"]
    assert (one.persons_now, one.amount_now_fen, one.asked) == (1, 150000, 1)
    assert [(cause.words.zh, cause.persons) for cause in one.missing] == [("累计缴纳失业保险费月数", 1)]
    (failed,) = one.failed
    assert (failed.words.zh, failed.article, failed.persons) == ("累计缴纳失业保险费满规定月数", "第四条", 1)
    assert [(str(day.on), day.persons, day.amount_fen) for day in one.later] == [("2025-09-01", 1, 150000)]


def cases_of(found: Read, person: str) -> dict[str, list[Case]]:
    """The rows of one person, put together by hand."""
    own = found.people[person]
    cases = {"person": [Case(person, person, own)]}
    for entry in found.entries:
        if entry.person == person:
            case = Case(f"{entry.line}", person, {**own, **entry.facts})
            cases.setdefault(entry.about, []).append(case)
    return cases


def test_totals_are_those_of_the_engine() -> None:
    lines = [{"person": "A1", **CERTIFICATE}, {"person": "A2", **APPRENTICE}, {"person": "A1", **APPRENTICE}]
    found = read(lines)

    report = reported(found)

    wanted = {measure.id for measure in the_roster().measures}
    assessments = [
        assessment
        for person in found.people
        for assessment in the_assessor().assess(cases_of(found, person), ON)
        if assessment.rule.measure.id in wanted and assessment.result.payable == "pays"
    ]
    total = sum(assessment.result.amount_fen or 0 for assessment in assessments)
    assert total > 0
    assert report.amount_now_fen == total == sum(report.amount_by_payee.values())
    assert report.amount_now_fen == sum(measure.amount_now_fen for measure in report.measures)


def test_report_survives_being_written_down() -> None:
    report = reported(read([{"person": "A1", **CERTIFICATE}, {"person": "A2", **CERTIFICATE, "level": "?"}]))

    assert Report.model_validate_json(report.model_dump_json()) == report


@pytest.mark.parametrize(("language", "outcome"), [("zh", "现在可申领"), ("en", "Can be claimed now")])
def test_result_file_holds_the_roster_and_each_outcome(language: Language, outcome: str) -> None:
    found = read([{"person": "A1", **CERTIFICATE}])
    answers = determine_roster(read=found, roster=the_roster(), assessor=the_assessor(), on=ON)

    content = result_file(read=found, answers=answers, roster=the_roster(), language=language)

    head, row = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert head[: len(heads())] == heads(language)
    assert (row[0], row[len(heads())]) == ("A1", 1500.0)
    told = dict(zip(head, row, strict=True))
    measure = next(m for m in the_roster().measures if m.id == "skill-upgrade-subsidy")
    title = getattr(measure.title, language)
    cells = [told[name] for name in head if name.startswith(f"{title} · ")]
    assert str(cells[0]).startswith(outcome)
    assert (cells[1], cells[3]) == (1500.0, ON)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_returned_rows_say_what_is_wrong_and_are_read_again(language: Language) -> None:
    found = read([{"person": "A1", **CERTIFICATE}, {"person": "=1+1", **CERTIFICATE, "level": "九级"}])

    content = returned_file(read=found, roster=the_roster(), language=language)

    rows = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
    assert (len(rows), rows[1][0], rows[1][-4], rows[1][-2]) == (2, "=1+1", "3", "九级")
    again = read_roster(BytesIO(content), the_roster(), LIMITS)
    assert ([entry.person for entry in again.refused], again.ignored) == (["=1+1"], ())


def test_five_thousand_rows_come_to_five_thousand_times_as_much(
    record_property: Callable[[str, object], None],
) -> None:
    """How long it takes is told, not held against anything."""
    lines = [{"person": f"A{n:05d}", **(CERTIFICATE, LATER)[n % 2]} for n in range(5000)]
    file = workbook(lines)

    began = perf_counter()
    report = reported(read_roster(file, the_roster(), LIMITS))
    record_property("seconds", round(perf_counter() - began, 1))

    one = next(measure for measure in report.measures if measure.id == "skill-upgrade-subsidy")
    assert (report.rows, one.amount_now_fen, one.later[0].amount_fen) == (5000, 2500 * 150000, 2500 * 150000)
    assert len(one.shown) == MOST_SHOWN


@given(st.lists(st.tuples(st.sampled_from("ABC"), st.sampled_from(CHANGES)), min_size=1, max_size=8))
@settings(max_examples=40, deadline=None)
def test_each_row_is_answered_or_refused_and_sums_agree(drawn: list[tuple[str, dict[str, str]]]) -> None:
    found = read([{"person": person, **CERTIFICATE, **change} for person, change in drawn])

    report = reported(found)

    assert report.rows + report.refused_rows == len(drawn)
    for one in report.measures:
        shown = [row.amount_fen for row in one.shown if row.standing is Standing.NOW]
        assert one.amount_now_fen == sum(shown)
    assert report.amount_now_fen == sum(one.amount_now_fen for one in report.measures)
