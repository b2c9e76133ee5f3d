"""证书处理: a certificate is suspended, resumed, revoked or restored, as one proposes and another decides."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict, Invalid, NotAllowed
from jiyao.base.reasons import checked_reason
from jiyao.casework.actions.following import open_consequence
from jiyao.casework.actions.moving import held, move
from jiyao.casework.kinds import CERTIFICATE_STANDING
from jiyao.casework.models import Case, CaseState, Channel
from jiyao.casework.models.case import FINISHED
from jiyao.casework.queries.resting import Changed
from jiyao.engine.determination.assessing import Assessor
from jiyao.evaluation.actions.standing import (
    Decided,
    restore_certificate,
    resume_certificate,
    revoke_certificate,
    suspend_certificate,
)
from jiyao.evaluation.models import EvaluationBody, IssuedCertificate, Standing
from jiyao.evaluation.tables import ISSUED_CERTIFICATES
from jiyao.foundation.actions.texts import text_left
from jiyao.registry.actions.correcting import correct_record
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, HeldCertificate
from jiyao.registry.queries.listing import one_row

STANDING = "certificate-standing"
"""The thing of the permission table by which somebody proposes."""
DUTY = "review"
"""The duty of cases with which it is decided."""
RECORDS = "certificates"
REVOKED_ON = "revoked_on"


class OutOfReach(NotAllowed):
    """There is no such certificate, or this account may not propose anything of it."""


class NotPossible(Conflict):
    """The certificate does not stand so that this could be done."""


class ProposedAlready(Conflict):
    """Something is proposed of the certificate, and nobody has decided yet."""


class BadDay(Invalid):
    """A certificate cannot be revoked from that day."""


class NoProposal(Conflict):
    """The case is of another kind."""


class Change(StrEnum):
    """What can be done with a certificate."""

    SUSPEND = "suspend"
    RESUME = "resume"
    REVOKE = "revoke"
    RESTORE = "restore"


FROM: Mapping[Change, tuple[Standing, ...]] = {
    Change.SUSPEND: (Standing.VALID,),
    Change.RESUME: (Standing.SUSPENDED,),
    Change.REVOKE: (Standing.VALID, Standing.SUSPENDED),
    Change.RESTORE: (Standing.REVOKED,),
}
"""As what a certificate stands before."""
_DONE: Mapping[Change, Callable[[int, Decided], None]] = {
    Change.SUSPEND: suspend_certificate,
    Change.RESUME: resume_certificate,
    Change.REVOKE: revoke_certificate,
    Change.RESTORE: restore_certificate,
}


@dataclass(frozen=True, slots=True)
class Proposed:
    """What is proposed. `since`: of a revocation from which day the certificate does not count; from its issue."""

    change: Change
    reason: str
    since: date | None = None


@transaction.atomic
def propose_standing(certificate: int, proposed: Proposed, hand: Hand) -> Case:
    """The case, waiting for somebody else to decide.

    raises   OutOfReach, NotPossible, ProposedAlready, BadReason; BadDay: before its issue, or after today
    """
    return open_standing(_in_reach(certificate, hand), proposed, hand)


def open_standing(found: IssuedCertificate, proposed: Proposed, hand: Hand) -> Case:
    """The same of a certificate on which who acts has come by another case. raises as `propose_standing`"""
    change = proposed.change
    _check_possible(found, change)
    said, subject = checked_reason(proposed.reason), _subject(found, proposed, hand.on)
    about = Case.objects.filter(kind=CERTIFICATE_STANDING.name, subject_record=found.pk)
    if about.exclude(state__in=FINISHED).exists():
        raise _proposed_already()
    case = Case(
        kind=CERTIFICATE_STANDING.name,
        state=CaseState.BEFORE,
        measure="",
        subject=subject,
        subject_record=found.pk,
        person_id=found.person_id,
        organisation_id=found.organisation_id,
        division=_division_of(found),
        channel=Channel.COUNTER,
        opened_by=hand.account,
        opened_on=hand.on,
        opened_at=hand.at,
        state_since=hand.on,
    )
    try:
        with transaction.atomic():
            case.save(force_insert=True)
    except IntegrityError:
        raise _proposed_already() from None
    move(case, "open", hand, reason=said, codes={"certificate": found.pk, "change": change.value})
    return case


@transaction.atomic
def decide_standing(number: int, hand: Hand, assessor: Assessor) -> Case:
    """The case, carried out: the certificate stands as was proposed, its bits with it.

    Where it was revoked or restored, what was given on it becomes a case of its own in the same transaction.

    raises   NoProposal, NotPossible, NotNow, NotYourDuty, SameHand
    """
    case = _held(number, hand)
    change = change_of(case)
    certificate = IssuedCertificate.objects.select_for_update().get(pk=case.subject_record)
    _check_possible(certificate, change)
    act = move(case, "correct", hand, codes={"change": change.value}).act
    decided = Decided(hand, reason_of(case), act)
    if change in (Change.REVOKE, Change.RESTORE):
        said = _recorded(case, certificate, decided)
        _DONE[change](certificate.pk, decided)
        open_consequence(said, hand, assessor)
    else:
        _DONE[change](certificate.pk, decided)
    return case


def _recorded(case: Case, certificate: IssuedCertificate, decided: Decided) -> Changed:
    """What the record said before; from now on it says since when the certificate does not count, or that it does."""
    standing = correct_record(
        model=HeldCertificate,
        record=certificate.record,
        changes={REVOKED_ON: since_of(case)},
        at=decided.hand.at,
        by=decided.hand.party,
        reason=decided.reason,
        rests_on=[decided.act],
    )
    before = standing.version - 1
    return Changed(RECORDS, certificate.record, before, REVOKED_ON, case.person_id, case.division, case.pk)


@transaction.atomic
def leave_standing(number: int, hand: Hand, *, reason: str) -> Case:
    """The case, over: the certificate stands as it does. raises NoProposal, BadReason, NotNow, NotYourDuty, SameHand"""
    case = _held(number, hand)
    move(case, "keep", hand, reason=checked_reason(reason))
    return case


def change_of(case: Case) -> Change:
    """What a case proposes. raises NoProposal"""
    if case.kind != CERTIFICATE_STANDING.name:
        raise NoProposal(
            f"case {case.number} proposes nothing of a certificate; use the buttons of its page",
            zh=f"办件 {case.number} 不是证书处理，请用页面上的按钮办理",
        )
    return Change(case.subject.rpartition(".")[2].partition("@")[0])


def since_of(case: Case) -> date | None:
    """From which day on a certificate is not to count, where a case says so."""
    day = case.subject.partition("@")[2]
    return date.fromisoformat(day) if day else None


def reason_of(case: Case) -> str:
    """Why it was proposed."""
    opened = case.steps.filter(step="open").order_by("pk").first()
    if opened is None or opened.reason_sealed is None:
        return ""
    return text_left(case.person_id, "reason_sealed", opened.reason_sealed) or ""


def _subject(certificate: IssuedCertificate, proposed: Proposed, on: date) -> str:
    """What the case is about: what is to be done, and of a revocation since when."""
    named = f"{ISSUED_CERTIFICATES.name}.{proposed.change}"
    if proposed.change is not Change.REVOKE:
        return named
    since = proposed.since or certificate.issued_on
    if not certificate.issued_on <= since <= on:
        raise BadDay(
            f"a certificate of {certificate.issued_on} is revoked from a day between its issue and {on}",
            zh=f"证书于 {certificate.issued_on} 核发，撤销起始日须在核发日与 {on} 之间",
        )
    return f"{named}@{since}"


def _held(number: int, hand: Hand) -> Case:
    case = held(number, hand, DUTY)
    change_of(case)
    return case


def _in_reach(certificate: int, hand: Hand) -> IssuedCertificate:
    reach = hand.reach(STANDING, "make")
    found: IssuedCertificate | None = one_row(ISSUED_CERTIFICATES, reach, str(certificate), hand.on)
    if found is None or hand.account is None:
        raise OutOfReach(
            f"certificate {certificate}: there is none, or you may propose nothing of it",
            zh=f"证书 {certificate}：没有这本证书，或不在您的权限之内",
        )
    return found


def _check_possible(certificate: IssuedCertificate, change: Change) -> None:
    now = Standing(certificate.standing)
    if now not in FROM[change]:
        raise NotPossible(
            f"the certificate is {now.value}; it cannot be changed so ({change.value})",
            zh=f"证书现为“{now.label}”，不能办理这一项",
        )


def _proposed_already() -> ProposedAlready:
    return ProposedAlready(
        "something is proposed of this certificate already; wait until it is decided",
        zh="这本证书已有一件处理在办，请等待决定",
    )


def _division_of(certificate: IssuedCertificate) -> str | None:
    """Where the body is filed: there it is decided. What a centre issued is decided where it was tested."""
    filings = EvaluationBody.objects.filter(organisation=certificate.organisation_id, superseded_at=FOREVER)
    filed = filings.order_by("-starts_on").values_list("division", flat=True).first()
    if filed is None and certificate.candidate is not None:
        return certificate.candidate.session.division
    return filed
