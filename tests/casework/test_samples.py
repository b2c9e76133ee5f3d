"""Checks after payment: a draw that can be repeated, and what the checks bring about."""

from dataclasses import replace
from datetime import timedelta
from hashlib import sha256

import pytest

from jiyao.base.reasons import BadReason
from jiyao.casework.actions.checking import (
    NoSuchOfficial,
    NotYoursToGive,
    TakenByAnother,
    give_check,
    leave_check,
    take_check,
)
from jiyao.casework.actions.moving import NotYourDuty, SameHand, move
from jiyao.casework.actions.sampling import (
    BadSeed,
    NoCheck,
    NothingToDraw,
    NotYoursToDraw,
    check_sampled,
    draw_sample,
)
from jiyao.casework.kinds.kind import NotNow
from jiyao.casework.models import Case, CaseState, CaseStep, Channel, Recommendation, SampleRun
from jiyao.casework.queries.cases import waiting_for
from jiyao.casework.queries.contests import ground_of
from jiyao.casework.queries.ratings import can_be_rated
from jiyao.casework.queries.samples import (
    CheckCount,
    checks_counted,
    checks_waiting,
    drawn_again,
    drawn_then,
)
from jiyao.casework.queries.saying import reasons_of
from jiyao.casework.sampling import drawn, hash_of
from jiyao.casework.time_limits import clock_of
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.models import Act
from jiyao.registry.hand import Hand
from jiyao.registry.permitting import NOBODY
from tests.casework.claims import DUE_FEN, MEASURE, assessor, claimed, hand, lay_out_entitled
from tests.casework.contests import R, by, given, time
from tests.registry.places import AT, COUNTY, DAY, PROVINCE

pytestmark = pytest.mark.django_db
IN_ORDER, NOT_IN_ORDER = Recommendation.GRANT, Recommendation.REFUSE


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out_entitled()


def rules(percent: int | None = 20) -> Pack:
    """The pack, with so much of what was claimed to be drawn."""
    pack = assessor().pack
    claim = {**pack.procedures["claim"], "sampled_percent": percent}
    return replace(pack, procedures={**pack.procedures, "claim": claim})


def timed(days: int) -> Pack:
    """The pack, in which a check is to be over in so many working days."""
    pack = rules()
    claim = {**pack.procedures["claim"], "check_days": days}
    return replace(pack, procedures={**pack.procedures, "claim": claim})


def paid(case: Case | None = None) -> Case:
    """The claim, and its money arrived."""
    found = case or given()
    move(found, "pay", time(0))
    move(found, "close", time(0))
    return found


def others(count: int, *, days: int = 0) -> list[Case]:
    """So many other cases whose money arrived so many days after the first."""
    on = DAY + timedelta(days=days)
    made = []
    for number in range(count):
        case = Case.objects.create(
            kind="person-claim",
            state=CaseState.CLOSED,
            measure=MEASURE,
            subject="certificate",
            subject_record=9000 + number,
            division=COUNTY,
            channel=Channel.PORTAL,
            opened_on=DAY,
            opened_at=AT,
            state_since=on,
        )
        CaseStep.objects.create(
            case=case, step="pay", before=CaseState.DECIDED, after=CaseState.PAID, on=on, at=AT, act=0
        )
        made.append(case)
    return made


def checks() -> list[Case]:
    """What is to be checked, in the order of the draw."""
    return list(Case.objects.filter(kind="sample-check").order_by("pk"))


def test_rule_is_the_published_one() -> None:
    numbers = [f"23010220250630{number:08d}" for number in range(41)]

    found = drawn(numbers, "2025073", 5)

    assert found == sorted(numbers, key=lambda one: sha256(f"2025073:{one}".encode()).hexdigest())[:3]
    assert drawn(reversed(numbers), "2025073", 5) == found
    assert drawn(numbers, "2025074", 5) != found
    assert (drawn(numbers, "1", 100) != numbers, len(drawn(numbers, "1", 100)), drawn([], "1", 5)) == (
        True,
        41,
        [],
    )


def test_draw_is_kept_with_all_that_repeats_it() -> None:
    cases = others(10)

    run = draw_sample(" 双色球 2025073 ", time(1), rules())

    assert (run.seed, run.since, run.until, run.shares, run.population, run.drawn) == (
        "双色球 2025073",
        None,
        DAY,
        {MEASURE: (10, 20, 2)},
        10,
        2,
    )
    assert run.population_hash == hash_of(case.number for case in cases)
    kept = SampleRun.objects.get()
    assert drawn_again(kept) == drawn_then(kept) == drawn([case.number for case in cases], run.seed, 20)
    assert [(one.parent_id, one.state, one.channel, one.division) for one in checks()] == [
        (one.check_case.parent_id, "accepted", "sample", COUNTY) for one in kept.sampled.order_by("pk")
    ]
    assert Act.objects.get(kind="draw-sample").codes["hash"] == run.population_hash
    CaseStep.objects.filter(case=checks()[0].parent_id).update(on=DAY - timedelta(days=400))
    assert drawn_again(kept) == drawn_then(kept)
    CaseStep.objects.filter(case=checks()[0].parent_id).update(on=DAY + timedelta(days=1))
    assert drawn_again(kept) != drawn_then(kept)


def test_next_draw_is_among_what_was_paid_after_the_last() -> None:
    others(3)
    draw_sample("1", time(1), rules())
    with pytest.raises(NothingToDraw):
        draw_sample("2", time(1), rules())
    with pytest.raises(NothingToDraw):
        draw_sample("2", time(2), rules())
    others(4, days=2)

    run = draw_sample("2", time(5), rules(1))

    assert (run.since, run.until, run.shares) == (
        DAY + timedelta(days=1),
        DAY + timedelta(days=4),
        {MEASURE: (4, 1, 1)},
    )


def test_nothing_is_drawn_where_the_pack_names_no_share_or_nothing_was_paid() -> None:
    with pytest.raises(NothingToDraw):
        draw_sample("1", time(1), rules())
    others(3)
    with pytest.raises(NothingToDraw, match="sampled_percent"):
        draw_sample("1", time(1), rules(None))
    with pytest.raises(NothingToDraw):
        draw_sample("1", time(0), rules())

    assert not SampleRun.objects.exists()


@pytest.mark.parametrize("seed", ["", "  ", "1" * 65])
def test_seed_that_is_none_is_refused(seed: str) -> None:
    others(1)

    with pytest.raises(BadSeed):
        draw_sample(seed, time(1), rules())


def test_only_who_supervises_at_the_province_draws() -> None:
    others(1)
    for who in (by(R.SUPERVISE), by(R.REVIEW, division=PROVINCE), hand(R.CITIZEN)):
        with pytest.raises(NotYoursToDraw):
            draw_sample("1", who, rules())

    made = draw_sample("1", by(R.SUPERVISE, division=PROVINCE, days=1), rules())

    assert made.drawn_by is not None
    assert made.drawn_by.username == f"supervise-{PROVINCE}"


def test_check_that_finds_all_in_order_is_over_and_changes_nothing() -> None:
    case = paid()
    draw_sample("1", time(1), rules())
    [check] = checks()
    county, city = hand(R.REVIEW, days=1), by(R.REVIEW, days=1)
    waiting = [list(waiting_for(one.holder or NOBODY, "review", DAY)) for one in (county, city)]
    assert waiting == [[], [check]]
    with pytest.raises(SameHand):
        check_sampled(check.pk, IN_ORDER, county, assessor(), reason="已核对原件")
    with pytest.raises(BadReason):
        check_sampled(check.pk, IN_ORDER, city, assessor(), reason=" ")

    over = check_sampled(check.pk, IN_ORDER, city, assessor(), reason="已核对原件")

    assert (over.state, over.recommends, over.person_id) == ("closed", "grant", case.person_id)
    assert list(reasons_of(over, over.steps.all()).values()) == ["已核对原件"]
    assert not Case.objects.filter(kind="consequence").exists()
    assert checks_counted(by(R.SUPERVISE).holder or NOBODY, DAY, rules()) == [
        CheckCount(MEASURE, COUNTY, 0, 1, 0)
    ]
    assert (can_be_rated(over), ground_of(over, "complaint", rules()), clock_of(over, rules(), DAY)) == (
        False,
        None,
        None,
    )


def test_check_that_finds_otherwise_has_it_determined_again() -> None:
    case = paid()
    draw_sample("1", time(1), rules())
    [check] = checks()

    check_sampled(check.pk, NOT_IN_ORDER, by(R.REVIEW, days=1), assessor(), reason="单位称从未任职")

    follows = Case.objects.get(kind="consequence")
    [branch] = follows.branches.all()
    assert (follows.channel, follows.state, branch.grant, branch.given_fen) == (
        "sample",
        "accepted",
        case.grant,
        DUE_FEN,
    )
    [count] = checks_counted(by(R.SUPERVISE).holder or NOBODY, DAY, rules())
    assert (count.departs, count.departs_percent) == (1, 100.0)


def test_case_that_is_no_check_is_not_checked() -> None:
    case = claimed()

    with pytest.raises(NoCheck):
        check_sampled(case.pk, IN_ORDER, by(R.REVIEW), assessor(), reason="无")
    assert isinstance(hand(R.REVIEW), Hand)


def test_check_is_late_after_the_days_that_the_procedure_gives_and_never_without_any() -> None:
    paid()
    draw_sample("1", time(1), rules())
    supervising = by(R.SUPERVISE).holder or NOBODY
    last, after = DAY + timedelta(days=4), DAY + timedelta(days=7)

    told = [
        (checks_counted(supervising, on, pack)[0].late, one.clock and one.clock.left, one.is_late)
        for on, pack in ((last, timed(3)), (after, timed(3)), (after, rules()))
        for one in checks_waiting(supervising, on, pack, most=9)
    ]

    assert told == [(0, 0, False), (1, -1, True), (0, None, False)]


def test_check_is_of_who_took_it_until_it_is_left_or_given_to_another() -> None:
    paid()
    draw_sample("1", time(1), rules())
    [check] = checks()
    supervising = by(R.SUPERVISE, division=PROVINCE, days=1)
    city, province = by(R.REVIEW, days=1), by(R.REVIEW, division=PROVINCE, days=1)
    with pytest.raises(SameHand):
        take_check(check.pk, hand(R.REVIEW, days=1))

    take_check(check.pk, city)

    refused = [
        lambda: take_check(check.pk, province),
        lambda: leave_check(check.pk, province),
        lambda: check_sampled(check.pk, IN_ORDER, province, assessor(), reason="已核对原件"),
    ]
    for each in refused:
        with pytest.raises(TakenByAnother):
            each()
    [waiting] = checks_waiting(supervising.holder or NOBODY, DAY, rules(), most=9)
    assert waiting.taker == city.account
    leave_check(check.pk, city)
    taken = give_check(check.pk, f" review-{PROVINCE} ", supervising)
    assert (taken.taken_by, taken.taken_on) == (province.account, province.on)
    over = check_sampled(check.pk, IN_ORDER, province, assessor(), reason="已核对原件")
    assert over.state == "closed"
    kinds = Act.objects.filter(subject=f"case:{check.pk}").order_by("pk").values_list("kind", flat=True)
    taking = [one for one in kinds if one in ("take-check", "leave-check")]
    assert taking == ["take-check", "leave-check", "take-check"]
    with pytest.raises(NotNow):
        take_check(check.pk, province)


def test_check_is_given_only_by_who_supervises_at_the_province_and_to_who_may_check() -> None:
    paid()
    draw_sample("1", time(1), rules())
    [check] = checks()
    supervising = by(R.SUPERVISE, division=PROVINCE, days=1)
    handled = hand(R.REVIEW, days=1).account
    assert handled is not None

    with pytest.raises(NotYoursToGive):
        give_check(check.pk, handled.username, by(R.REVIEW, days=1))
    with pytest.raises(NoSuchOfficial):
        give_check(check.pk, "nobody-there", supervising)
    with pytest.raises(SameHand):
        give_check(check.pk, handled.username, supervising)
    with pytest.raises(NotYourDuty):
        give_check(check.pk, f"supervise-{PROVINCE}", supervising)
