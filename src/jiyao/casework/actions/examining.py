"""审查和决定异议、申诉、投诉: one examines, another decides; what is upheld opens the contested case again."""

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.following import open_again, take_back_again
from jiyao.casework.actions.moving import held, move
from jiyao.casework.actions.paying import release_for
from jiyao.casework.issuing import issue_papers
from jiyao.casework.kinds import COMPLAINT, CONSEQUENCE, CONTESTS, ROSTER
from jiyao.casework.models import Case, CaseState, Channel, PaperKind, Recommendation
from jiyao.casework.models.case import CLAIMS, FINISHED
from jiyao.casework.queries.cases import open_case, was_given
from jiyao.casework.queries.rosters import lines_of
from jiyao.engine.determination.assessing import Assessor
from jiyao.registry.hand import Hand


class ContestsNothing(Conflict):
    """The case contests no other."""


class ClaimedAnew(Conflict):
    """What was refused was claimed again meanwhile, or given."""


@transaction.atomic
def examine(number: int, recommends: Recommendation, hand: Hand, *, reason: str) -> Case:
    """The case with what the examiner finds: that it is right, or not, and why; the person reads it.

    raises   ContestsNothing, BadReason, NotNow, NotYourDuty, SameHand
    """
    case = _held(number, hand, "review")
    case.recommends = recommends
    move(case, "review", hand, reason=checked_reason(reason), codes={"recommends": recommends.value})
    return case


@transaction.atomic
def conclude(number: int, hand: Hand, assessor: Assessor, *, said: str = "") -> Case:
    """The case, over: dismissed, or upheld with the contested case open again; a complaint is answered.

    raises   ContestsNothing, ClaimedAnew, NotNow, NotYourDuty, SameHand
    """
    case = _held(number, hand, "approve")
    if case.recommends == Recommendation.REFUSE:
        move(case, "refuse", hand, reason=said)
        return case
    move(case, "approve", hand, reason=said)
    decided = move(case, "decide", hand.by_itself)
    if case.kind != COMPLAINT.name:
        _open_contested(case, hand.by_itself, decided.act, assessor)
    issue_papers(decided, hand.by_itself, [PaperKind.ANSWER])
    move(case, "close", hand.by_itself)
    return case


def _held(number: int, hand: Hand, verb: str) -> Case:
    case = held(number, hand, verb)
    if case.kind not in CONTESTS:
        raise ContestsNothing(
            f"case {case.number} contests no other; use the buttons of its page",
            zh=f"办件 {case.number} 不是异议、申诉或投诉，请用页面上的按钮办理",
        )
    return case


def _open_contested(case: Case, hand: Hand, because: int, assessor: Assessor) -> None:
    """What was on notice or refused goes back to be reviewed; what was given is determined again, and stays till then.

    Where the contested case went on meanwhile, nothing is left to open.
    """
    assert case.parent_id is not None  # noqa: S101 - it contests its parent
    contested = held(case.parent_id, hand, None)
    if contested.kind == CONSEQUENCE.name:
        take_back_again(contested, case, hand, assessor)
    elif contested.kind == ROSTER.name:
        _open_roster(contested, case, hand, because)
    elif contested.state in (CaseState.NOTICED, CaseState.REFUSED):
        _check_alone(contested)
        move(contested, "reopen", hand, codes={"upheld": case.pk})
        release_for(contested, hand, because)
    elif contested.grant is not None and contested.grant.reversed_on is None:
        open_again(contested, case, Channel.APPEAL, hand, assessor)


def _open_roster(roster: Case, case: Case, hand: Hand, because: int) -> None:
    """The roster back to be reviewed, with its lines that were on notice or lapsed with it and are not claimed anew."""
    if roster.state not in (CaseState.NOTICED, CaseState.REFUSED):
        return
    move(roster, "reopen", hand, codes={"upheld": case.pk})
    for line in lines_of(roster).filter(state__in=(CaseState.NOTICED, CaseState.LAPSED)):
        line.parent = roster
        if line.state == CaseState.NOTICED or not _is_taken(line):
            move(line, "reopen", hand, codes={"upheld": case.pk})
            release_for(line, hand, because)


def _is_taken(line: Case) -> bool:
    """Whether what a line claimed was claimed by another since, or given."""
    about = line.measure, line.subject, line.subject_record
    claims = Case.objects.filter(kind__in=CLAIMS, measure=about[0], subject=about[1], subject_record=about[2])
    waiting = claims.exclude(state__in=[*FINISHED, CaseState.OFFERED])
    return was_given(*about) or waiting.exists()


def _check_alone(contested: Case) -> None:
    about = contested.measure, contested.subject, contested.subject_record
    other = open_case(*about)
    if was_given(*about) or (other is not None and other.pk != contested.pk):
        raise ClaimedAnew(
            f"case {contested.number}: the same was claimed again or given meanwhile; dismiss this and say so",
            zh=f"办件 {contested.number} 所涉事项已另行申领或发放，不能重新审核；请退回，按不成立办理并说明",
        )
