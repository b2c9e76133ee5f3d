"""Public notices: who may see what of whom."""

from io import BytesIO

import docx
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, CaseState, Paper
from jiyao.registry.models import AccountRole
from tests.casework.claims import hand, lay_out_entitled, reviewed
from tests.interfaces.papers import pages
from tests.registry.places import COUNTY, DAY, HERE, IDENTITIES, NAMES

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()


def page(language: str = "zh-hans") -> str:
    """The page, as anybody sees it."""
    return Client(headers={"accept-language": language}).get("/notices/").content.decode()


def test_nothing_on_notice_says_so() -> None:
    assert "现在没有公示" in page()


@pytest.mark.parametrize(
    ("language", "measure"), [("zh-hans", "失业保险技能提升补贴"), ("en", "skill-upgrade subsidy")]
)
def test_case_on_notice_shows_a_masked_name_and_the_sum(language: str, measure: str) -> None:
    case = reviewed()
    Case.objects.filter(pk=case.pk).update(state=CaseState.NOTICED)

    shown = page(language)

    assert case.number in shown
    assert measure in shown
    assert "1,500" in shown
    assert f"{NAMES[HERE][0]}*" in shown
    assert NAMES[HERE] not in shown
    assert IDENTITIES[HERE][-4:] not in shown


def test_case_that_is_only_reviewed_is_not_shown() -> None:
    case = reviewed()

    assert case.number not in page()


def test_everybody_takes_the_list_with_numbers_and_days_and_masked_names() -> None:
    case = reviewed()
    Case.objects.filter(pk=case.pk).update(state=CaseState.NOTICED, state_since=DAY)
    anybody = Client()

    shown = page()
    word = docx.Document(BytesIO(anybody.get("/notices/list/docx/").content))
    pdf = "".join(pages(anybody.get("/notices/list/pdf/").content))

    assert "/notices/list/pdf/" in shown
    assert [[cell.text for cell in row.cells] for row in word.tables[0].rows] == [
        ["受理编号", "事项", "姓名", "受理地", "金额（元）", "公示起止"],
        [case.number, "失业保险技能提升补贴", "张*", "道里区", "1,500.00", "2025年6月30日至期限未定"],
    ]
    assert "截至2025年6月30日，共1件" in word.paragraphs[1].text
    assert "公示名单" in pdf
    assert NAMES[HERE] not in pdf
    assert anybody.get("/notices/list/odt/").status_code == 404


def test_everybody_takes_a_notice_that_was_issued_while_it_runs() -> None:
    case = reviewed()
    Case.objects.filter(pk=case.pk).update(state=CaseState.NOTICED, state_since=DAY)
    official, account = Client(), hand(AccountRole.REVIEW).account
    assert account is not None
    official.force_login(account)
    official.post("/desk/papers/make/", {"kind": "notice", "measure": case.measure, "place": COUNTY})
    paper = Paper.objects.get(kind="notice", year=2025)
    address, anybody = f"/notices/papers/{paper.pk}", Client()

    assert "（230102）技示〔2025〕1号" in page()
    assert anybody.get(f"{address}/pdf/").status_code == 200
    assert anybody.get(f"{address}/odt/").status_code == 404
    summary = Paper.objects.filter(kind="summary").first()
    assert summary is not None
    assert anybody.get(f"/notices/papers/{summary.pk}/pdf/").status_code == 404
    Case.objects.filter(pk=case.pk).update(state=CaseState.DECIDED)
    assert anybody.get(f"{address}/pdf/").status_code == 404
