"""成绩申诉: a candidate appeals against the answer to a re-marking; upheld, the mark and what rests on it change."""

from django.db import transaction

from jiyao.base.errors import Conflict, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.certificates import Change, Proposed, open_standing
from jiyao.casework.actions.moving import held, move
from jiyao.casework.kinds import CERTIFICATE_STANDING, MARK_APPEAL
from jiyao.casework.models import Case, CaseState, Channel
from jiyao.casework.models.case import FINISHED
from jiyao.casework.queries.mark_appeals import RE_MARKINGS, appeals_of, last_day
from jiyao.engine.packs.loading import Pack
from jiyao.evaluation.actions.results import correct_result
from jiyao.evaluation.actions.standing import Decided, renew_credential
from jiyao.evaluation.models import IssuedCertificate, PartResult, ReMarking, Standing
from jiyao.evaluation.queries.results import passed_candidates
from jiyao.registry.hand import Hand

DUTY = "review"
"""The duty of cases with which it is decided."""
FAILED_NOW = "成绩申诉改正后，该考生不再全部科目合格。"
"""Why the certificate is proposed to be revoked."""


class NotYourMark(NotAllowed):
    """Only the candidate appeals against the answer to their own re-marking."""


class NotAnswered(Conflict):
    """The re-marking is not answered yet."""


class TooLate(Conflict):
    """The days in which it could be appealed against are over."""


class AppealedAlready(Conflict):
    """The answer is or was appealed against."""


class NoAppeal(Conflict):
    """The case is of another kind."""


@transaction.atomic
def appeal_mark(number: int, hand: Hand, pack: Pack, *, reason: str) -> Case:
    """The appeal against the answer to a re-marking, waiting for the department of the place.

    raises   NotYourMark, NotAnswered, TooLate, AppealedAlready, BadReason
    """
    rows = ReMarking.objects.select_for_update(of=("self",)).select_related("candidate__session")
    asked = rows.filter(pk=number).first()
    account = hand.account
    if asked is None or account is None or account.person_id != asked.candidate.person_id:
        raise NotYourMark("only the candidate appeals", zh="只有考生本人可以申诉")
    _check_open(asked, hand, pack)
    session, said = asked.candidate.session, checked_reason(reason)
    case = Case.objects.create(
        kind=MARK_APPEAL.name,
        state=CaseState.BEFORE,
        measure="",
        subject=RE_MARKINGS,
        subject_record=asked.pk,
        person_id=asked.candidate.person_id,
        organisation_id=session.organisation_id,
        division=session.division,
        channel=Channel.PORTAL,
        opened_by=account,
        opened_on=hand.on,
        opened_at=hand.at,
        state_since=hand.on,
    )
    move(case, "open", hand, reason=said, codes={"re_marking": asked.pk})
    return case


@transaction.atomic
def uphold_mark_appeal(number: int, tenths: int | None, hand: Hand, pack: Pack, *, reason: str) -> PartResult:
    """The result as it stands now. What rests on it follows: the certificate's file, or that it is to be revoked.

    tenths   None where the candidate was absent
    raises   NoAppeal, NotExamined, BadReason, NotNow, NotYourDuty, SameHand
    """
    case, asked = _held(number, hand)
    said = checked_reason(reason)
    act = move(case, "correct", hand, reason=said, codes={"part": asked.part}).act
    result = correct_result(asked, tenths, hand, pack, act=act)
    certificate = IssuedCertificate.objects.filter(candidate=asked.candidate_id).first()
    if certificate is not None and certificate.standing != Standing.REVOKED:
        _follow(certificate, asked, Decided(hand, said, act))
    return result


@transaction.atomic
def dismiss_mark_appeal(number: int, hand: Hand, *, reason: str) -> Case:
    """The case, over: the mark stands. raises NoAppeal, BadReason, NotNow, NotYourDuty, SameHand"""
    case, _ = _held(number, hand)
    move(case, "keep", hand, reason=checked_reason(reason))
    return case


def _follow(certificate: IssuedCertificate, asked: ReMarking, decided: Decided) -> None:
    passed = {one.pk for one in passed_candidates(asked.candidate.session)}
    if asked.candidate_id in passed:
        renew_credential(certificate.pk, decided)
        return
    about = Case.objects.filter(subject_record=certificate.pk, kind=CERTIFICATE_STANDING.name)
    if not about.exclude(state__in=FINISHED).exists():
        open_standing(certificate, Proposed(Change.REVOKE, FAILED_NOW), decided.hand)


def _check_open(asked: ReMarking, hand: Hand, pack: Pack) -> None:
    if asked.result_id is None:
        raise NotAnswered("the re-marking is not answered yet", zh="复核尚未答复，答复后才能申诉")
    until = last_day(asked, pack)
    if until is not None and hand.on > until.on:
        raise TooLate(f"it could be appealed against until {until.on}", zh=f"申诉期限至 {until.on}，现已逾期")
    if asked.pk in appeals_of([asked.pk]):
        raise AppealedAlready("it is appealed against already; see the answer", zh="已提出过申诉，请查看答复")


def _held(number: int, hand: Hand) -> tuple[Case, ReMarking]:
    case = held(number, hand, DUTY)
    if case.kind != MARK_APPEAL.name:
        raise NoAppeal(
            f"case {case.number} is no appeal against a mark; use the buttons of its page",
            zh=f"办件 {case.number} 不是成绩申诉，请用页面上的按钮办理",
        )
    asked = ReMarking.objects.select_for_update(of=("self",)).select_related("candidate__session")
    return case, asked.get(pk=case.subject_record)
