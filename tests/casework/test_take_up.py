"""Take-up: a claim is counted at the stage to which it came, with the cause that holds it, and its days."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from jiyao.casework.actions.accepting import accept, ask_supplement, reject, supplement, withdraw
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.clearing import resolve_flag
from jiyao.casework.actions.counting import count_take_up
from jiyao.casework.actions.opening import Wanted, claim
from jiyao.casework.actions.paying import give_account
from jiyao.casework.actions.reviewing import Finding, review
from jiyao.casework.models import Case, CaseState, Flag, Recommendation
from jiyao.casework.queries import kept_take_up
from jiyao.casework.queries.stopping import AT, Cause, Stage
from jiyao.casework.queries.take_up import Narrowed, TakeUp, cases_held, take_up, together
from jiyao.funds.models import BudgetLine, PaymentOrder
from jiyao.registry.models import Account, AccountRole
from tests.casework.claims import CERTIFICATE, DUE_FEN, MATCHES, MEASURE, claimed, hand, lay_out_entitled
from tests.casework.flagged import found
from tests.casework.flagged import run as flagged
from tests.casework.offers import standing_offer
from tests.casework.revising import ISSUED, carried_out, revised
from tests.funds.money import ACCOUNT, FUND, filed, load, results
from tests.packs.heilongjiang import assessor, pack
from tests.registry.places import AT as MOMENT
from tests.registry.places import COUNTY, DAY, HERE, OTHER_COUNTY

pytestmark = pytest.mark.django_db
R = AccountRole
ASKED = Narrowed(measure=MEASURE)


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.VAR, settings.ATTACHMENTS = tmp_path, tmp_path / "attachments"
    lay_out_entitled()


def counted(asked: Narrowed = ASKED) -> TakeUp:
    """What the cases of the subsidy in the county came to, without a run."""
    return take_up(asked, pack(), None).get((MEASURE, COUNTY), TakeUp())


def held() -> tuple[Stage, Cause]:
    """Where the one case is held; it is in the list behind the figure."""
    [(cause, told)] = counted().counts.items()
    assert told == (1, DUE_FEN)
    assert len(cases_held(ASKED, cause)) == 1
    return AT[cause], cause


def offered() -> Case:
    """The offer to the person here, as a run makes it."""
    return standing_offer(opened_at=MOMENT)


def answered(case: Case, result: str) -> None:
    """The bank's word on the case's last order."""
    line = BudgetLine.objects.get(fund=FUND, division=COUNTY)
    order = PaymentOrder.objects.filter(commitment__subject=f"case:{case.pk}").order_by("-pk")[0]
    batch = filed(line, Account.objects.get(username="pay-230000"))
    day = "2025-07-10" if result == "成功" else ""
    load(batch, results(batch, [[str(order.pk), "1500.00", result, "", day]]))


def test_claim_is_counted_at_each_step_of_its_way_until_it_is_paid_and_after() -> None:
    offered()
    told = [held()]
    case = claim(Wanted(HERE, MEASURE, CERTIFICATE), hand(R.CITIZEN, days=1), assessor())
    told.append(held())
    doubt = flagged(found(), days=1)
    told.append(held())
    Flag.objects.filter(run=doubt).update(state="gone")
    ask_supplement(case.pk, hand(R.ACCEPT, days=1), missing="缺材料")
    told.append(held())
    supplement(case.pk, hand(R.CITIZEN, days=2))
    accept(case.pk, hand(R.ACCEPT, days=4))
    told.append(held())
    flagged(found(), days=4)
    told.append(held())
    flag = Flag.objects.get(state="open")
    resolve_flag(flag.pk, "cleared", hand(R.REVIEW, days=5), reason="已核实")
    review(case.pk, Finding(Recommendation.GRANT, confirmed=MATCHES), hand(R.REVIEW, days=5), assessor())
    told.append(held())
    approve(case.pk, hand(R.APPROVE, days=6), assessor())
    told.append(held())
    give_account(case.pk, ACCOUNT, hand(R.CITIZEN, days=6), pack())
    told.append(held())
    answered(case, "失败")
    told.append(held())
    give_account(case.pk, ACCOUNT, hand(R.CITIZEN, days=7), pack())
    answered(case, "处理中")
    told.append(held())

    assert told == [
        (Stage.REACHED, Cause.NO_ANSWER),
        (Stage.REACHED, Cause.TO_ACCEPT),
        (Stage.REACHED, Cause.FLAGGED_BEFORE),
        (Stage.REACHED, Cause.SUPPLEMENT),
        (Stage.ACCEPTED, Cause.TO_REVIEW),
        (Stage.ACCEPTED, Cause.FLAGGED),
        (Stage.ACCEPTED, Cause.TO_APPROVE),
        (Stage.ACCEPTED, Cause.NO_ACCOUNT),
        (Stage.ACCEPTED, Cause.TO_PAY),
        (Stage.ACCEPTED, Cause.BANK_FAILED),
        (Stage.ACCEPTED, Cause.BANK_UNKNOWN),
    ]


def test_paid_claim_has_its_days_and_counts_as_reversed_once_it_is() -> None:
    case = claimed()
    accept(case.pk, hand(R.ACCEPT, days=3))
    review(case.pk, Finding(Recommendation.GRANT, confirmed=MATCHES), hand(R.REVIEW, days=3), assessor())
    approve(case.pk, hand(R.APPROVE, days=4), assessor())
    answered(case, "成功")

    whole = together([counted()])
    assert [whole.came_to(stage) for stage in Stage] == [(1, DUE_FEN)] * 4
    assert whole.median_days(0) == 3
    revised(ISSUED, 10)
    carried_out(12)
    assert held() == (Stage.ACCEPTED, Cause.REVERSED)


@pytest.mark.parametrize("accepted", [False, True])
def test_what_ends_is_lost_where_it_ended(accepted: bool) -> None:
    case = claimed()
    if accepted:
        accept(case.pk, hand(R.ACCEPT))

    withdraw(case.pk, hand(R.CITIZEN))

    assert held() == ((Stage.ACCEPTED, Cause.WITHDRAWN) if accepted else (Stage.REACHED, Cause.TAKEN_BACK))


def test_refused_says_whether_at_the_door_by_the_rules_or_for_a_flag() -> None:
    case = claimed()
    reject(case.pk, hand(R.ACCEPT), reason="材料不实")
    assert held() == (Stage.REACHED, Cause.REJECTED)

    again = accept(claimed().pk, hand(R.ACCEPT))
    refusal = Finding(Recommendation.REFUSE, reason="证书与岗位不符")
    review(again.pk, refusal, hand(R.REVIEW), assessor())
    approve(again.pk, hand(R.APPROVE), assessor())
    approve(again.pk, hand(R.APPROVE, "230100"), assessor())

    assert held() == (Stage.ACCEPTED, Cause.REFUSED_DEPARTING)
    Case.objects.filter(pk=again.pk).update(departs=False)
    assert held() == (Stage.ACCEPTED, Cause.REFUSED_RULES)
    flagged(found())
    Flag.objects.filter(state="open").update(state="confirmed")
    assert held() == (Stage.ACCEPTED, Cause.REFUSED_FLAG)


def test_offer_that_was_declined_or_lapsed_is_reached_and_lost() -> None:
    case = offered()
    Case.objects.filter(pk=case.pk).update(state=CaseState.LAPSED)
    assert held() == (Stage.REACHED, Cause.OFFER_LAPSED)
    Case.objects.filter(pk=case.pk).update(state=CaseState.WITHDRAWN)
    assert held() == (Stage.REACHED, Cause.DECLINED)
    case.steps.create(step="claim", before="offered", after="claimed", on=DAY, at=case.opened_at, act=1)
    Case.objects.filter(pk=case.pk).update(state=CaseState.LAPSED)
    assert held() == (Stage.REACHED, Cause.SUPPLEMENT_LAPSED)
    Case.objects.filter(pk=case.pk).update(state=CaseState.NOTICED)
    assert held() == (Stage.ACCEPTED, Cause.ON_NOTICE)
    Case.objects.filter(pk=case.pk).update(state=CaseState.DECIDED, kind="roster-line", parent=1000 + HERE)
    assert held() == (Stage.ACCEPTED, Cause.NO_ACCOUNT)
    Case.objects.filter(pk=1000 + HERE).update(account_sealed=b"sealed")
    assert held() == (Stage.ACCEPTED, Cause.TO_PAY)


@pytest.mark.parametrize(
    "asked",
    [
        Narrowed(measure="other"),
        Narrowed(places=frozenset({OTHER_COUNTY}), measure=MEASURE),
        Narrowed(first=DAY + timedelta(days=1), measure=MEASURE),
        Narrowed(last=DAY - timedelta(days=1), measure=MEASURE),
    ],
)
def test_what_is_not_asked_for_is_not_counted(asked: Narrowed) -> None:
    claimed()

    assert take_up(asked, pack(), None) == {}


def test_kept_figures_say_what_counting_says_and_of_when(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_take_up, "AT_ONCE", 0)
    case = claimed()
    accept(case.pk, hand(R.ACCEPT, days=3))
    missing = kept_take_up.counted(ASKED, pack())
    asked = [
        Narrowed(),
        ASKED,
        Narrowed(measure="other"),
        Narrowed(places=frozenset({COUNTY})),
        Narrowed(places=frozenset({OTHER_COUNTY})),
        Narrowed(places=frozenset()),
        Narrowed(first=DAY, last=DAY),
        Narrowed(first=DAY + timedelta(days=1)),
        Narrowed(last=DAY - timedelta(days=1)),
    ]

    rows = count_take_up(pack(), at=MOMENT)

    kept = [kept_take_up.counted(one, pack()) for one in asked]
    assert (missing.is_missing, missing.found, rows) == (True, {}, 4)
    assert [one.found for one in kept] == [take_up(one, pack(), None) for one in asked]
    assert {one.at for one in kept} == {MOMENT}


def test_median_is_the_middle_of_the_days_and_none_of_nothing() -> None:
    one = TakeUp(days=({1: 2, 5: 1, 9: 2}, {}))

    assert (one.median_days(0), one.median_days(1)) == (5, None)
    assert Narrowed(first=date(2025, 1, 1)).holds(date(2025, 1, 1))
