"""Cases that contest another: the officials of the county handled the claim, those of the city look into what is said."""

from dataclasses import replace
from datetime import date, timedelta

from jiyao.casework.actions.accepting import accept, reject
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.contesting import Contest, Paper, contest
from jiyao.casework.actions.examining import conclude, examine
from jiyao.casework.models import Case, Recommendation
from jiyao.engine.determination.assessing import Assessor
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.permitting import holder_of
from tests.casework.claims import assessor, claimed, hand, reviewed
from tests.registry.places import AT, CITY, DAY, THERE

R = AccountRole
DAYS_TO_APPEAL = 5
LAST_DAY_TO_APPEAL = date(2025, 7, 7)
"""The fifth working day after the day of the claims."""


def rules(notice: int | None = 3) -> Assessor:
    """The rules with a public notice of so many working days, and with days to appeal and to complain."""
    pack = assessor().pack
    procedures = {
        **pack.procedures,
        "claim": _with_notice(pack.procedures["claim"], notice),
        **{name: _with_days(pack.procedures[name]) for name in ("appeal", "complaint", "notice-objection")},
    }
    return Assessor(replace(pack, procedures=procedures))


def _with_notice(claim, days: int | None):
    notice = {"id": "show", "does": "notice", "zh": "公示", "en": "Notice", "working_days": days}
    return {**claim, "steps": [*claim["steps"], notice]}


def _with_days(procedure):
    return {**procedure, "steps": [{**step, "working_days": DAYS_TO_APPEAL} for step in procedure["steps"]]}


def by(role: AccountRole, *, days: int = 0, division: str = CITY) -> Hand:
    """The hand of an official of the city, or another."""
    return hand(role, division, days=days)


def stranger(days: int = 0) -> Hand:
    """The hand of the person of the other county."""
    on = DAY + timedelta(days=days)
    known = Account.objects.filter(username="stranger").first()
    account = known or open_account(username="stranger", person=THERE, at=AT, by="program:test")
    return Hand(holder_of(account, on), on, AT + (on - AT.date()))


def time(days: int) -> Hand:
    """Time itself, so many days on."""
    on = DAY + timedelta(days=days)
    return Hand(None, on, AT + (on - AT.date()))


def noticed() -> Case:
    """The claim, approved and shown."""
    return approve(reviewed().pk, hand(R.APPROVE), rules())


def refused() -> Case:
    """The claim, not accepted."""
    return reject(claimed().pk, hand(R.ACCEPT), reason="职业不符")


def given() -> Case:
    """The claim, decided without a notice; the money is on its way."""
    return approve(reviewed().pk, hand(R.APPROVE), assessor())


def contested(
    case: Case, form: str, who: Hand, *, reason: str = "与事实不符", paper: Paper | None = None
) -> Case:
    """What somebody says against the case."""
    return contest(Contest(case.pk, form, reason, paper), who, rules().pack)


def examined(case: Case, recommends: Recommendation, *, days: int = 0) -> Case:
    """It, accepted and examined at the city."""
    accept(case.pk, by(R.ACCEPT, days=days))
    return examine(case.pk, recommends, by(R.REVIEW, days=days), reason="已核实")


def concluded(case: Case, recommends: Recommendation, *, days: int = 0) -> Case:
    """It, decided."""
    examined(case, recommends, days=days)
    return conclude(case.pk, by(R.APPROVE, days=days), rules())
