"""Offers: who is offered what, once; what lapses, and what becomes of a yes and of a no."""

from dataclasses import replace

import pytest

from jiyao.casework.actions.accepting import withdraw
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.moving import NotYourDuty
from jiyao.casework.actions.offering import Offers, OtherRules, offer_due
from jiyao.casework.actions.opening import NotYours, OfferOver
from jiyao.casework.models import Case, CaseState, Channel
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.policy.models import Run
from jiyao.policy.queries.waiting import RunFolder
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole, HeldCertificate
from tests.casework.claims import (
    CERTIFICATE,
    DUE_FEN,
    MEASURE,
    assessor,
    claimed,
    hand,
    lay_out_entitled,
    reviewed,
)
from tests.casework.offers import offer, offered, run
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, COUNTY, DAY, HERE, THERE

R = AccountRole


@pytest.fixture(autouse=True)
def world(fresh_database: str) -> None:
    lay_out_entitled()


def states() -> list[str]:
    """Where each case stands that the world did not have before."""
    claims = Case.objects.filter(kind="person-claim").exclude(state=CaseState.CLOSED)
    return list(claims.order_by("pk").values_list("state", flat=True))


def no_longer_due() -> None:
    """The certificate stands no longer in the look-up, so that nothing is due."""
    HeldCertificate.objects.filter(record=CERTIFICATE).update(found_in_lookup=False)


def test_what_a_run_finds_due_is_offered_once_with_its_sum_and_place() -> None:
    last = run()

    first, again = offer(last=last), offer(last=last)

    case = Case.objects.get(measure=MEASURE, state=CaseState.OFFERED)
    assert first == Offers(MEASURE, made=1, fen=DUE_FEN, lapsed=0, standing=0)
    assert again == Offers(MEASURE, made=0, fen=0, lapsed=0, standing=1)
    assert (
        case.state,
        case.channel,
        case.amount_fen,
        case.division,
        case.person_id,
        case.subject_record,
    ) == (
        CaseState.OFFERED,
        Channel.OFFER,
        DUE_FEN,
        COUNTY,
        HERE,
        CERTIFICATE,
    )
    assert (case.found_by, case.opened_by, case.opened_on) == (last.run, None, DAY)
    assert list(case.steps.values_list("step", "before", "after")) == [("offer", "before", "offered")]


def test_offers_of_a_slice_are_one_act_that_names_each() -> None:
    case = offered()

    act = Act.objects.get(kind="case-offer")
    assert (act.subject, act.codes) == (
        f"run:{case.found_by_id}",
        {"measure": MEASURE, "pack_hash": pack().hash, "on": DAY.isoformat(), "rows": 1},
    )
    assert case.steps.get().act == act.number
    assert not verify_acts().findings


def test_yes_makes_the_offer_a_claim_that_goes_its_way() -> None:
    offer_ = offered()

    case = claimed(channel=Channel.OFFER)

    assert (case.pk, case.state, case.amount_fen) == (offer_.pk, CaseState.CLAIMED, DUE_FEN)
    assert case.opened_by is not None
    assert case.determinations.get().step == "claim"
    assert approve(reviewed(case).pk, hand(R.APPROVE), assessor()).state == CaseState.DECIDED
    assert offer(days=1).made == 0


def test_what_was_claimed_is_not_offered() -> None:
    claimed()

    assert offer().made == 0


def test_no_is_kept_and_can_be_thought_over() -> None:
    case = offered()

    withdraw(case.pk, hand(R.CITIZEN))

    assert (offer(days=1).made, states()) == (0, ["withdrawn"])
    assert claimed().state == CaseState.CLAIMED


def test_offer_that_is_true_no_longer_lapses_at_the_next_run_and_comes_again_when_it_is() -> None:
    offered()
    no_longer_due()

    ended = offer(days=1)
    HeldCertificate.objects.filter(record=CERTIFICATE).update(found_in_lookup=True)
    renewed = offer(days=2)

    assert (ended.lapsed, renewed.made, states()) == (1, 1, ["lapsed", "offered"])
    assert not verify_acts().findings


def test_offer_of_another_sum_gives_way_to_a_new_one() -> None:
    case = offered()
    Case.objects.filter(pk=case.pk).update(amount_fen=1)

    said = offer(days=1)

    assert (said.lapsed, said.made, said.fen) == (1, 1, DUE_FEN)


def test_offer_of_a_measure_that_is_gone_lapses() -> None:
    case = offered()
    Case.objects.filter(pk=case.pk).update(measure="gone")

    offer(days=1)

    assert states() == ["lapsed", "offered"]


def test_yes_to_what_is_true_no_longer_says_so_and_the_offer_lapses() -> None:
    offered()
    no_longer_due()

    with pytest.raises(OfferOver, match=r"true no longer.*conditions are not met") as told:
        claimed()

    assert "已不成立" in told.value.said("zh")
    assert states() == ["lapsed"]


def test_yes_to_another_sum_than_today_s_says_so() -> None:
    case = offered()
    Case.objects.filter(pk=case.pk).update(amount_fen=1)

    with pytest.raises(OfferOver, match="sum or place"):
        claimed()

    assert states() == ["lapsed"]


def test_nobody_says_yes_or_no_for_another() -> None:
    case = offered()
    Case.objects.filter(pk=case.pk).update(person=THERE)

    with pytest.raises(NotYourDuty):
        withdraw(case.pk, hand(R.CITIZEN))
    with pytest.raises(NotYours):
        claimed(person=THERE, record=1000 + THERE)

    assert states() == ["offered"]


def test_run_by_other_rules_offers_nothing() -> None:
    last = run()
    other = RunFolder(Run(pk=last.run.pk, pack_hash="other"), last.folder)

    with pytest.raises(OtherRules, match="another version"):
        offer_due(other, pack(), Hand(None, DAY, AT))

    assert states() == []


def test_claim_made_since_the_run_is_not_offered_beside_it() -> None:
    last = run()
    claimed()

    assert (offer(last=last).made, states()) == (0, ["claimed"])


def test_pack_that_drops_the_measure_lets_its_offers_lapse() -> None:
    last = run()
    offer(last=last)
    rest = {id_: one for id_, one in pack().measures.items() if id_ != MEASURE}
    less = replace(pack(), measures=rest)

    offer_due(last, less, Hand(None, DAY, AT))

    assert states() == ["lapsed"]
