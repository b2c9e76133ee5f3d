"""An apprentice in the world of two counties, for whom the demonstration pays half at the start and half on the certificate."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache

from jiyao.casework.actions.accepting import accept
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.opening import Wanted, claim
from jiyao.casework.actions.passing import Passed, pass_day
from jiyao.casework.actions.reviewing import Finding, review
from jiyao.casework.models import Case, Recommendation
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.measures import InstalmentStep
from jiyao.funds.banking.writing import plain_yuan
from jiyao.funds.models import BudgetLine, OrderState, PaymentOrder
from jiyao.funds.queries.payments import standing_of
from jiyao.registry.hand import Hand
from jiyao.registry.models import (
    Account,
    AccountRole,
    EmploymentSpell,
    HeldCertificate,
    Level,
    OrganisationVersion,
)
from jiyao.training.models import Apprenticeship, ApprenticeshipBreak
from tests.casework.claims import hand
from tests.casework.rosters import demonstration
from tests.funds.money import ACCOUNT, Hands, filed, load, results
from tests.registry.places import DAY, HERE, lay_out

R = AccountRole
MEASURE = "enterprise-apprenticeship"
RECORD = 1000 + HERE
FUND = "skills-upgrading-account"
START = date(2025, 6, 1)
WHOLE_FEN = 1_400_000
HALF_FEN = WHOLE_FEN // 2
PLANNED_DAYS = (date(2027, 6, 1) - START).days


@cache
def rules() -> Assessor:
    """The demonstration, in which the apprentice claims and not the employer."""
    pack = demonstration().pack
    own = replace(pack.measures[MEASURE], pays="person")
    return Assessor(replace(pack, measures={**pack.measures, MEASURE: own}))


def by_months(does: str) -> Assessor:
    """The same, where half is paid after a month and half on the certificate, and a break does that."""
    pack = rules().pack
    own = pack.measures[MEASURE]
    assert own.instalments is not None
    assert own.instalments.breaks is not None
    steps = (
        InstalmentStep(5_000, 1, None, None, False),
        InstalmentStep(5_000, None, "certificate", None, False),
    )
    plan = replace(own.instalments, breaks=replace(own.instalments.breaks, does=does), steps=steps)
    return Assessor(replace(pack, measures={**pack.measures, MEASURE: replace(own, instalments=plan)}))


def lay_out_apprentice() -> None:
    """The two counties; the person here is an apprentice since June."""
    lay_out()
    codes = rules().pack.vocabulary.codes["level"].codes
    Level.objects.bulk_create(
        Level(code=code, rank=rank, zh=words.zh, en=words.en)
        for rank, (code, words) in enumerate(codes.items())
    )
    Hands().county_line(100_000_000, FUND)
    OrganisationVersion.objects.update(has_skilled_posts=True)
    Apprenticeship.objects.filter(record=RECORD).update(
        occupation="6-18-02-04",
        work_type="none",
        level="L3",
        starts_on=START,
        contract_years=2,
        duration_years=2,
        origin="new_hire",
        long_duration_case=False,
        taught_jointly=True,
    )


def decided(account: object = ACCOUNT, assessor: Assessor | None = None) -> Case:
    """The claim, approved and decided on the first day."""
    said = assessor or rules()
    wanted = Wanted(HERE, MEASURE, RECORD, account=account)  # type: ignore[arg-type]
    case = claim(wanted, hand(R.CITIZEN), said)
    accept(case.pk, hand(R.ACCEPT))
    review(case.pk, Finding(Recommendation.GRANT), hand(R.REVIEW), said)
    return approve(case.pk, hand(R.APPROVE), said)


def night(days: int, assessor: Assessor | None = None) -> Passed:
    """What time does on the day so many days after the first."""
    now = hand(R.APPROVE, days=days)
    return pass_day(Hand(None, now.on, now.at), assessor or rules())


def certified(days: int) -> None:
    """The certificate aimed at is issued on that day."""
    on = DAY + timedelta(days=days)
    HeldCertificate.objects.filter(record=1000 + HERE).update(level="L3", issued_on=on)


def left(days: int) -> None:
    """The work with the employer ends on that day."""
    EmploymentSpell.objects.filter(person=HERE).update(ends_on=DAY + timedelta(days=days))


def broke_off(days: int, until: int | None) -> None:
    """The one break known of lasts from that day to another, or goes on."""
    ends_on = None if until is None else DAY + timedelta(days=until)
    row = {"starts_on": DAY + timedelta(days=days), "ends_on": ends_on}
    ApprenticeshipBreak.objects.filter(person=HERE).update(**row)


def earned(days: int, paused: int = 0, half_fen: int = HALF_FEN) -> int:
    """What of the advance is earned by that day, so many of the days until then in a break."""
    return half_fen * ((DAY + timedelta(days=days) - START).days + 1 - paused) // PLANNED_DAYS


def answered(result: str = "成功") -> None:
    """Whatever is ordered is sent to the bank, and the bank says so of all of it."""
    line = BudgetLine.objects.get(division="230102", fund=FUND, year=2025)
    hand(R.PAY, "230000")
    if not PaymentOrder.objects.filter(line=line, state=OrderState.READY).exists():
        return
    batch = filed(line, Account.objects.get(username="pay-230000"))
    day = "2025-07-01" if result == "成功" else ""
    sent = PaymentOrder.objects.filter(batch=batch).order_by("pk")
    load(batch, results(batch, [[str(one.pk), plain_yuan(one.amount_fen), result, "", day] for one in sent]))


def orders(case: Case) -> list[tuple[str, int]]:
    """State and sum of each order of a case."""
    return [(one.state, one.amount_fen) for one in standing_of(case.party).payments]


def net(case: Case) -> int:
    """What the person has."""
    money = standing_of(case.party)
    return money.paid_fen - money.recovered_fen
