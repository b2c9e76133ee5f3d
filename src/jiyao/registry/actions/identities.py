"""Accounts by an identity provider: opened at the first sign-in for the person with that identity number."""

from datetime import datetime
from secrets import token_hex

from django.db import transaction

from jiyao.base.errors import NotAllowed
from jiyao.foundation.actions.acting import append_act
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.models import Account
from jiyao.registry.queries.standing import people_by_hash

RANDOM_BYTES = 5


class UnknownPerson(NotAllowed):
    """The registry knows nobody with that identity number."""


@transaction.atomic
def account_of_identity(*, identity_hash: str, at: datetime, by: str) -> Account:
    """The account of the person with that identity, opened where there is none yet.

    identity_hash   the keyed hash of the identity number, which itself is written down nowhere
    by              the identity provider, as acts name it
    raises          UnknownPerson
    """
    person = people_by_hash([identity_hash]).get(identity_hash)
    if person is None:
        raise UnknownPerson(
            "nobody with this identity number is in the registry yet",
            zh="登记库里还没有这个公民身份号码的人员",
        )
    account = Account.objects.filter(person=person).first()
    if account is None:
        account = open_account(username=f"p-{token_hex(RANDOM_BYTES)}", person=person, at=at, by=by)
    append_act(kind="bind-identity", actor=by, subject=account.party, at=at, owner=person)
    return account
