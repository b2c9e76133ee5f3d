"""Claims in the world of two counties: the person here holds a certificate for which the subsidy is due."""

from datetime import timedelta

from jiyao.casework.actions.accepting import accept
from jiyao.casework.actions.opening import Wanted, claim
from jiyao.casework.actions.reviewing import Finding, review
from jiyao.casework.models import Case, Recommendation
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account, AccountRole, HeldCertificate, InsuranceSpell, Level
from jiyao.registry.permitting import holder_of
from tests.casework.asking import holder
from tests.funds.money import ACCOUNT, Hands
from tests.packs.heilongjiang import assessor, pack
from tests.registry.places import AT, COUNTY, DAY, HERE, lay_out

MEASURE = "skill-upgrade-subsidy"
CERTIFICATE = 1000 + HERE
DUE_FEN = 150_000
"""What the pack gives for a certificate of level 4."""
MONEY = 10_000_000
"""What the county has for it."""
MATCHES = frozenset({"certificate_matches_post"})
"""What only people judge, ticked."""


def lay_out_entitled() -> None:
    """The two counties, with all known that the subsidy asks of the person here."""
    lay_out()
    HeldCertificate.objects.filter(record=CERTIFICATE).update(
        certificate_kind="skill_level", found_in_lookup=True, work_type="焊工"
    )
    codes = pack().vocabulary.codes["level"].codes
    Level.objects.bulk_create(
        Level(code=code, rank=rank, zh=words.zh, en=words.en)
        for rank, (code, words) in enumerate(codes.items())
    )
    Hands().county_line(MONEY)
    InsuranceSpell.objects.filter(person=HERE).update(in_province=True, employer_pays=True, person_pays=True)


def hand(role: AccountRole, division: str = COUNTY, *, days: int = 0) -> Hand:
    """Somebody's hand so many days after the first."""
    on = DAY + timedelta(days=days)
    name = "citizen" if role is AccountRole.CITIZEN else f"{role}-{division}"
    known = Account.objects.filter(username=name).first()
    who = holder(role, division) if known is None else holder_of(known, on)
    return Hand(who, on, AT + (on - AT.date()))


def claimed(**changed: object) -> Case:
    """The claim of the person here."""
    wanted = {"person": HERE, "measure": MEASURE, "record": CERTIFICATE, "account": ACCOUNT, **changed}
    return claim(Wanted(**wanted), hand(AccountRole.CITIZEN), assessor())  # type: ignore[arg-type]


def accepted(case: Case | None = None) -> Case:
    """The claim, accepted."""
    return accept((case or claimed()).pk, hand(AccountRole.ACCEPT))


def reviewed(case: Case | None = None, finding: Finding | None = None) -> Case:
    """The claim, reviewed; as the rules say, if not otherwise."""
    usual = Finding(Recommendation.GRANT, confirmed=MATCHES)
    return review(accepted(case).pk, finding or usual, hand(AccountRole.REVIEW), assessor())
