"""A roster from end to end: opened by the body, decided person by person, paid to the body; and each way out of it."""

from dataclasses import replace
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from jiyao.base.reasons import BadReason
from jiyao.casework.actions.accepting import accept, ask_supplement, supplement
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.moving import AheadOfParent, NotYourDuty
from jiyao.casework.actions.opening import NotYours, OpenAlready, Wanted, claim
from jiyao.casework.actions.passing import pass_day
from jiyao.casework.actions.paying import (
    NoAccountNeeded,
    give_roster_account,
    needs_account,
    waiting_lines,
)
from jiyao.casework.actions.reading import mark_read
from jiyao.casework.actions.reviewing import Finding, review
from jiyao.casework.actions.rostering import (
    BadRoster,
    NotDue,
    RosterWanted,
    approve_roster,
    open_roster,
    reject_roster,
    review_roster,
    send_back_roster,
    withdraw_roster,
)
from jiyao.casework.models import Case, Message, Recommendation
from jiyao.casework.queries.messages import inbox, to_organisations, unread
from jiyao.casework.queries.rosters import (
    NoRoster,
    Standing,
    groups_for,
    judged,
    people_of,
    records_for,
    records_of_group,
)
from jiyao.foundation.actions.keys import HOUSE, house_keyring
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.funds.accounts import BadAccount, BankAccount, opened_account
from jiyao.funds.models import BudgetLine, PaymentOrder
from jiyao.policy.models import Grant
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account
from jiyao.registry.models import AccountRole as R
from jiyao.registry.permitting import holder_of
from jiyao.training.models import Enrolment
from tests.casework.claims import hand
from tests.casework.rosters import (
    BODY,
    BODY_ACCOUNT,
    EACH_FEN,
    FIRST,
    FUND,
    MEASURE,
    all_of,
    demonstration,
    lay_out_class,
    line_of,
    lines_of,
    opened,
    signed,
    states,
    stayed,
)
from tests.funds.money import filed, load, results
from tests.registry.places import AT, CITY, COUNTY, DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def records(settings: Settings, tmp_path: Path) -> list[int]:
    settings.ATTACHMENTS = tmp_path
    return lay_out_class()


def night(days: int) -> None:
    """What time does so many days after the first."""
    after = hand(R.REVIEW, days=days)
    pass_day(Hand(None, after.on, after.at), demonstration())


def approved(records: list[int]) -> Case:
    """The roster with all its lines approved, each with one signature, and on public notice."""
    roster = opened(records)
    for duty, role in (("accept", R.ACCEPT), ("review", R.REVIEW), ("approve", R.APPROVE)):
        assert stayed(signed(all_of(roster), duty, hand(role))) == {}
    return roster


def test_class_is_claimed_decided_and_paid_to_the_body_person_by_person(records: list[int]) -> None:
    roster = approved(records)
    assert states(roster) == ("noticed", ["noticed"] * 3)
    night(7)
    assert states(roster) == ("noticed", ["noticed"] * 3)
    night(8)
    assert states(roster) == ("decided", ["decided"] * 3)
    orders = PaymentOrder.objects.filter(payee=f"organisation:{BODY}").order_by("pk")
    paid_to = [opened_account(house_keyring(), HOUSE, one.account_sealed) for one in orders]
    assert ([one.amount_fen for one in orders], paid_to) == ([EACH_FEN] * 3, [BODY_ACCOUNT] * 3)
    given = Grant.objects.filter(measure=MEASURE).order_by("person")
    assert list(given.values_list("person", "organisation")) == [(FIRST + n, BODY) for n in range(3)]

    answered("成功")

    assert states(roster) == ("closed", ["closed"] * 3)
    assert list(roster.steps.order_by("pk").values_list("step", flat=True)) == [
        *("claim", "accept", "review", "approve", "notice", "decide", "close")
    ]
    assert {(one.step, one.case_id) for one in told()} == {("close", roster.pk), ("decide", roster.pk)}
    assert (unread(to_organisations([BODY])), unread(to_organisations([BODY + 1]))) == (2, 0)
    assert mark_read(to_organisations([BODY]), AT) == 2
    assert unread(to_organisations([BODY])) == 0
    assert verify_acts().findings == {}


def told() -> list[Message]:
    """What the body was told, the last first."""
    return list(inbox(to_organisations([BODY])))


def answered(result: str) -> None:
    """The bank's word on all that waits of the fund."""
    line = BudgetLine.objects.get(fund=FUND, division=COUNTY, year=2025)
    batch = filed(line, paying())
    said = "" if result == "成功" else "户名不符"
    orders = batch.orders.order_by("pk")
    load(batch, results(batch, [(str(one.pk), "1500.00", result, said, "2025-07-01") for one in orders]))


def paying() -> Account:
    """Who makes batches."""
    return Account.objects.get(username="pay-230000")


def test_account_that_the_bank_refused_is_replaced_by_the_organisation(records: list[int]) -> None:
    roster = approved(records)
    night(8)
    with pytest.raises(NoAccountNeeded):
        give_roster_account(roster.pk, BODY_ACCOUNT, hand(R.TRAINING_BODY), demonstration().pack)

    answered("失败")

    assert len(waiting_lines(roster)) == 3
    assert [needs_account(one) for one in lines_of(roster)] == [False] * 3
    with pytest.raises(NotYourDuty):
        give_roster_account(roster.pk, BODY_ACCOUNT, citizen_of(FIRST), demonstration().pack)
    give_roster_account(
        roster.pk,
        replace(BODY_ACCOUNT, number="230501678901"),
        hand(R.TRAINING_BODY, days=9),
        demonstration().pack,
    )
    assert waiting_lines(roster) == []
    answered("成功")
    assert states(roster) == ("closed", ["closed"] * 3)


def test_each_line_keeps_its_own_determination_and_step_with_the_batch(records: list[int]) -> None:
    roster = opened(records)
    batch = signed(all_of(roster), "accept", hand(R.ACCEPT))
    signed(all_of(roster), "review", hand(R.REVIEW))

    for line in lines_of(roster):
        steps = list(line.steps.order_by("pk").values_list("step", "batch"))
        assert [(step, number is not None) for step, number in steps] == [
            ("claim", False),
            ("accept", True),
            ("review", True),
        ]
        assert steps[1] == ("accept", batch.pk)
        kept = line.determinations.order_by("pk").values_list("step", "amount_fen")
        assert list(kept) == [("claim", EACH_FEN), ("review", EACH_FEN)]
    act = Act.objects.get(number=batch.act)
    assert (act.kind, act.codes) == ("sign-batch", {"duty": "accept", "rows": 4, "fen": 3 * EACH_FEN})
    assert Act.objects.filter(kind="case-accept", codes__batch=batch.pk).count() == 4


def test_records_are_grouped_and_judged_before_anything_is_claimed(records: list[int]) -> None:
    measure = demonstration().pack.measure(MEASURE)
    body, asking = frozenset({BODY}), hand(R.TRAINING_BODY)
    Enrolment.objects.filter(record=records[0]).update(passed=False)
    Enrolment.objects.filter(record=records[1]).update(attendance_ratio=None)
    groups = groups_for(measure, body, DAY, demonstration().pack, None)
    people = records_of_group(measure, body, DAY, records[2])

    assert [(one.first, one.count, one.level) for one in groups] == [
        (records[0], 3, "L5"),
        (1001, 1, None),
    ]
    assert people == {record: FIRST + n for n, record in enumerate(records)}
    assert records_of_group(measure, frozenset({802}), DAY, records[2]) == {}
    found = judged(measure, people, asking, demonstration())
    assert [one.standing for one in found] == [Standing.NOT_DUE, Standing.UNKNOWN, Standing.DUE]

    opened(records[2:])

    assert [one.standing for one in judged(measure, people, asking, demonstration())][2] is Standing.OPEN
    assert people_of(measure, records_for(measure, frozenset({802}), DAY)) == {1002: 2}


def test_given_records_are_not_claimed_again(records: list[int]) -> None:
    roster = approved(records)
    night(8)
    measure = demonstration().pack.measure(MEASURE)
    people = records_of_group(measure, frozenset({BODY}), DAY, records[0])

    found = judged(measure, people, hand(R.TRAINING_BODY, days=9), demonstration())

    assert [one.standing for one in found] == [Standing.GIVEN] * 3
    assert states(roster)[0] == "decided"


@pytest.mark.parametrize(
    ("changed", "refusal"),
    [
        ({"records": []}, BadRoster),
        ({"records": [10_300, 1002]}, BadRoster),
        ({"records": [10_300, 1001]}, NotDue),
        ({"records": range(1001)}, BadRoster),
        ({"account": None}, BadAccount),
        ({"account": BankAccount("", "1", "")}, BadAccount),
        ({"organisation": 802}, NotYours),
        ({"measure": "national-master-studio"}, NoRoster),
    ],
)
def test_roster_that_is_not_whole_opens_nothing(changed: dict[str, object], refusal: type[Exception]) -> None:
    wanted = RosterWanted(BODY, MEASURE, [10_300, 10_301], BODY_ACCOUNT)
    before = Case.objects.count()

    with pytest.raises(refusal):
        open_roster(replace(wanted, **changed), hand(R.TRAINING_BODY), demonstration())

    assert Case.objects.count() == before


def test_same_record_is_open_once_whatever_the_channel(records: list[int]) -> None:
    opened(records[:1])

    with pytest.raises(NotDue) as refused:
        opened(records)
    with pytest.raises(OpenAlready):
        claim(Wanted(FIRST, MEASURE, records[0]), citizen_of(FIRST), demonstration())

    assert refused.value.records == [records[0]]


def citizen_of(person: int) -> Hand:
    """The hand of that person."""
    account = Account.objects.create(username=f"p{person}", person_id=person, opened_at=AT)
    return Hand(holder_of(account, DAY), DAY, AT)


def test_line_never_goes_ahead_of_its_roster(records: list[int]) -> None:
    roster = opened(records)
    first = line_of(roster, records[0]).pk
    finding = Finding(Recommendation.GRANT)

    with pytest.raises(AheadOfParent):
        accept(first, hand(R.ACCEPT))
    accept(roster.pk, hand(R.ACCEPT))
    accept(first, hand(R.ACCEPT))
    with pytest.raises(AheadOfParent):
        review(first, finding, hand(R.REVIEW), demonstration())
    review_roster(roster.pk, Recommendation.GRANT, hand(R.REVIEW))
    review(first, finding, hand(R.REVIEW), demonstration())
    with pytest.raises(AheadOfParent):
        approve(first, hand(R.APPROVE), demonstration())


def test_roster_goes_back_with_its_lines_and_ends_with_them(records: list[int]) -> None:
    roster = opened(records)
    signed(all_of(roster), "accept", hand(R.ACCEPT))
    signed(all_of(roster), "review", hand(R.REVIEW))
    send_back_roster(roster.pk, hand(R.APPROVE), reason="名单须核对")
    assert states(roster) == ("accepted", ["accepted"] * 3)

    with pytest.raises(BadReason):
        review_roster(roster.pk, Recommendation.REFUSE, hand(R.REVIEW))
    review_roster(roster.pk, Recommendation.REFUSE, hand(R.REVIEW), reason="未按计划开班")
    approve_roster(roster.pk, hand(R.APPROVE), demonstration().pack)

    assert states(roster) == ("refused", ["lapsed"] * 3)
    assert states(opened(records)) == ("claimed", ["claimed"] * 3)


def test_roster_is_supplemented_rejected_or_taken_back(records: list[int]) -> None:
    one, other = opened(records[:1]), opened(records[1:])
    ask_supplement(one.pk, hand(R.ACCEPT), missing="开班备案表")
    with pytest.raises(AheadOfParent):
        accept(line_of(one, records[0]).pk, hand(R.ACCEPT))
    supplement(one.pk, hand(R.TRAINING_BODY))
    reject_roster(one.pk, hand(R.ACCEPT), reason="不在受理范围")
    withdraw_roster(other.pk, hand(R.TRAINING_BODY))

    assert (states(one), states(other)) == (
        ("refused", ["lapsed"]),
        ("withdrawn", ["lapsed", "lapsed"]),
    )
    assert [(each.step, each.case_id) for each in told()] == [("reject", one.pk), ("ask-supplement", one.pk)]


def test_roster_of_refused_lines_closes_when_it_is_decided(records: list[int]) -> None:
    roster = opened(records[:1])
    signed(all_of(roster), "accept", hand(R.ACCEPT))
    review_roster(roster.pk, Recommendation.GRANT, hand(R.REVIEW))
    refusing = Finding(Recommendation.REFUSE, reason="考勤不实")
    line = review(line_of(roster, records[0]).pk, refusing, hand(R.REVIEW), demonstration())
    approve_roster(roster.pk, hand(R.APPROVE), demonstration().pack)
    for place in ("230000", CITY):
        approve(line.pk, hand(R.APPROVE, place), demonstration())
    assert states(roster) == ("noticed", ["refused"])

    night(8)

    assert states(roster) == ("closed", ["refused"])


def test_as_many_approve_the_roster_as_its_lines_come_to(records: list[int]) -> None:
    """Three of 1,500 yuan are under 5,000; with one of 3,000 more they are not."""
    roster = opened(records)
    signed(all_of(roster), "accept", hand(R.ACCEPT))
    signed(all_of(roster), "review", hand(R.REVIEW))
    Case.objects.filter(pk=line_of(roster, records[0]).pk).update(amount_fen=300_000)

    first = signed(all_of(roster), "approve", hand(R.APPROVE))

    assert (first.count, states(roster)) == (1, ("reviewed", ["reviewed"] * 3))
    second = signed(all_of(roster), "approve", hand(R.APPROVE, CITY))
    assert stayed(second).keys() == {records[0]}
    assert states(roster) == ("noticed", ["reviewed", "noticed", "noticed"])
