"""A re-marking that is answered, of a session that has its certificates, and an official who decides appeals there."""

from datetime import date, timedelta

from jiyao.evaluation.models import Candidate, Part, PartResult, ReMarking
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account, AccountRole, Division
from tests.evaluation.certified import AT, CANDIDATES, ISSUED_ON
from tests.evaluation.examined import hand

PASSED, FAILED = CANDIDATES[0], CANDIDATES[2]
HARBIN = "230100"


def answered(person: int) -> ReMarking:
    """The practical mark of a person was looked at again, and found the same."""
    candidate = Candidate.objects.get(person=person)
    before = PartResult.objects.get(candidate=candidate, part=Part.PRACTICAL)
    found = PartResult.objects.create(
        candidate=candidate,
        part=Part.PRACTICAL,
        version=2,
        tenths=before.tenths,
        passed=before.passed,
        found_at=AT,
        act=1,
    )
    return ReMarking.objects.create(
        candidate=candidate,
        part=Part.PRACTICAL,
        asked_on=ISSUED_ON,
        asked_at=AT,
        reason_sealed=seal_text(person, "reason_sealed", "第三题应得分"),
        answer_sealed=seal_text(person, "answer_sealed", "维持原分"),
        answered_at=AT,
        result=found,
    )


def official(name: str = "official") -> Account:
    """Who reviews at Harbin."""
    if not Division.objects.filter(code=HARBIN).exists():
        province = Division.objects.create(code="230000", level="province", zh="黑龙江省", en="Heilongjiang")
        Division.objects.create(code=HARBIN, parent=province, level="prefecture", zh="哈尔滨市", en="Harbin")
    account = open_account(username=name, at=AT, by="program:test")
    assign(
        account=account,
        role=AccountRole.REVIEW,
        division=HARBIN,
        starts_on=date(2020, 1, 1),
        at=AT,
        by="program:test",
    )
    return account


def later(account: Account, days: int = 1) -> Hand:
    """Whoever holds the account acts so many days after the certificates were issued."""
    return hand(account, on=ISSUED_ON + timedelta(days=days), at=AT + timedelta(days=days))
