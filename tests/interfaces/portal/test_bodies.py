"""The public directory of evaluation bodies, and what an organisation files, on the portal and at the desk."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, CaseEvidence, CaseState
from jiyao.evaluation.models import EvaluationBody
from jiyao.interfaces.portal.bodies.lines import template_of_lines
from jiyao.registry.hand import Hand
from tests.casework.filings import (
    ORGANISATION,
    UNTIL,
    WELDER,
    R,
    body,
    decided,
    filed,
    lay_out_unlisted,
    listed,
    official,
    opened,
    with_notice,
)
from tests.registry.places import CITY, DAY

pytestmark = pytest.mark.django_db
FILINGS = "/my-organisation/filings/"
NEW = f"{FILINGS}{ORGANISATION}/new/body-filing/"
LINE = {
    "occupation-1": WELDER,
    "level-1": "L4",
    "division-1": CITY,
    "standard_edition-1": "edition_2018",
}
WANTED = {"body_kind": "social", "starts_on": DAY.isoformat(), "ends_on": UNTIL.isoformat(), **LINE}
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS, settings.DAY = tmp_path, DAY
    lay_out_unlisted()


def browser(who: Hand | None = None, language: str = "zh-hans") -> Client:
    """Somebody's browser."""
    client = Client(headers={"accept-language": language})
    if who is not None:
        assert who.account is not None
        client.force_login(who.account)
    return client


def listed_in(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("scopes.csv", text.encode())


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_organisation_files_and_is_listed_by_two_officials_on_the_pages(language: str) -> None:
    files = browser(body(), language)
    paper = SimpleUploadedFile("plan.pdf", PDF)
    assert files.get(NEW).status_code == 200
    made = files.post(NEW, {**WANTED, "paper": paper})
    case = Case.objects.get(kind="body-filing")
    assert (made.status_code, made.headers["Location"]) == (302, f"{FILINGS}{case.pk}/")
    assert CaseEvidence.objects.get(case=case).what == "备案材料"

    queue = browser(official(R.ACCEPT), language).get("/desk/cases/?duty=accept").text
    assert (f"/desk/cases/{case.pk}/" in queue, "第801公司" in queue) == (True, True)
    for role, do in ((R.ACCEPT, "accept"), (R.REVIEW, "propose"), (R.APPROVE, "agree")):
        client = browser(official(role), language)
        assert WELDER in client.get(f"/desk/cases/{case.pk}/").text
        answer = client.post(f"/desk/cases/{case.pk}/move/", {"do": do, "reason": "资料齐全"})
        assert answer.status_code == 302
    case.refresh_from_db()
    assert case.state == CaseState.NOTICED
    assert "第801公司" in browser(language=language).get("/notices/").text
    ending = browser(official(R.APPROVE), language)
    assert 'value="end-notice"' in ending.get(f"/desk/cases/{case.pk}/").text
    ending.post(f"/desk/cases/{case.pk}/move/", {"do": "end-notice"})

    page = browser(language=language).get(f"/bodies/{ORGANISATION}/").text
    assert ("S000023000001" in page, WELDER in page) == (True, True)
    assert "S000023000001" in files.get(f"{FILINGS}{case.pk}/").text
    assert "body-change" in files.get(FILINGS).text


def test_bad_rows_come_back_and_nothing_is_filed() -> None:
    rows = f"职业编码,等级,评价区域,标准版本\n{WELDER},四级,甲市,2018年版规程\n9-99,四级,甲市,2018年版规程\n{WELDER},九级,230100,edition_2018\n"

    answer = browser(body()).post(NEW, {**WANTED, "list": listed_in(rows)})

    assert answer.status_code == 422
    assert ("第 3 行" in answer.text, "第 4 行" in answer.text, "第 2 行：" in answer.text) == (
        True,
        True,
        False,
    )
    assert not Case.objects.filter(kind="body-filing").exists()


def test_workbook_with_words_is_read_as_codes() -> None:
    rows = f"occupation code,Level,Area,Edition of the standard\n{WELDER},中级工,甲市,Procedure of 2018\n"

    browser(body()).post(NEW, {**WANTED, "occupation-1": "", "list": listed_in(rows)})

    scope = Case.objects.get(kind="body-filing").filing.scopes.get()
    assert (scope.occupation, scope.level, scope.division, scope.standard_edition) == (
        WELDER,
        "L4",
        CITY,
        "edition_2018",
    )


def test_workbook_without_its_columns_says_which() -> None:
    answer = browser(body()).post(NEW, {**WANTED, "list": listed_in("职业编码,等级\nx,y\n")})

    assert (answer.status_code, "第一行缺少：评价区域、标准版本" in answer.text) == (422, True)


def test_template_is_read_again() -> None:
    assert template_of_lines().startswith(b"PK")
    answer = browser(body()).get(f"{FILINGS}scopes.xlsx")

    assert (answer.status_code, answer.content[:2]) == (200, b"PK")


@pytest.mark.parametrize("bad", ["30.6.2025", "2025-13-01"])
def test_day_that_is_none_is_told(bad: str) -> None:
    answer = browser(body()).post(NEW, {**WANTED, "starts_on": bad})

    assert (answer.status_code, "不是日期" in answer.text) == (422, True)


def test_another_organisation_is_not_there() -> None:
    case = filed(organisation=802)
    client = browser(body())

    addresses = [f"{FILINGS}802/new/body-filing/", f"{FILINGS}{case.pk}/", f"{FILINGS}801/new/x/"]
    assert [client.get(address).status_code for address in addresses] == [404, 404, 404]
    assert browser().get(FILINGS).status_code == 302


def test_filing_is_supplemented_and_withdrawn() -> None:
    case, accepting, files = filed(), browser(official(R.ACCEPT)), browser(body())
    accepting.post(f"/desk/cases/{case.pk}/move/", {"do": "ask-supplement", "reason": "缺场地证明"})
    assert "缺场地证明" in files.get(f"{FILINGS}{case.pk}/").text

    assert files.post(f"{FILINGS}{case.pk}/add/", {"reason": "已补"}).status_code == 302
    assert files.post(f"{FILINGS}{case.pk}/withdraw/").status_code == 302
    assert files.post(f"{FILINGS}{case.pk}/withdraw/").status_code == 422

    case.refresh_from_db()
    assert case.state == CaseState.WITHDRAWN


def test_change_shows_what_is_evaluated_to_tick() -> None:
    listed()
    page = browser(body()).get(f"{FILINGS}{ORGANISATION}/new/body-change/").text

    assert page.count('name="ended"') == 1


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ("", 1),
        ("?occupation=焊", 1),
        (f"?occupation={WELDER}&level=L4", 1),
        ("?level=L1", 0),
        (f"?place={CITY}", 1),
        ("?place=230200", 0),
        ("?kind=employer", 0),
        ("?name=801", 1),
        ("?name=%00", 1),
    ],
)
def test_directory_is_searched(asked: str, count: int) -> None:
    listed()

    page = browser().get(f"/bodies/{asked}").text

    assert page.count('href="/bodies/801/"') == count


def test_directory_tells_who_is_suspended_and_who_left(settings: Settings) -> None:
    listed()
    decided(opened("body-suspension", days=1), days=1)
    settings.DAY = DAY + timedelta(days=1)
    suspended = [browser().get(address).text for address in ("/bodies/", "/bodies/801/")]

    settings.DAY = UNTIL + timedelta(days=1)
    left = [browser().get(address).text for address in ("/bodies/", "/bodies/801/")]

    assert ["暂停" in page for page in suspended] == [True, True]
    assert ["已退出" in page for page in left] == [True, True]
    assert browser().get("/bodies/802/").status_code == 404


def test_directory_asks_as_much_for_three_as_for_one(django_assert_max_num_queries: object) -> None:
    listed()
    client = browser()
    with django_assert_max_num_queries(12) as one:  # type: ignore[operator]
        client.get("/bodies/")
    first = EvaluationBody.objects.get()
    for number in (1, 2):
        values = {
            "record": 900 + number,
            "reference": f"more-{number}",
            "recorded_at": first.recorded_at,
            "organisation_id": 802 if number == 1 else 801,
            "body_kind": "employer",
            "number_part": f"Y00002300000{number}",
            "division": CITY,
            "starts_on": DAY,
        }
        EvaluationBody.objects.create(**values)

    with django_assert_max_num_queries(len(one)):  # type: ignore[operator]
        client.get("/bodies/")


def test_province_opens_a_suspension_from_the_page_of_a_body(settings: Settings) -> None:
    listed()
    settings.DAY = DAY + timedelta(days=1)
    reviewing = browser(official(R.REVIEW))
    assert "/desk/bodies/801/" in reviewing.get("/desk/bodies/").text
    given = {"kind": "body-suspension", "starts_on": "2025-07-01", "suspension_reason": "investigation"}
    refused = reviewing.post("/desk/bodies/801/open/", given)

    made = reviewing.post("/desk/bodies/801/open/", {**given, "reason": "接到举报"})

    assert (refused.status_code, made.status_code) == (422, 302)
    case = Case.objects.get(kind="body-suspension")
    assert "接受调查" in reviewing.get(f"/desk/cases/{case.pk}/").text
    assert case.state == CaseState.ACCEPTED
    assert browser(body()).post("/desk/bodies/801/open/", given).status_code == 403


def test_objection_to_the_notice_of_a_filing_opens_it_again() -> None:
    case = decided(filed(), rules=with_notice(5))

    page = browser().get("/notices/").text

    assert f"/notices/{case.pk}/object/" in page
    assert "第801公司" in page
