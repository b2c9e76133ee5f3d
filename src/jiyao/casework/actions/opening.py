"""Opening a case: a person claims, or says yes to what was offered."""

from collections.abc import Callable
from dataclasses import dataclass

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid, JiyaoError, NotAllowed
from jiyao.casework.actions.freezing import keep_determination
from jiyao.casework.actions.moving import move
from jiyao.casework.actions.paying import set_account
from jiyao.casework.kinds import PERSON_CLAIM
from jiyao.casework.models import Case, CaseState, Channel
from jiyao.casework.queries.cases import was_given
from jiyao.casework.queries.determining import NothingThere, frozen_now, said_of
from jiyao.casework.tables import CASES
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination
from jiyao.engine.measures import Outcome, Payable
from jiyao.funds.accounts import BankAccount
from jiyao.registry.hand import Hand


class NotYours(NotAllowed):
    """Somebody claims for another who is not in their reach."""


class NotClaimable(Invalid):
    """The rules give nothing that could be claimed, or nothing that may be paid yet."""


class OfferOver(Conflict):
    """What was offered is true no longer."""


class OpenAlready(Conflict):
    """A case about the same is open, or it was given already."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is claimed: what a measure gives for one record of a person, and where it is to be paid to."""

    person: int
    measure: str
    record: int
    channel: Channel = Channel.PORTAL
    account: BankAccount | None = None


Then = Callable[[Case], object]


def _nothing_more(case: Case) -> None:
    """Nothing else is done with a claim."""


def claim(wanted: Wanted, hand: Hand, assessor: Assessor, *, then: Then = _nothing_more) -> Case:
    """The case, waiting to be accepted; facts, version and determination are frozen.

    What was offered is claimed as the case that offered it. Call it outside a transaction, or an offer that is over
    does not lapse.

    then     is done with the case in the same transaction
    raises   NotYours, NotClaimable with what is missing, OpenAlready, BadAccount;
             OfferOver: the offer is true no longer, and has lapsed;
             UnknownMeasure, NobodyKnown, NothingThere
    """
    try:
        return _claimed(wanted, hand, assessor, then)
    except (NotClaimable, NothingThere, OfferOver) as error:
        if not _lapsed(wanted, hand):
            raise
        raise _over(error) from None


@transaction.atomic
def _claimed(wanted: Wanted, hand: Hand, assessor: Assessor, then: Then) -> Case:
    assessor.pack.measure(wanted.measure)
    frozen = frozen_now(assessor, wanted.person, wanted.measure, on=hand.on, known_at=hand.at)
    found = said_of(frozen, assessor, wanted.measure, wanted.record)
    begun = _begun(wanted, found, hand)
    _check_reach(begun, hand)
    _check_claimable(found)
    _check_given(begun)
    case = _taken_up(begun, hand) or begun
    if wanted.account is not None:
        set_account(case, wanted.account)
    if case is begun:
        _saved(case)
    move(case, "claim", hand, codes={"measure": case.measure, "record": case.subject_record})
    keep_determination(case, "claim", found, frozen, assessor)
    then(case)
    return case


def _offer(wanted: Wanted) -> Case | None:
    """The offer that says what is wanted, held until the transaction ends."""
    offers = Case.objects.select_for_update(of=("self",)).filter(
        state=CaseState.OFFERED, person=wanted.person, measure=wanted.measure, subject_record=wanted.record
    )
    return offers.first()


def _taken_up(begun: Case, hand: Hand) -> Case | None:
    """The offer of what is claimed, now of who claims; None where none was made. raises OfferOver"""
    assert begun.person_id is not None  # noqa: S101 - claims of persons
    offer = _offer(Wanted(begun.person_id, begun.measure, begun.subject_record))
    if offer is None:
        return None
    if (offer.amount_fen, offer.division) != (begun.amount_fen, begun.division):
        raise OfferOver("sum or place are others now", zh="金额或受理地已有变化")
    offer.opened_by, offer.channel = hand.account, begun.channel
    return offer


@transaction.atomic
def _lapsed(wanted: Wanted, hand: Hand) -> bool:
    """Whether there was an offer of it, which has now lapsed."""
    offer = _offer(wanted)
    if offer is None:
        return False
    _check_reach(offer, hand)
    move(offer, "lapse", hand)
    return True


def _over(error: JiyaoError) -> OfferOver:
    return OfferOver(
        f"this offer is true no longer, and has lapsed: {error}; the page of the measure says what stands today",
        zh=f"这项推送已不成立，现已失效：{error.said('zh')}。当前情况请看政策页",
    )


def _begun(wanted: Wanted, found: Determination, hand: Hand) -> Case:
    place = found.case.facts.get(found.measure.place)
    return Case(
        kind=PERSON_CLAIM.name,
        state=CaseState.BEFORE,
        measure=wanted.measure,
        subject=found.measure.subject,
        subject_record=wanted.record,
        person_id=wanted.person,
        division=None if place is None else str(place),
        channel=wanted.channel,
        opened_by=hand.account,
        opened_on=hand.on,
        opened_at=hand.at,
        state_since=hand.on,
        amount_fen=found.result.amount_fen or None,
    )


def _check_reach(case: Case, hand: Hand) -> None:
    """A person claims for themself; an official at the counter for whoever is in their place."""
    reach = hand.reach(CASES.name, "make")
    if not (reach.everything or reach.person == case.person_id or case.division in reach.divisions):
        raise NotYours("this is not yours to claim", zh="只能为本人申领，窗口只能受理本辖区的办件")


def _check_claimable(found: Determination) -> None:
    outcome, payable = found.result.outcome, found.result.payable
    if outcome in (Outcome.NOT_ELIGIBLE, Outcome.NOT_APPLICABLE):
        raise NotClaimable(
            "the conditions are not met; the page of the measure says which",
            zh="不符合条件，请看政策页上的原因",
        )
    if payable is not Payable.PAYS:
        raise NotClaimable(
            "a value of the policy is not confirmed yet, so nothing is paid; you will be told when it is",
            zh="政策标准尚未确认，暂不能支付；确认后会告知您",
        )


def _check_given(case: Case) -> None:
    if was_given(case.measure, case.subject, case.subject_record):
        raise OpenAlready("this was given already", zh="这项待遇已经发放过")


def _saved(case: Case) -> None:
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        raise OpenAlready(
            "a case about the same is open; look at it instead", zh="同一事项已有办件正在办理，请查看该办件"
        ) from None
