"""What became of certificates: one is paid on, others are corrected, suspended, revoked, or to be revoked."""

from hashlib import sha256

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.accepting import accept
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.asking import Asked, ask_correction
from jiyao.casework.actions.certificates import Change, Proposed, decide_standing, propose_standing
from jiyao.casework.actions.deciding import correct
from jiyao.casework.actions.opening import Wanted, claim
from jiyao.casework.actions.reviewing import Finding, asked_of_people, review
from jiyao.casework.models import Case, Recommendation
from jiyao.casework.queries.determining import said_or_gone
from jiyao.demo.evaluating.hands import Hands
from jiyao.demo.funding import arrived, settle
from jiyao.evaluation.actions.platform_answering import take_answers
from jiyao.evaluation.actions.platform_sending import send_certificates
from jiyao.evaluation.models import IssuedCertificate, Session
from jiyao.evaluation.platform.answers import AnswerRow, Answers
from jiyao.evaluation.platform.formats import USUAL
from jiyao.evaluation.queries.platform import sender_of
from jiyao.funds.accounts import BankAccount
from jiyao.funds.actions.ledger import When
from jiyao.funds.models import OrderState, PaymentOrder
from jiyao.funds.queries.lines import NoLine, line_for
from jiyao.registry.models import FOREVER, Account, HeldCertificate

SUBSIDY = "skill-upgrade-subsidy"
ACCEPTS, REVIEWS, APPROVES = "accept@province", "review@province", "approve@province"
PAYS = "pay@province"
SENT, FOUND, CLAIMED, DECIDED, PAID = -58, -55, -50, -40, -35
"""On which days certificates are sent and found in the national look-up, and a subsidy is claimed, given and paid."""
REFUSED = "证件号码与全国人口库不一致（演示）"
PROPOSED, CHANGED = -25, -20
WORK_TYPE = "演示工种"
CHANGES = (
    (Change.SUSPEND, "考场录像待核查"),
    (Change.REVOKE, "查实由他人代考"),
)
WAITING = (Change.REVOKE, "申报材料不实，待决定")


def look_up(session: Session, hands: Hands, *, but: int | None) -> None:
    """The certificates of a session are sent to the national platform and found there; one comes back with a reason.

    but   whose certificate is accepted in any case
    """
    sender = sender_of(hands.office(session.organisation_id, SENT))
    send_certificates(sender, USUAL)
    found = IssuedCertificate.objects.filter(candidate__session=session).order_by("pk")
    refused = found.exclude(person=but).order_by("-pk").first()
    rows = [
        AnswerRow(line, one.number, None, one != refused, "" if one != refused else REFUSED, hands.day(FOUND))
        for line, one in enumerate(found, start=2)
    ]
    answering = sender_of(hands.office(session.organisation_id, FOUND))
    take_answers(Answers(rows, (), sha256(session.number.encode()).hexdigest()), answering, USUAL)


def change_some(session: Session, hands: Hands, *, but: int | None) -> None:
    """The first certificates of a session are corrected, suspended and revoked, one each; of another that is proposed.

    but   whose certificate stays as it is
    """
    found = IssuedCertificate.objects.filter(candidate__session=session).exclude(person=but)
    certificates = list(found.order_by("number")[: len(CHANGES) + 2])
    if len(certificates) < len(CHANGES) + 2:
        return
    _correct(certificates[0], hands)
    for certificate, (change, reason) in zip(certificates[1:], CHANGES, strict=False):
        case = _propose(certificate, change, reason, hands)
        decide_standing(case.pk, hands.named(REVIEWS, CHANGED), hands.assessor)
    _propose(certificates[-1], *WAITING, hands)


def pay_subsidy(person: int, hands: Hands) -> Case | None:
    """The subsidy on the certificate that somebody was issued, claimed and given; None where the rules give none."""
    issued = IssuedCertificate.objects.filter(person=person).order_by("pk").first()
    account = Account.objects.filter(person=person).first()
    if issued is None or account is None:
        return None
    wanted = Wanted(person, SUBSIDY, issued.record, account=_bank_account(person))
    try:
        case = claim(wanted, hands.hand(account, CLAIMED), hands.assessor)
    except JiyaoError:
        return None
    if not _has_money(case, hands):
        return None
    accept(case.pk, hands.named(ACCEPTS, CLAIMED))
    hand = hands.named(REVIEWS, DECIDED)
    said = said_or_gone(case, hand, hands.assessor, may_be_gone=False)
    ticked = frozenset() if said is None else frozenset(id_ for id_, _ in asked_of_people(said[0]))
    review(case.pk, Finding(Recommendation.GRANT, confirmed=ticked), hand, hands.assessor)
    given = approve(case.pk, hands.named(APPROVES, DECIDED), hands.assessor)
    _pay(given, hands)
    return given


def _has_money(case: Case, hands: Hands) -> bool:
    """Whether a line pays for it; without one the claim stays with whoever accepts."""
    fund = hands.pack.measure(SUBSIDY).fund
    try:
        line_for(fund, case.division or hands.pack.region, hands.on.year)
    except NoLine:
        return False
    return True


def _pay(case: Case, hands: Hands) -> None:
    """The order of a case, batched alone; the bank says that it arrived."""
    pays = hands.named(PAYS, PAID)
    assert pays.holder is not None  # noqa: S101 - it was found just now
    for order in PaymentOrder.objects.filter(commitment__subject=case.party, state=OrderState.READY):
        line = order.commitment.line_id
        others = PaymentOrder.objects.filter(commitment__line=line, state=OrderState.READY).exclude(
            pk=order.pk
        )
        without = list(others.values_list("pk", flat=True))
        when = When(pays.on, pays.at)
        settle(line, pays.holder, when, hands.by, told=arrived, without=without)


def _bank_account(person: int) -> BankAccount:
    """An account that no bank has."""
    return BankAccount(f"演示人员{person}", f"9999{person:015d}", "演示银行")


def _correct(certificate: IssuedCertificate, hands: Hands) -> None:
    row = HeldCertificate.objects.get(record=certificate.record, superseded_at=FOREVER)
    asked = Asked("certificates", certificate.record, row.version, "work_type", WORK_TYPE, "工种漏填")
    made = ask_correction(asked, hands.named(ACCEPTS, PROPOSED), vocabulary=hands.pack.vocabulary)
    correct(made.pk, hands.named(REVIEWS, CHANGED), assessor=hands.assessor)


def _propose(certificate: IssuedCertificate, change: Change, reason: str, hands: Hands) -> Case:
    return propose_standing(certificate.pk, Proposed(change, reason), hands.named(ACCEPTS, PROPOSED))
