"""`jiyao account`: accounts without the desk, such as the first administrator's."""

import click
from django.db import transaction
from rich.markup import escape
from rich.table import Table

from jiyao.base.errors import Invalid
from jiyao.interfaces.cli.days import now, today
from jiyao.interfaces.cli.records.database import on_database
from jiyao.interfaces.cli.session import Session, operator, pass_session
from jiyao.interfaces.ui.permissions import ROLES
from jiyao.registry.actions.accounts import assign
from jiyao.registry.actions.factors import remove_factors
from jiyao.registry.actions.passwords import issue_password, open_with_password
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.permitting import holder_of
from jiyao.registry.queries.factors import has_second_factor
from jiyao.registry.queries.places import division_with_code
from jiyao.registry.queries.standing import organisation_with_code


class NoSuchAccount(Invalid):
    """Nobody signs in with that name."""


@click.group()
def account() -> None:
    """Open accounts, help those who lost a password, and list them."""


@account.command("open")
@click.argument("username")
@click.option("--name", default="", help="What colleagues call an official.")
@click.option(
    "--role", type=click.Choice([role.value for role in AccountRole]), help="A role, from today on."
)
@click.option("--division", help="The division of an official's role, as its code.")
@click.option("--organisation", help="The organisation of a body's role, as its unified social credit code.")
@pass_session
@on_database
def open_(
    session: Session,
    username: str,
    name: str,
    role: str | None,
    division: str | None,
    organisation: str | None,
) -> None:
    """Open an account, with a password to be used once. It is shown this once."""
    place = None if division is None else division_with_code(division)
    body = None if organisation is None else organisation_with_code(organisation)
    with transaction.atomic():
        opened, password = open_with_password(username=username, name=name, at=now(), by=operator())
        if role is not None:
            assign(
                account=opened,
                role=AccountRole(role),
                division=place,
                organisation=body,
                starts_on=today(),
                at=now(),
                by=operator(),
            )
    session.console.print(session.say("account_opened", escape(username), password))


@account.command()
@click.argument("username")
@click.option("--factors", is_flag=True, help="Remove a lost second factor too.")
@pass_session
@on_database
def reset(session: Session, username: str, factors: bool) -> None:
    """Issue another password to be used once. It is shown this once."""
    found = _account(username)
    with transaction.atomic():
        if factors:
            remove_factors(account=found, at=now(), by=operator())
        password = issue_password(account=found, at=now(), by=operator())
    session.console.print(session.say("account_reset", escape(username), password))


@account.command("list")
@pass_session
@on_database
def list_(session: Session) -> None:
    """List accounts with the roles that they hold today; of people's own, only that there are some."""
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("account_username", "account_roles", "account_factor", "account_state"):
        table.add_column(session.say(heading), no_wrap=heading != "account_roles")
    officials = Account.objects.filter(person__isnull=True).order_by("username")
    for one in officials:
        table.add_row(*_told(session, one))
    session.console.print(table if officials else session.say("account_none"))
    people = Account.objects.filter(person__isnull=False).count()
    if people:
        session.console.print(session.say("account_people", f"{people:,}"))


def _account(username: str) -> Account:
    found = Account.objects.filter(username=username).first()
    if found is None:
        raise NoSuchAccount(
            f'account: nobody signs in as "{username}"; see `jiyao account list`',
            zh=f"没有用户名为“{username}”的账号，请用 jiyao account list 查看",
        )
    return found


def _told(session: Session, one: Account) -> tuple[str, ...]:
    held = holder_of(one, today()).assignments
    roles = [
        f"{session.words(ROLES[AccountRole(a.role)])} {a.division_id or a.organisation_id or ''}"
        for a in held
    ]
    state = "open" if one.is_active else "closed"
    factor = session.say("account_yes") if has_second_factor(one) else ""
    return (
        escape(one.username),
        ", ".join(role.strip() for role in roles),
        factor,
        session.say(f"account_{state}"),
    )
