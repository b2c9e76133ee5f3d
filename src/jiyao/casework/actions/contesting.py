"""提出异议、申诉、投诉: somebody contests a case, with a reason, in time, once."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction

from jiyao.base.errors import Conflict, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.evidence import add_evidence
from jiyao.casework.actions.moving import locked, move
from jiyao.casework.kinds import CONTESTS, OBJECTION
from jiyao.casework.models import Case, CaseState, Channel
from jiyao.casework.queries.contests import Filer, Ground, concerned, filed_before, ground_of
from jiyao.casework.tables import CASES
from jiyao.engine.packs.loading import Pack
from jiyao.registry.hand import Hand
from jiyao.registry.queries.finding import PEOPLE, people_within

PAPER = "证明材料"


class NotYoursToContest(NotAllowed):
    """There is no such case, or only whom it is about contests it so."""


class NothingToContest(Conflict):
    """The case does not stand so that it could be contested in this form."""


class TooLate(Conflict):
    """The time to contest it is over."""


class ContestedAlready(Conflict):
    """The same person has contested the same."""


@dataclass(frozen=True, slots=True)
class Paper:
    """A file that shows what somebody says."""

    file: BinaryIO
    name: str


@dataclass(frozen=True, slots=True)
class Contest:
    """What somebody contests: the case, in which form, why, and with what.

    organisation   for which who acts does so; none where they act as a person
    person         for whom an official or a helper files at the counter
    """

    contested: int
    form: str
    reason: str
    paper: Paper | None = None
    organisation: int | None = None
    person: int | None = None


@transaction.atomic
def contest(
    wanted: Contest, hand: Hand, pack: Pack, *, then: Callable[[Case], object] = lambda case: None
) -> Case:
    """The case that contests the other, waiting to be accepted. `then`: what is done with it in the same transaction.

    raises   NotYoursToContest, NothingToContest, ContestedAlready, BadReason; TooLate with the last day;
             TooLarge, EmptyFile, WrongContent
    """
    contested, filer = _checked_filer(locked(wanted.contested), wanted, hand)
    ground = ground_of(contested, wanted.form, pack)
    if ground is None:
        raise _nothing(contested, wanted.form)
    _check_time(contested, wanted.form, ground, hand)
    if filed_before(contested, wanted.form, filer, ground):
        raise _already(contested, wanted.form)
    reason, step = checked_reason(wanted.reason), ground.step
    channel = Channel.PORTAL if wanted.person is None else Channel.COUNTER
    case = open_contest(contested, wanted.form, reason, hand, channel=channel, because=step.act, filer=filer)
    if wanted.paper is not None:
        add_evidence(case.pk, PAPER, wanted.paper.file, wanted.paper.name, hand)
    then(case)
    return case


def _checked_filer(found: Case | None, wanted: Contest, hand: Hand) -> tuple[Case, Filer]:
    """The contested case and who contests it: anybody by name objects, only whom it is about does else."""
    filer = _filer(wanted, hand)
    own = found is not None and (
        filer.organisation in concerned(found)
        if filer.organisation is not None
        else found.person_id == filer.person
    )
    if found is None or filer == Filer() or not (own or wanted.form == OBJECTION.name):
        raise NotYoursToContest(
            f"case {wanted.contested}: sign in as yourself; only whom a case is about appeals or complains",
            zh="请以本人或本单位账号登录后提出；申诉和投诉只能由办件所涉的个人或单位提出",
        )
    return found, filer


def _filer(wanted: Contest, hand: Hand) -> Filer:
    """Who contests: whom an official files for, the organisation for which somebody acts, or the person themself."""
    if wanted.person is not None:
        within = people_within(hand.reach(PEOPLE, "see"), hand.on).filter(record=wanted.person)
        return Filer(person=wanted.person) if within.exists() else Filer()
    if wanted.organisation is not None:
        mine = wanted.organisation in hand.reach(CASES.name, "make").organisations
        return Filer(organisation=wanted.organisation) if mine else Filer()
    return Filer() if hand.account is None else Filer(person=hand.account.person_id)


def _check_time(contested: Case, form: str, ground: Ground, hand: Hand) -> None:
    if ground.until is None or ground.is_open(hand.on):
        return
    words, last = CONTESTS[form].words, ground.until.on
    raise TooLate(
        f"case {contested.number}: {words.en.lower()} closed; it could be filed until {last}",
        zh=f"办件 {contested.number} 的{words.zh}须在 {last} 前（含当日）提出，现已逾期",
    )


def open_contest(
    contested: Case, form: str, reason: str, hand: Hand, *, channel: Channel, because: int, filer: Filer
) -> Case:
    """The case of who contests, waiting to be accepted. The caller has checked that it may be.

    because   the number of the act that is contested, or of the rating that opened it
    """
    case = Case.objects.create(
        kind=form,
        state=CaseState.BEFORE,
        measure=contested.measure,
        subject=CASES.name,
        subject_record=contested.pk,
        person_id=filer.person,
        organisation_id=filer.organisation,
        division=contested.division,
        parent=contested,
        channel=channel,
        opened_by=hand.account,
        opened_on=hand.on,
        opened_at=hand.at,
        state_since=hand.on,
    )
    move(case, "claim", hand, reason=reason, codes={"contested": contested.pk, "act": because})
    return case


def _nothing(contested: Case, form: str) -> NothingToContest:
    state = CaseState(contested.state)
    en, zh = _NEEDED[form]
    return NothingToContest(
        f"case {contested.number} is {state.value}; {en}",
        zh=f"办件 {contested.number} 现为“{state.label}”；{zh}",
    )


def _already(contested: Case, form: str) -> ContestedAlready:
    return ContestedAlready(
        f"case {contested.number}: you have contested this already; see the answer among your cases",
        zh=f"办件 {contested.number}：您已提出过{CONTESTS[form].words.zh}，请在“我的办件”中查看答复",
    )


_NEEDED = {
    "objection": ("only what is on public notice can be objected to", "只有公示期间可以提出异议"),
    "appeal": (
        "only a refusal, a sum that was given, or what is taken back, can be appealed against",
        "只有不予受理、不予批准、已决定金额或撤销给付的办件可以申诉",
    ),
    "complaint": ("what is only offered, or contests another case, cannot be complained about", "不能投诉"),
}
"""What each form needs."""
