"""Papers over several cases: public notices, summaries and payment requests, each once over the same."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.approving import approve
from jiyao.casework.models import Case, CaseState, Paper
from jiyao.funds.actions.batching import make_batch
from jiyao.funds.actions.ledger import When
from jiyao.funds.models import Batch, BudgetLine
from jiyao.interfaces.ui.official.composing import content_of
from jiyao.registry.models import Account, AccountRole
from tests.casework.claims import MEASURE, hand, lay_out_entitled, reviewed
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.papers import pages
from tests.packs.heilongjiang import assessor
from tests.registry.places import AT, COUNTY, DAY, OTHER_COUNTY

pytestmark = pytest.mark.django_db
R = AccountRole
MAKE = "/desk/papers/make/"


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()


def decided() -> Case:
    """A claim that is decided and ordered."""
    return approve(reviewed().pk, hand(R.APPROVE), assessor())


def batched() -> Batch:
    """A batch with it."""
    line = BudgetLine.objects.get(division=COUNTY, fund="unemployment-insurance", year=2025)
    by = Account.objects.get(username=f"approve-{COUNTY}")
    return make_batch(line=line.pk, when=When(DAY, AT + timedelta(hours=1)), by=by, file_format="usual")


def issued(client: Client, kind: str, **given: object) -> Paper:
    """The paper that was issued."""
    assert client.post(MAKE, {"kind": kind, **given}).status_code == 302
    return Paper.objects.filter(kind=kind, case=None, year=2025).latest("issued_at")


def test_batch_has_its_request_and_its_summary_once() -> None:
    case = decided()
    batch, client = batched(), signed_in(R.PAY)

    request = issued(client, "payment-request", batch=batch.pk)

    told = content_of(request)
    assert (told.title, told.to, told.reference) == (
        f"关于拨付第{batch.pk}批次技能人才待遇资金的函",
        "财政部门：",
        "（230102）技款〔2025〕1号",
    )
    assert told.blocks[0].text == (
        f"按照有关政策规定，道里区第{batch.pk}批次技能人才待遇经受理、审核、审批，符合给付条件的共1件，"
        "合计人民币1,500.00元（大写：壹仟伍佰元整），列支失业保险基金。明细如下："
    )
    assert told.blocks[1].rows == (("失业保险技能提升补贴", "1", "1,500.00"), ("合计", "1", "1,500.00"))
    summary = content_of(issued(client, "summary", batch=batch.pk))
    assert summary.blocks[0].rows == (
        (
            "1",
            case.number,
            "张*",
            "239***********4513",
            "失业保险技能提升补贴",
            "2025-06-30",
            "待拨付",
            "1,500.00",
        ),
        ("合计", "1 件", "", "", "", "", "", "1,500.00"),
    )
    assert issued(client, "payment-request", batch=batch.pk) == request
    assert Paper.objects.filter(kind="payment-request").count() == 1
    page = client.get("/desk/papers/").content.decode()
    assert "（230102）技款〔2025〕1号" in page
    answer = client.post(f"/desk/papers/{request.pk}/pdf/")
    assert "壹仟伍佰元整" in "".join(pages(b"".join(answer.streaming_content)))


def test_notice_lists_what_is_on_notice_with_masked_names() -> None:
    client = signed_in(R.REVIEW)
    case = decided()
    Case.objects.filter(pk=case.pk).update(state=CaseState.NOTICED, state_since=DAY)

    told = content_of(issued(client, "notice", measure=MEASURE, place=COUNTY))

    assert told.title == "关于拟给付失业保险技能提升补贴的公示"
    assert told.blocks[1].rows == ((case.number, "张*", "道里区", "1,500.00", "2025年6月30日至期限未定"),)


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"kind": "summary", "measure": MEASURE, "place": COUNTY}, 422),
        ({"kind": "summary", "measure": MEASURE, "place": OTHER_COUNTY}, 422),
        ({"kind": "summary", "measure": "nothing", "place": COUNTY}, 404),
        ({"kind": "decision", "measure": MEASURE, "place": COUNTY}, 404),
        ({"kind": "summary", "batch": "9999"}, 404),
        ({"kind": "summary", "batch": "x"}, 404),
        ({}, 404),
    ],
)
def test_nothing_is_issued_over_nothing_or_elsewhere(given: dict[str, str], status: int) -> None:
    assert signed_in(R.REVIEW).post(MAKE, given).status_code == status
    assert Paper.objects.filter(year=2025).count() == 0


def test_papers_of_another_place_are_not_there() -> None:
    client = signed_in(R.REVIEW)
    decided()
    paper = issued(client, "summary", measure=MEASURE, place=COUNTY)
    stranger = signed_in(R.REVIEW, OTHER_COUNTY)

    assert paper.about.startswith(f"{MEASURE}:")
    assert stranger.post(f"/desk/papers/{paper.pk}/pdf/").status_code == 404
    assert "技汇〔2025〕" not in stranger.get("/desk/papers/").content.decode()
    english = signed_in(R.AUDITOR, english=True).get("/desk/papers/").content.decode()
    assert "Summary sheet" in english
