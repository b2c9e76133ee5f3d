"""Recoveries at the desk: a plan by two hands, what comes, what is overdue; and the person sees what is left."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, Consequence, RecoveryPlan
from jiyao.casework.queries.recoveries import recovery_of
from jiyao.registry.models import AccountRole
from tests.casework.claims import DUE_FEN, MEASURE, hand, lay_out_entitled
from tests.casework.recovering import owed
from tests.registry.places import COUNTY, OTHER_COUNTY, PROVINCE

pytestmark = pytest.mark.django_db
R = AccountRole
LIST = "/desk/funds/recoveries/"


@pytest.fixture
def branch(settings: Settings, tmp_path: Path) -> Consequence:
    """What is owed back of a subsidy."""
    settings.ATTACHMENTS = tmp_path
    lay_out_entitled()
    found = owed()
    settings.DAY = found.case.state_since
    return found


def browser(role: AccountRole, division: str = COUNTY, *, english: bool = False) -> Client:
    """Somebody's browser."""
    who = hand(role, division).account
    assert who is not None
    client = Client(headers={"accept-language": "en" if english else "zh-hans"})
    client.force_login(who)
    return client


def done(client: Client, branch: Consequence, **given: str):
    """The answer to a button of its page."""
    return client.post(f"{LIST}{branch.pk}/change/", given)


def test_plan_is_agreed_by_two_what_comes_is_booked_and_what_is_late_is_listed(
    branch: Consequence, settings: Settings
) -> None:
    pays, approves = browser(R.PAY, PROVINCE), browser(R.APPROVE)
    address = f"{LIST}{branch.pk}/"
    assert "没有计划" in pays.get(LIST).content.decode()

    assert done(pays, branch, do="propose", count="3", first="2025-08-01").status_code == 302
    assert "计划待同意" in approves.get(LIST).content.decode()
    assert "份追回计划待同意" in approves.get("/desk/").content.decode()
    assert "2025-09-01 · 500" in approves.get(address).content.decode()
    assert done(approves, branch, do="agree").status_code == 302
    assert done(pays, branch, do="receive", amount="500").status_code == 302

    settings.DAY = date(2025, 9, 2)
    late = pays.get(f"{LIST}?overdue=yes").content.decode()
    assert f'href="{address}"' in late
    assert '<span class="mark mark-no">500</span>' in late
    assert "笔追回逾期" in pays.get("/desk/").content.decode()
    assert "逾期" in browser(R.APPROVE).get(address).content.decode()
    own = browser(R.CITIZEN)
    for number in (branch.case_id, Case.objects.get(measure=MEASURE).pk):
        page = own.get(f"/my/cases/{number}/").content.decode()
        assert ("应退回" in page, "10月1日" in page, "1,000" in page) == (True,) * 3

    done(pays, branch, do="receive", amount="1000")
    assert recovery_of(branch).left_fen == 0
    assert "没有要追回的" in pays.get(LIST).content.decode()
    assert "还剩 <b>0</b>" in own.get(f"/my/cases/{branch.case_id}/").content.decode()


@pytest.mark.parametrize(
    ("role", "given", "status", "said"),
    [
        (R.PAY, {"do": "propose", "count": "0", "first": "2025-08-01"}, 422, "from 1 to 120"),
        (R.PAY, {"do": "propose", "count": "drei", "first": "2025-08-01"}, 422, "from 1 to 120"),
        (R.PAY, {"do": "propose", "count": "3", "first": "bald"}, 422, "write a day such as"),
        (R.PAY, {"do": "propose", "count": "3", "first": "2020-01-01"}, 422, "none before"),
        (R.PAY, {"do": "receive", "amount": "1500.01"}, 422, "write a sum up to that"),
        (R.PAY, {"do": "receive", "amount": "viel"}, 422, "write a sum up to that"),
        (R.PAY, {"do": "agree"}, 422, "not your duty"),
        (R.APPROVE, {"do": "agree"}, 409, "no plan waits"),
        (R.PAY, {"do": "nothing"}, 302, ""),
    ],
)
def test_what_cannot_be_done_is_told(
    branch: Consequence, role: AccountRole, given: dict[str, str], status: int, said: str
) -> None:
    division = PROVINCE if role is R.PAY else COUNTY

    answer = done(browser(role, division, english=True), branch, **given)

    assert (answer.status_code, RecoveryPlan.objects.count()) == (status, 0)
    assert said in answer.content.decode()
    assert recovery_of(branch).left_fen == DUE_FEN


def test_recovery_of_another_place_is_not_there(branch: Consequence) -> None:
    elsewhere = browser(R.SUPERVISE, OTHER_COUNTY)

    assert elsewhere.get(f"{LIST}{branch.pk}/").status_code == 404
    assert "没有要追回的" in elsewhere.get(LIST).content.decode()
