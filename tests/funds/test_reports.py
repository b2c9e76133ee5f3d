"""Execution by line and month, what is owed, and when a line runs out."""

from datetime import date, timedelta
from io import BytesIO

import docx
import pytest
from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from jiyao.funds.actions.committing import commit, release
from jiyao.funds.actions.ledger import When
from jiyao.funds.models import AllocationKind, BudgetLine
from jiyao.funds.queries.lines import lines_in
from jiyao.funds.queries.reports import Execution, Month, months_together, reports_of
from jiyao.registry.models import AccountRole
from jiyao.registry.permitting import Reach
from tests.funds.money import BY, FUND, YEAR, Hands, load, results, sent
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import AT, COUNTY, DAY

pytestmark = pytest.mark.django_db
ALL = Reach(everything=True)


def committed_on(line: BudgetLine, day: date, amount_fen: int):
    """A commitment of that day."""
    return commit(line=line.pk, amount_fen=amount_fen, for_="case:7", key=str(day), when=When(day, AT), by=BY)


def reports(on: date = DAY):
    """The reports of the fund's lines, by division."""
    return {one.line.division_id: one for one in reports_of(lines_in(ALL).filter(fund=FUND, year=YEAR), on)}


def test_year_of_a_line_is_told_by_month(hands: Hands, line: BudgetLine) -> None:
    committed_on(line, date(2025, 3, 5), 200_000)
    taken_back = committed_on(line, date(2025, 4, 5), 100_000)
    release(taken_back.pk, when=When(date(2025, 5, 1), AT), by=BY)
    batch, [order] = sent(hands, line, 1)
    load(batch, results(batch, [(str(order.pk), "1500.00", "成功", "", "")]))
    hands.allocate(kind=AllocationKind.RETURN, division=COUNTY, amount_fen=50_000)

    found = reports()[COUNTY]

    assert found.whole == Execution(1_000_000, 350_000, 150_000, 0, 50_000)
    assert found.whole.left_fen == 600_000
    assert [(m.month, m.moved.committed_fen, m.left_fen) for m in found.months] == [
        (3, 200_000, -200_000),
        (4, 100_000, -300_000),
        (5, -100_000, -200_000),
        (6, 150_000, 600_000),
    ]
    line.refresh_from_db()
    assert (line.available_fen, found.liability_fen) == (600_000, 200_000)


def test_money_that_is_passed_on_is_counted_where_it_lies(hands: Hands, line: BudgetLine) -> None:
    found = reports()

    assert {place: one.whole.allocated_fen for place, one in found.items()} == {
        "230000": 0,
        "230100": 0,
        COUNTY: 1_000_000,
    }
    assert months_together(list(found.values())) == [Month(2025, 6, Execution(1_000_000), 1_000_000)]


def test_line_runs_out_at_the_rate_of_the_last_days(hands: Hands, line: BudgetLine) -> None:
    committed_on(line, DAY - timedelta(days=90), 100_000)
    before = reports()[COUNTY].runs_out_on
    committed_on(line, DAY - timedelta(days=89), 90_000)

    assert before is None
    assert reports()[COUNTY].runs_out_on == DAY + timedelta(days=810)


def test_report_is_a_page_and_a_workbook(hands: Hands, line: BudgetLine, settings) -> None:
    settings.DAY = DAY
    committed_on(line, DAY, 90_000)
    client = signed_in(AccountRole.SUPERVISE)

    page = client.get("/desk/funds/report/?year=2025").content.decode()
    response = client.get("/desk/funds/report.xlsx?year=2025")

    book = CalamineWorkbook.from_object(BytesIO(response.content))
    rows = book.get_sheet_by_index(0).to_python()
    assert "资金执行情况" in page
    assert rows[1] == ["失业保险基金", "甲县", 10_000, 900, 0, 0, 0, 9_100, 900, "2027-12-27"]
    assert rows[2][:8] == ["失业保险基金", "6 月", 10_000, 900, 0, 0, 0, 9_100]
    assert len(rows) == 3


def test_report_is_a_paper(hands: Hands, line: BudgetLine, settings) -> None:
    settings.DAY = DAY
    committed_on(line, DAY, 90_000)

    for english, said in ((False, "资金执行情况"), (True, "Execution of funds")):
        client = signed_in(AccountRole.SUPERVISE if english else AccountRole.REVIEW, english=english)
        response = client.get("/desk/funds/report.pdf?year=2025")
        text = PdfReader(BytesIO(response.content)).pages[0].extract_text()
        assert said in text.replace("\n", "")
        assert "9,100" in text
        assert "2027-12-27" in text


def test_report_is_a_word_file(hands: Hands, line: BudgetLine, settings) -> None:
    settings.DAY = DAY
    committed_on(line, DAY, 90_000)
    client = signed_in(AccountRole.SUPERVISE)

    response = client.get("/desk/funds/report.docx?year=2025")

    assert b"".join(response).startswith(b"PK")
    places, months = docx.Document(BytesIO(response.content)).tables
    assert [[cell.text for cell in row.cells] for row in places.rows] == [
        ["区划或月份", "额度", "承诺", "拨付", "追回", "上缴", "结余", "未付承诺", "预计用完"],
        ["甲县", "10,000", "900", "0", "0", "0", "9,100", "900", "2027-12-27"],
        ["合计", "10,000", "900", "0", "0", "0", "9,100", "900", ""],
    ]
    assert [cell.text for cell in months.rows[1].cells] == ["6 月", "10,000", "900", "0", "0", "0", "9,100"]
    english = signed_in(AccountRole.REVIEW, english=True).get("/desk/funds/report.docx?year=2025")
    assert docx.Document(BytesIO(english.content)).paragraphs[0].text == "Execution of funds 2025"


def test_more_lines_take_no_more_queries(hands: Hands, line: BudgetLine, django_assert_num_queries) -> None:
    with django_assert_num_queries(5):
        reports()
