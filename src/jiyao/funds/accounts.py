"""Whom and where to pay: a party, and an account that lies sealed under the payee's key."""

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from jiyao.base.errors import Invalid
from jiyao.foundation.actions.keys import HOUSE
from jiyao.foundation.naming import check_party
from jiyao.foundation.sealed import Bytes, Keyring

FIELD = "account_sealed"
"""The field for which accounts are sealed."""
NUMBER = re.compile(r"[0-9]{6,32}")
LONGEST = 80


class BadAccount(Invalid):
    """Something of an account is wrong. `field`: which."""

    def __init__(self, field: str, message: str, *, zh: str) -> None:
        super().__init__(message, zh=zh)
        self.field = field


@dataclass(frozen=True, slots=True)
class BankAccount:
    """An account: in whose name, its number, and at which bank."""

    holder: str
    number: str
    bank: str

    @property
    def masked(self) -> str:
        """The number with its last four digits only."""
        return "*" * (len(self.number) - 4) + self.number[-4:]


@dataclass(frozen=True, slots=True)
class Payee:
    """Who is paid, and where.

    party   as acts name them: `person:12`, `organisation:801`
    owner   the person's number, under whose key the account is sealed; HOUSE for organisations
    """

    party: str
    account: BankAccount
    owner: int = HOUSE


def person_payee(person: int, account: BankAccount) -> Payee:
    """A person, paid at that account."""
    return Payee(f"person:{person}", account, person)


def organisation_payee(organisation: int, account: BankAccount) -> Payee:
    """An organisation, paid at that account."""
    return Payee(f"organisation:{organisation}", account)


def check_payee(payee: Payee) -> None:
    """Refuses an account that no bank could have. raises BadAccount"""
    check_party("payee", payee.party)
    account = payee.account
    for field, text, zh in (("holder", account.holder, "户名"), ("bank", account.bank, "开户行")):
        if not 0 < len(text.strip()) <= LONGEST or not text.isprintable():
            raise BadAccount(field, f"{field}: write a name of up to {LONGEST} characters", zh=f"请填写{zh}")
    if not NUMBER.fullmatch(account.number):
        raise BadAccount(
            "number", "number: write 6 to 32 digits without blanks", zh="账号应为 6 至 32 位数字"
        )


def sealed_account(keys: Keyring, payee: Payee) -> bytes:
    """The account, sealed."""
    return keys.seal(payee.owner, FIELD, json.dumps(asdict(payee.account), ensure_ascii=False))


def opened_account(keys: Keyring, owner: int, sealed: Bytes) -> BankAccount:
    """The account in the clear. raises Erased where the payee was anonymised"""
    return account_from(keys.unseal(owner, FIELD, sealed))


def account_from(text: str) -> BankAccount:
    """The account that an unsealed text says."""
    found: Mapping[str, str] = json.loads(text)
    return BankAccount(**found)
