"""What follows a revoked certificate, on the pages of the desk."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case, CaseState, Paper
from jiyao.interfaces.ui.official.composing import content_of
from jiyao.policy.models import Grant
from jiyao.registry.models import AccountRole
from tests.casework.claims import MEASURE, hand, lay_out_entitled
from tests.casework.revising import ISSUED, consequence, paid, revised
from tests.registry.places import COUNTY, DAY, OTHER_COUNTY

pytestmark = pytest.mark.django_db
R = AccountRole


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()
    Grant.objects.filter(measure="subsidy").delete()
    paid()
    revised(ISSUED, 10)


def browser(role: AccountRole, division: str = COUNTY) -> Client:
    """Somebody's browser."""
    who = hand(role, division).account
    assert who is not None
    client = Client()
    client.force_login(who)
    return client


def moved(client: Client, case: Case, **given: str):
    """The answer to a button of its page."""
    return client.post(f"/desk/cases/{case.pk}/move/", given)


def test_reversal_is_judged_and_carried_out_on_the_pages() -> None:
    case = consequence()
    [branch] = case.branches.all()
    reviewing, approving = browser(R.REVIEW), browser(R.APPROVE)
    page = reviewing.get(f"/desk/cases/{case.pk}/").content.decode()
    assert f'href="/desk/cases/{case.pk}/"' in reviewing.get("/desk/cases/").content.decode()
    assert '<option value="reverse" selected>' in page

    assert moved(reviewing, case, do="judge", **{f"decided.{branch.pk}": "reverse"}).status_code == 302
    assert "应追回" in approving.get(f"/desk/cases/{case.pk}/").content.decode()
    assert moved(approving, case, do="carry-out").status_code == 302

    case.refresh_from_db()
    assert case.state == CaseState.CLOSED
    assert not Grant.objects.filter(measure=MEASURE, reversed_on__isnull=True).exists()


def test_person_sees_that_it_was_reversed_and_the_case_that_did_it() -> None:
    case = consequence()
    [branch] = case.branches.all()
    moved(browser(R.REVIEW), case, do="judge", **{f"decided.{branch.pk}": "reverse"})
    moved(browser(R.APPROVE), case, do="carry-out")
    person, claim = browser(R.CITIZEN), Case.objects.get(measure=MEASURE)

    assert f'href="/my/cases/{case.pk}/"' in person.get("/my/").content.decode()
    assert "这笔给付已撤销" in person.get(f"/my/cases/{claim.pk}/").content.decode()
    page = person.get(f"/my/cases/{case.pk}/").content.decode()
    assert "后续处理" in page
    assert "撤销给付决定书 · （230102）技撤〔2025〕1号" in page
    told = content_of(Paper.objects.get(case=case))
    assert [one.text if one.kind != "table" else one.rows for one in told.blocks[:6]] == [
        f"你的证书记录（编号1001）已依法更正。据以作出的下列给付，经审核、审批，决定予以撤销（办件编号{case.number}）。",
        "一、撤销的给付",
        (("失业保险技能提升补贴", "2025年6月30日", "1,500.00", "0.00"),),
        "二、理由",
        "按更正后的记录和决定当日的规则重新测算，不再符合原给付条件或金额。",
        "三、应退回的金额",
    ]
    assert (
        told.blocks[6].text == "已拨付的，应退回人民币1,500.00元（大写：壹仟伍佰元整）；未拨付的，不再拨付。"
    )


@pytest.mark.parametrize(
    ("decided", "reason", "complaint"),
    [("keep", "", "请用一句话写明理由"), ("restore", "试", "请选择维持、撤销或移送"), ("", "", "请选择维持")],
)
def test_judgement_that_cannot_be_is_refused_on_the_page(decided: str, reason: str, complaint: str) -> None:
    case = consequence()
    [branch] = case.branches.all()
    given = {f"decided.{branch.pk}": decided, f"reason.{branch.pk}": reason}

    answer = moved(browser(R.REVIEW), case, do="judge", **given)

    assert answer.status_code == 422
    assert complaint in answer.content.decode()


def test_consequence_of_another_place_is_not_there() -> None:
    assert browser(R.REVIEW, OTHER_COUNTY).get(f"/desk/cases/{consequence().pk}/").status_code == 404
