"""提出异议、申诉、投诉: somebody contests a case, with a reason, in time, once."""

from dataclasses import dataclass
from typing import BinaryIO

from django.db import transaction

from jiyao.base.errors import Conflict, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.evidence import add_evidence
from jiyao.casework.actions.moving import locked, move
from jiyao.casework.kinds import CONTESTS, OBJECTION
from jiyao.casework.models import Case, CaseState, Channel
from jiyao.casework.queries.contests import Ground, filed_before, ground_of
from jiyao.casework.tables import CASES
from jiyao.engine.packs.loading import Pack
from jiyao.registry.hand import Hand

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
    """What somebody contests: the case, in which form, why, and with what."""

    contested: int
    form: str
    reason: str
    paper: Paper | None = None


@transaction.atomic
def contest(wanted: Contest, hand: Hand, pack: Pack) -> Case:
    """The case that contests the other, waiting to be accepted.

    raises   NotYoursToContest, NothingToContest, ContestedAlready, BadReason; TooLate with the last day;
             TooLarge, EmptyFile, WrongContent
    """
    found = locked(wanted.contested)
    contested, person = _checked_person(found, wanted, hand)
    ground = ground_of(contested, wanted.form, pack)
    if ground is None:
        raise _nothing(contested, wanted.form)
    _check_time(contested, wanted.form, ground, hand)
    if filed_before(contested, wanted.form, person, ground):
        raise _already(contested, wanted.form)
    reason, step = checked_reason(wanted.reason), ground.step
    case = open_contest(contested, wanted.form, reason, hand, channel=Channel.PORTAL, because=step.act)
    if wanted.paper is not None:
        add_evidence(case.pk, PAPER, wanted.paper.file, wanted.paper.name, hand)
    return case


def _checked_person(found: Case | None, wanted: Contest, hand: Hand) -> tuple[Case, int]:
    """The contested case and who contests it: anybody by name objects, only whom it is about does else."""
    person = None if hand.account is None else hand.account.person_id
    own = found is not None and found.person_id == person
    if found is None or person is None or not (own or wanted.form == OBJECTION.name):
        raise NotYoursToContest(
            f"case {wanted.contested}: sign in as yourself; only whom a case is about appeals or complains",
            zh="请以本人账号登录后提出；申诉和投诉只能由办件本人提出",
        )
    return found, person


def _check_time(contested: Case, form: str, ground: Ground, hand: Hand) -> None:
    if ground.until is None or ground.is_open(hand.on):
        return
    words, last = CONTESTS[form].words, ground.until.on
    raise TooLate(
        f"case {contested.number}: {words.en.lower()} closed; it could be filed until {last}",
        zh=f"办件 {contested.number} 的{words.zh}须在 {last} 前（含当日）提出，现已逾期",
    )


def open_contest(
    contested: Case, form: str, reason: str, hand: Hand, *, channel: Channel, because: int
) -> Case:
    """The case of the person who acts, waiting to be accepted. The caller has checked that it may be.

    because   the number of the act that is contested, or of the rating that opened it
    """
    assert hand.account is not None  # noqa: S101 - somebody contests it
    case = Case.objects.create(
        kind=form,
        state=CaseState.BEFORE,
        measure=contested.measure,
        subject=CASES.name,
        subject_record=contested.pk,
        person_id=hand.account.person_id,
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
        "only a refusal, or a sum that was given, can be appealed against",
        "只有不予受理、不予批准或已决定金额的办件可以申诉",
    ),
    "complaint": ("what is only offered, or contests another case, cannot be complained about", "不能投诉"),
}
"""What each form needs."""
