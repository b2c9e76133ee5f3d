"""Who asks, as programs read it."""

from datetime import date

from jiyao.engine.determination.records import Record
from jiyao.interfaces.api.tokens import READING, Caller
from jiyao.registry.permitting import PERMISSIONS


class RoleRecord(Record):
    """A role that the account holds today, and where; a citizen's own has neither place nor period."""

    role: str
    division: str | None
    organisation: int | None
    starts_on: date | None
    ends_on: date | None


class TokenRecord(Record):
    """The token of this request."""

    name: str
    expires_on: date
    is_read_only: bool


class AccountRecord(Record):
    """The account that asks, and what it may do with this token: rows of the permission table, thing and verb."""

    account: str
    username: str
    name: str | None
    person: int | None
    roles: list[RoleRecord]
    may: list[str]
    token: TokenRecord


def account_record(caller: Caller) -> AccountRecord:
    """The account of a token."""
    account, token = caller.token.account, caller.token
    return AccountRecord(
        account=account.party,
        username=account.username,
        name=account.name or None,
        person=account.person_id,
        roles=_roles(caller),
        may=[
            f"{thing}.{verb}"
            for thing, verb in sorted(PERMISSIONS)
            if caller.holder.may(thing, verb) and (verb in READING or not token.is_read_only)
        ],
        token=TokenRecord(name=token.name, expires_on=token.expires_on, is_read_only=token.is_read_only),
    )


def _roles(caller: Caller) -> list[RoleRecord]:
    given = [
        RoleRecord(
            role=one.role,
            division=one.division_id,
            organisation=one.organisation_id,
            starts_on=one.starts_on,
            ends_on=one.ends_on,
        )
        for one in caller.holder.assignments
    ]
    own = RoleRecord(role="citizen", division=None, organisation=None, starts_on=None, ends_on=None)
    return [own, *given] if caller.token.account.person_id else given
