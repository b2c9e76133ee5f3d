"""A claim through the pages: the person claims, three officials handle it, each sees what is theirs to do."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, CaseState
from jiyao.interfaces.desk.views import cases
from jiyao.policy.models import Grant
from jiyao.registry.models import AccountRole
from tests.casework.claims import CERTIFICATE, DUE_FEN, MATCHES, MEASURE, claimed, lay_out_entitled
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import AT, DAY, HERE, OTHER_COUNTY

pytestmark = pytest.mark.django_db
R = AccountRole
HAN = re.compile(r"[\u4e00-\u9fff]+")
CLAIM = f"/my/measures/{CERTIFICATE}/{MEASURE}/claim/"


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()


def text(client: Client, address: str) -> str:
    """What stands on a page."""
    return client.get(address).content.decode()


def moved(client: Client, case: Case, do: str, **given: object):
    """The answer to a button of the case's page."""
    return client.post(f"/desk/cases/{case.pk}/move/", {"do": do, **given})


def test_claim_goes_through_the_pages() -> None:
    person = signed_in(R.CITIZEN)
    assert f'action="{CLAIM}"' in text(person, f"/my/measures/{CERTIFICATE}/{MEASURE}/")

    answer = person.post(CLAIM)

    case = Case.objects.get(person=HERE, state=CaseState.CLAIMED)
    assert answer.url == f"/my/cases/{case.pk}/"
    assert "待受理" in text(person, answer.url)
    assert f'href="/my/cases/{case.pk}/"' in text(person, "/my/")
    accepting, reviewing, approving = (signed_in(role) for role in (R.ACCEPT, R.REVIEW, R.APPROVE))
    assert f'href="/desk/cases/{case.pk}/"' in text(accepting, "/desk/cases/")
    assert moved(accepting, case, "accept").status_code == 302
    assert f'href="/desk/cases/{case.pk}/"' in text(reviewing, "/desk/cases/")
    assert moved(reviewing, case, "grant", confirmed=list(MATCHES)).status_code == 302
    assert f'href="/desk/cases/{case.pk}/"' in text(approving, "/desk/cases/")
    assert moved(approving, case, "approve").status_code == 302

    case.refresh_from_db()
    assert (case.state, case.amount_fen) == (CaseState.DECIDED, DUE_FEN)
    assert Grant.objects.get(case=case).amount_fen == DUE_FEN
    page = text(person, answer.url)
    assert "待拨付" in page
    assert "1,500" in page
    assert "现在的结论与申领时不同" not in text(signed_in(R.SUPERVISE), f"/desk/cases/{case.pk}/")


def test_claimed_again_leads_to_the_open_case_and_not_to_another() -> None:
    case = claimed()
    person = Client()
    person.force_login(case.opened_by)

    assert f'href="/my/cases/{case.pk}/"' in text(person, f"/my/measures/{CERTIFICATE}/{MEASURE}/")
    assert person.post(CLAIM).status_code == 422
    assert Case.objects.filter(measure=MEASURE).count() == 1


@pytest.mark.parametrize("row", [1002, 99])
def test_nobody_claims_for_a_record_that_is_not_theirs(row: int) -> None:
    answer = signed_in(R.CITIZEN).post(f"/my/measures/{row}/{MEASURE}/claim/")

    assert answer.status_code == 422
    assert "已不存在" in answer.content.decode()


def test_supplement_is_asked_for_and_handed_in() -> None:
    case = claimed()
    moved(signed_in(R.ACCEPT), case, "ask-supplement", reason="请补充银行卡信息")
    person = Client()
    person.force_login(case.opened_by)
    page = text(person, f"/my/cases/{case.pk}/")
    assert "请补充银行卡信息" in page

    person.post(f"/my/cases/{case.pk}/supplement/", {"reason": "已补"})

    case.refresh_from_db()
    assert case.state == CaseState.CLAIMED
    assert 'value="ask-supplement"' not in text(signed_in(R.ACCEPT, OTHER_COUNTY), f"/desk/cases/{case.pk}/")


def test_withdrawn_by_the_person() -> None:
    case = claimed()
    person = Client()
    person.force_login(case.opened_by)
    person.post(f"/my/cases/{case.pk}/withdraw/")
    case.refresh_from_db()
    assert case.state == CaseState.WITHDRAWN


def test_what_is_wrong_stands_on_the_page_with_what_was_given() -> None:
    case = claimed()
    accepting, reviewing = signed_in(R.ACCEPT), signed_in(R.REVIEW)
    moved(accepting, case, "accept")

    unticked = moved(reviewing, case, "grant")
    amount = moved(reviewing, case, "grant", amount="一千", confirmed=list(MATCHES))
    silent = moved(reviewing, case, "refuse")
    late = moved(accepting, case, "accept")

    assert [one.status_code for one in (unticked, amount, silent, late)] == [422, 422, 422, 409]
    assert "请先核实并勾选" in unticked.content.decode()
    assert "“一千”不是金额" in amount.content.decode()
    assert "请用一句话写明理由" in silent.content.decode()
    assert "现为“待审核”" in late.content.decode()


def test_case_of_another_place_is_not_there() -> None:
    case = claimed()
    other = signed_in(R.REVIEW, OTHER_COUNTY)

    assert other.get(f"/desk/cases/{case.pk}/").status_code == 404
    assert moved(other, case, "grant").status_code == 404


def test_pages_in_english_have_no_chinese_words() -> None:
    case = claimed()
    client = signed_in(R.ACCEPT, english=True)
    for address in ("/desk/cases/", f"/desk/cases/{case.pk}/"):
        page = text(client, address)
        main = page[page.index("<main") : page.index("</main>")]
        main = re.sub(r'<a href="/library/.*?</a>', "", main, flags=re.S)
        assert set(HAN.findall(main)) - {"张"} == set(), address


def test_queue_is_turned_page_by_page_and_shows_each_case_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cases, "SHOWN", 2)
    monkeypatch.setattr(cases, "COUNTED", 4)
    days = [DAY - timedelta(days=number) for number in (1, 3, 3, 2, 9)]
    made = Case.objects.bulk_create(
        Case(
            kind="person-claim",
            state=CaseState.CLAIMED,
            measure=MEASURE,
            subject="certificate",
            subject_record=5000 + number,
            person_id=HERE,
            division="230102",
            channel="portal",
            opened_on=day,
            opened_at=AT,
            state_since=day,
        )
        for number, day in enumerate(days)
    )
    accepting, address, seen = signed_in(R.ACCEPT), "?duty=accept", []
    while address:
        page = text(accepting, f"/desk/cases/{unescape(address)}")
        seen.append([int(number) for number in re.findall(r'href="/desk/cases/(\d+)/"', page)])
        address = next(iter(re.findall(r'href="([^"]*)" rel="next"', page)), "")

    numbers = [one.pk for one in made]
    assert seen == [[numbers[4], numbers[1]], [numbers[2], numbers[3]], [numbers[0]]]
    assert "从头看" in page
    assert "<b>4+</b> 件待受理" in text(accepting, "/desk/")
    for nonsense in ("x", "2025-13-01.1", "2025-06-01.x", f"2025-06-01.{'9' * 30}"):
        assert text(accepting, f"/desk/cases/?after={nonsense}").count("data-row") == 2
