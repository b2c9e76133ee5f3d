"""单位名册申领: an organisation opens a roster with a line for each person, all or nothing; the roster's own steps."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid
from jiyao.base.progress import Progress, silent
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.freezing import determinations_kept
from jiyao.casework.actions.moving import close_with_last_line, held, keep_steps, living_lines, move
from jiyao.casework.actions.opening import NotYours, OpenAlready
from jiyao.casework.actions.paying import set_roster_account
from jiyao.casework.issuing import issue_with_last_line
from jiyao.casework.kinds import ROSTER, ROSTER_LINE
from jiyao.casework.models import Case, CaseState, Channel, Recommendation
from jiyao.casework.queries.cases import endorsements
from jiyao.casework.queries.rosters import (
    Judged,
    Standing,
    judged,
    measure_for_rosters,
    people_of,
    records_for,
)
from jiyao.casework.tables import CASES
from jiyao.casework.time_limits import approvals_needed, notice_of
from jiyao.engine.cases import OWNER
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.measures import Measure
from jiyao.engine.packs.loading import Pack
from jiyao.foundation.actions.acting import append_bulk_act
from jiyao.funds.accounts import BankAccount, check_payee, organisation_payee
from jiyao.registry.hand import Hand

MOST = 5_000
"""How many lines a roster may have."""
ORGANISATIONS = "organisations"
"""What a roster is about, as flags name it."""


class BadRoster(Invalid):
    """A roster without lines, with too many, with none's record, or without an account where it is paid to one."""


class NotDue(Conflict):
    """Something on the roster is not due, or not any more. `records`: their numbers."""

    def __init__(self, records: Sequence[int]) -> None:
        self.records = records
        super().__init__(
            f"{len(records)} records are not due today; look at the roster again and leave them out",
            zh=f"有 {len(records)} 条记录今天不能申领，请重新核对名册后去掉",
        )


@dataclass(frozen=True, slots=True)
class RosterWanted:
    """What an organisation claims: what a measure gives for these records, and where it is to be paid to.

    account    of the organisation; `sealed`: by record that of the person, sealed for them, where it is known
    """

    organisation: int
    measure: str
    records: Sequence[int]
    account: BankAccount | None = None
    sealed: Mapping[int, bytes] = field(default_factory=dict)


def _nothing_more(roster: Case) -> None:
    """Nothing else is done with a roster."""


def open_roster(
    wanted: RosterWanted,
    hand: Hand,
    assessor: Assessor,
    *,
    progress: Progress = silent,
    then: Callable[[Case], object] = _nothing_more,
) -> Case:
    """The roster, waiting to be accepted, with a line for each record, its facts and determination frozen.

    What was offered of it to a person lapses. All or nothing. Who is due is worked out before the transaction, by what
    was known when the hand took it up; whoever opens a case about the same meanwhile is found in it.

    then     is done with the roster in the same transaction
    raises   NotYours, NoRoster, UnknownMeasure, BadRoster, BadAccount, NotDue, OpenAlready
    """
    if wanted.organisation not in hand.reach(CASES.name, "make").organisations:
        raise NotYours("claim for your own organisation", zh="只能为本单位申领")
    measure = check_roster(wanted, assessor.pack)
    found = _due(wanted, measure, hand, assessor, progress)
    return _opened(wanted, measure, found, hand, assessor, then)


def check_roster(wanted: RosterWanted, pack: Pack) -> Measure:
    """The measure, where so many can be claimed for, and it is known where the organisation is to be paid.

    raises   NoRoster, UnknownMeasure, BadRoster, BadAccount
    """
    measure = measure_for_rosters(wanted.measure, pack)
    if not 0 < len(set(wanted.records)) <= MOST:
        raise BadRoster(f"a roster has 1 to {MOST} people", zh=f"一份名册应有 1 至 {MOST} 人")
    if measure.pays != OWNER:
        check_payee(organisation_payee(wanted.organisation, wanted.account or BankAccount("", "", "")))
    return measure


@transaction.atomic
def _opened(
    wanted: RosterWanted,
    measure: Measure,
    found: Sequence[Judged],
    hand: Hand,
    assessor: Assessor,
    then: Callable[[Case], object],
) -> Case:
    roster = _roster(wanted, measure, found, hand)
    if measure.pays != OWNER:
        set_roster_account(roster, wanted.account)
    roster.save(force_insert=True)
    then(roster)
    claimed = move(roster, "claim", hand, codes={"measure": measure.id, "rows": len(found)})
    _lapse_offers(measure, found, hand)
    lines = _saved([_line(one, roster, measure, hand, wanted.sealed) for one in found])
    _note_claimed(roster, lines, hand, claimed.act)
    determinations_kept(zip(lines, found, strict=True), "claim", assessor)
    return roster


def _due(
    wanted: RosterWanted, measure: Measure, hand: Hand, assessor: Assessor, progress: Progress
) -> list[Judged]:
    """What is claimed, every record of it due. raises BadRoster, NotDue"""
    records = set(wanted.records)
    rows = records_for(measure, frozenset({wanted.organisation}), hand.on).filter(record__in=records)
    people = people_of(measure, rows)
    if strange := records - people.keys():
        raise BadRoster(
            f"{len(strange)} records are not of this organisation: {_some(strange)}",
            zh=f"有 {len(strange)} 条记录不属于本单位：{_some(strange)}",
        )
    found = []
    for one in judged(measure, people, hand, assessor):
        found.append(one)
        progress("determine", len(found), len(people))
    if bad := [one.record for one in found if one.standing is not Standing.DUE]:
        raise NotDue(bad)
    return found


def _some(numbers: Iterable[int]) -> str:
    return ", ".join(str(one) for one in sorted(numbers)[:10])


def _roster(wanted: RosterWanted, measure: Measure, found: Sequence[Judged], hand: Hand) -> Case:
    """The case of the whole; its place is that of all its lines, the province's where they differ."""
    places = {_place(one, measure) for one in found}
    return Case(
        kind=ROSTER.name,
        state=CaseState.BEFORE,
        measure=measure.id,
        subject=ORGANISATIONS,
        subject_record=wanted.organisation,
        organisation_id=wanted.organisation,
        division=places.pop() if len(places) == 1 else None,
        channel=Channel.ROSTER,
        opened_by=hand.account,
        opened_on=hand.on,
        opened_at=hand.at,
        state_since=hand.on,
    )


def _line(one: Judged, roster: Case, measure: Measure, hand: Hand, sealed: Mapping[int, bytes]) -> Case:
    """A person's case; the organisation stands on it where it is paid, else the person's account if it was given."""
    return Case(
        kind=ROSTER_LINE.name,
        state=CaseState.CLAIMED,
        measure=measure.id,
        subject=measure.subject,
        subject_record=one.record,
        person_id=one.person,
        organisation_id=None if measure.pays == OWNER else roster.organisation_id,
        division=_place(one, measure),
        parent=roster,
        channel=Channel.ROSTER,
        opened_by=hand.account,
        opened_on=hand.on,
        opened_at=hand.at,
        state_since=hand.on,
        amount_fen=one.due_fen or None,
        account_sealed=sealed.get(one.record) if measure.pays == OWNER else None,
    )


def _place(one: Judged, measure: Measure) -> str | None:
    place = None if one.found is None else one.found.case.facts.get(measure.place)
    return None if place is None else str(place)


def _saved(lines: list[Case]) -> list[Case]:
    try:
        with transaction.atomic():
            return Case.objects.bulk_create(lines)
    except IntegrityError:
        raise OpenAlready(
            "a case about one of these records is open by now; look at the roster again",
            zh="其中有记录刚刚已由其他办件申领，请重新核对名册",
        ) from None


def _note_claimed(roster: Case, lines: Sequence[Case], hand: Hand, claimed: int) -> None:
    """The first step of each line, with one act for all."""
    act = append_bulk_act(
        kind="case-claim",
        actor=hand.party,
        subject=roster.party,
        at=hand.at,
        lines=((one.pk, 1, "") for one in lines),
        codes={"before": CaseState.BEFORE.value, "after": CaseState.CLAIMED.value},
        rests_on=[claimed],
    )
    keep_steps(((one.pk, CaseState.BEFORE) for one in lines), "claim", act.number, hand)


def _lapse_offers(measure: Measure, found: Sequence[Judged], hand: Hand) -> None:
    """What was offered to these people of the same lapses: it comes by the roster now."""
    offers = Case.objects.select_for_update(of=("self",)).filter(
        state=CaseState.OFFERED,
        measure=measure.id,
        subject=measure.subject,
        subject_record__in=[one.record for one in found],
    )
    for offer in offers.order_by("pk"):
        move(offer, "lapse", hand.by_itself)


@transaction.atomic
def reject_roster(number: int, hand: Hand, *, reason: str) -> Case:
    """The roster, not accepted; its lines lapse. raises NotNow, NotYourDuty, SameHand, BadReason"""
    case = held(number, hand, "accept")
    move(case, "reject", hand, reason=reason)
    _end_lines(case, hand)
    return case


@transaction.atomic
def withdraw_roster(number: int, hand: Hand) -> Case:
    """The roster, taken back by the organisation; its lines lapse. raises NotNow, NotYourDuty"""
    case = held(number, hand, "make")
    move(case, "withdraw", hand)
    _end_lines(case, hand)
    return case


@transaction.atomic
def review_roster(number: int, recommends: Recommendation, hand: Hand, *, reason: str = "") -> Case:
    """The roster, reviewed as a whole: from now on its lines can be. To refuse it wants a reason.

    raises   NotNow, NotYourDuty, SameHand, BadReason
    """
    case = held(number, hand, "review")
    case.recommends = recommends
    said = reason if recommends == Recommendation.GRANT else checked_reason(reason)
    move(case, "review", hand, reason=said, codes={"recommends": case.recommends})
    return case


@transaction.atomic
def send_back_roster(number: int, hand: Hand, *, reason: str) -> Case:
    """The roster, back with who reviews, and with it every line that was reviewed. raises as `send_back`"""
    case = held(number, hand, "approve")
    for line in living_lines(case).filter(state=CaseState.REVIEWED).order_by("pk"):
        line.parent = case
        move(line, "send-back", hand, reason=reason)
    move(case, "send-back", hand, reason=reason)
    return case


@transaction.atomic
def approve_roster(number: int, hand: Hand, pack: Pack) -> Case:
    """The roster: approved as a whole, refused with its lines, or waiting for one more approval.

    As many approve as its lines come to in all. It gives nothing itself: its lines do.

    raises   NotNow, NotYourDuty, SameHand
    """
    case = held(number, hand, "approve")
    if endorsements(case) + 1 < approvals_needed(case, pack):
        move(case, "endorse", hand)
        return case
    if case.recommends == Recommendation.REFUSE:
        move(case, "refuse", hand)
        _end_lines(case, hand)
        return case
    move(case, "approve", hand)
    if notice_of(case, pack) is not None:
        move(case, "notice", hand.by_itself)
        return case
    return decide_roster(case, hand.by_itself)


def decide_roster(case: Case, hand: Hand) -> Case:
    """The roster, decided, so that its lines can be; closed where none is left. The caller holds it. raises NotNow"""
    issue_with_last_line(move(case, "decide", hand), hand)
    close_with_last_line(case, hand)
    return case


def _end_lines(roster: Case, hand: Hand) -> None:
    """Lets the lines lapse that are not over, the roster being so."""
    for line in _lines(roster):
        move(line, "lapse", hand.by_itself)


def _lines(roster: Case) -> Iterator[Case]:
    for line in living_lines(roster).order_by("pk"):
        line.parent = roster
        yield line
