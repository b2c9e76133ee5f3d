"""A certificate on which something was granted is revoked or restored, and what follows is carried out."""

from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.asking import Asked, ask_correction
from jiyao.casework.actions.deciding import correct
from jiyao.casework.actions.following import Judgement, approve_consequence, judge
from jiyao.casework.models import Case, CaseState, Reversal
from jiyao.policy.models import Grant
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, AccountRole, HeldCertificate
from tests.casework.claims import CERTIFICATE, hand, reviewed
from tests.packs.heilongjiang import assessor, pack

R = AccountRole
ISSUED = "2025-02-01"


def later(role: AccountRole, days: int, division: str = "230102") -> Hand:
    """Somebody's hand, so many days after the first."""
    return hand(role, division, days=days)


def paid() -> Grant:
    """The subsidy, granted."""
    grant = approve(reviewed().pk, hand(R.APPROVE), assessor()).grant
    assert grant is not None
    return grant


def revised(revoked_on: str, day: int) -> None:
    """The certificate is corrected by two hands: revoked from that day, or from none."""
    asker = later(R.ACCEPT, day)
    row = HeldCertificate.objects.get(record=CERTIFICATE, superseded_at=FOREVER)
    asked = Asked("certificates", CERTIFICATE, row.version, "revoked_on", revoked_on, "评价机构来函")
    made = ask_correction(asked, asker, vocabulary=pack().vocabulary)
    correct(made.pk, later(R.REVIEW, day + 1), assessor=assessor())


def consequence() -> Case:
    """The consequence that is open."""
    return Case.objects.get(kind="consequence", state=CaseState.ACCEPTED)


def as_proposed(case: Case) -> dict[int, Judgement]:
    """Every branch as it is proposed."""
    return {one.pk: Judgement(Reversal(one.proposed)) for one in case.branches.all()}


def carried_out(day: int) -> Case:
    """The open consequence, judged as proposed and approved."""
    case = judge(consequence().pk, as_proposed(consequence()), later(R.REVIEW, day))
    return approve_consequence(case.pk, later(R.APPROVE, day), pack())
