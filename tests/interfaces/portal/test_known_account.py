"""一键确认: where a person was paid before, that account is offered again by its last digits, and one click says yes."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.paying import payee_of
from jiyao.casework.models import Case, CaseState
from jiyao.foundation.actions.keys import keyring
from jiyao.funds.accounts import BankAccount, person_payee, sealed_account
from jiyao.funds.models import PaymentOrder
from jiyao.funds.queries.accounts import NotThatAccount, PaidAt, account_paid_at, paid_at
from jiyao.registry.models import AccountRole
from tests.casework.claims import CERTIFICATE, MEASURE, lay_out_entitled
from tests.casework.offers import standing_offer
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import DAY, HERE, THERE

pytestmark = pytest.mark.django_db
R = AccountRole
NUMBER, BANK = "6228480000000001", "甲银行"
COUNTER = f"/desk/people/{HERE}/claim/{CERTIFICATE}/{MEASURE}/"


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.DAY, settings.ATTACHMENTS = DAY, tmp_path
    lay_out_entitled()


def order(person: int = HERE) -> PaymentOrder:
    """The old order to a person."""
    return PaymentOrder.objects.get(pk=1000 + person)


def paid(person: int = HERE) -> PaymentOrder:
    """The same, as if it had arrived."""
    on = {"batch_id": 1000 + person, "settled_on": date(2020, 1, 2), "result_act": 1}
    PaymentOrder.objects.filter(pk=1000 + person).update(state="paid", **on)
    return order(person)


def follows(state: str, number: str) -> PaymentOrder:
    """A later order to the person here, with what became of it."""
    made = order()
    account = BankAccount("张三", number, "乙银行")
    made.pk, made.key, made.state = None, f"later-{state}-{number}", state
    made.settled_on = made.settled_on if state == "paid" else None
    made.account_sealed = sealed_account(keyring([HERE]), person_payee(HERE, account))
    made.save(force_insert=True)
    return made


def offer() -> Case:
    """An offer to the person here."""
    return standing_offer(opened_on=DAY - timedelta(days=3))


def account_of(case: Case) -> BankAccount:
    """Where a case is paid to."""
    case.refresh_from_db()
    payee = payee_of(case)
    assert payee is not None
    return payee.account


def text(client: Client, address: str, status: int = 200) -> str:
    """What stands on a page."""
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def test_account_used_last_is_told_by_its_last_digits_alone() -> None:
    assert paid_at(HERE) is None
    first = paid()

    assert paid_at(HERE) == PaidAt(first.pk, "0001", BANK)
    assert account_paid_at(HERE, str(first.pk)).number == NUMBER
    later = follows("paid", "6228480000000777")
    assert paid_at(HERE) == PaidAt(later.pk, "0777", "乙银行")
    for wrong in (str(first.pk), "", "x"):
        with pytest.raises(NotThatAccount):
            account_paid_at(HERE, wrong)


def test_account_from_which_money_came_back_since_is_not_offered() -> None:
    first = paid()
    follows("returned", "6228480000000777")
    assert paid_at(HERE) == PaidAt(first.pk, "0001", BANK)

    follows("returned", NUMBER)

    assert paid_at(HERE) is None


def test_one_click_says_yes_to_account_and_consent() -> None:
    known, case, person = paid(), offer(), signed_in(R.CITIZEN)
    page = text(person, f"/my/cases/{case.pk}/")
    assert ("尾号 0001" in page, "一键确认" in page, NUMBER in page) == (True, True, False)

    answer = person.post(f"/my/cases/{case.pk}/accept/", {"known": known.pk, "consent": "yes"})

    assert (answer.status_code, answer.url) == (302, f"/my/cases/{case.pk}/")
    assert account_of(case) == BankAccount("张三", NUMBER, BANK)
    assert case.state == CaseState.CLAIMED
    assert NUMBER not in text(person, f"/my/cases/{case.pk}/")


def test_another_account_can_be_typed_instead() -> None:
    known, case, person = paid(), offer(), signed_in(R.CITIZEN, english=True)
    assert "Use another account" in text(person, f"/my/cases/{case.pk}/")

    typed = {"holder": "张三", "account": "6222021234567890", "bank": "工商银行", "consent": "yes"}
    person.post(f"/my/cases/{case.pk}/accept/", {**typed, "known": known.pk})

    assert account_of(case).number == "6222021234567890"


def test_neither_the_account_of_another_nor_an_old_one_is_used() -> None:
    case, person = offer(), signed_in(R.CITIZEN)
    paid()
    strange = paid(THERE)

    answer = person.post(f"/my/cases/{case.pk}/accept/", {"known": strange.pk, "consent": "yes"})

    case.refresh_from_db()
    assert (answer.status_code, case.state, case.account_sealed) == (422, CaseState.OFFERED, None)
    assert "上次使用的账户已有变化" in answer.content.decode()


def test_claim_without_an_offer_is_one_click_too() -> None:
    known, person = paid(), signed_in(R.CITIZEN)
    assert "尾号 0001" in text(person, f"/my/measures/{CERTIFICATE}/{MEASURE}/")

    person.post(f"/my/measures/{CERTIFICATE}/{MEASURE}/claim/", {"known": known.pk, "consent": "yes"})

    assert account_of(Case.objects.get(measure=MEASURE)).number == NUMBER


def test_official_at_the_counter_sees_its_last_digits_and_uses_it() -> None:
    known, official = paid(), signed_in(R.ACCEPT)
    page = text(official, COUNTER)
    assert ("尾号 0001" in page, NUMBER in page) == (True, False)

    unsigned = official.post(COUNTER, {"known": known.pk})
    official.post(COUNTER, {"known": known.pk, "signed": SimpleUploadedFile("签字.pdf", b"%PDF-1.7 signed")})

    assert (unsigned.status_code, NUMBER in unsigned.content.decode()) == (422, False)
    assert account_of(Case.objects.get(measure=MEASURE)) == BankAccount("张三", NUMBER, BANK)
