"""`jiyao demo-accounts`."""

from datetime import date

import click
from rich.markup import escape
from rich.table import Table

from jiyao.demo.accounts.choosing import Seat, due_something, seats
from jiyao.demo.accounts.opening import Opened, are_open, authenticator_address, open_seats, present_code
from jiyao.demo.filling.database import check_demonstration
from jiyao.engine.determination.assessing import Assessor
from jiyao.interfaces.cli.days import DAY, now, today
from jiyao.interfaces.cli.records.database import check_prepared, reaching_database
from jiyao.interfaces.cli.session import Session, operator, pass_session
from jiyao.interfaces.ui.permissions import ROLES
from jiyao.registry.models import Division
from jiyao.registry.queries.labels import masked_people, organisation_names


@click.command("demo-accounts")
@click.option(
    "--on", type=DAY, default=today, help="The day on which the citizen is due something; today by default."
)
@click.option(
    "--code", is_flag=True, help="Show the officials' present code instead, for those without a telephone."
)
@pass_session
@reaching_database
def demo_accounts(session: Session, on: date, code: bool) -> None:
    """Open one account for each role in the demonstration province; passwords are shown once."""
    check_demonstration()
    check_prepared()
    if code:
        session.console.print(session.say("demo_accounts_code", *present_code()))
        return
    wanted = seats(due_something(Assessor(session.load()), on, now()), on)
    if are_open(wanted):
        session.console.print(session.say("demo_accounts_there"))
        return
    opened, key = open_seats(wanted, at=now(), by=operator())
    session.console.print(session.say("demo_accounts_once"))
    session.console.print(_table(session, opened))
    session.console.print(session.say("demo_accounts_key", key, authenticator_address(key)), soft_wrap=True)


def _table(session: Session, opened: list[Opened]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in session.say("demo_account_heads").split("|"):
        table.add_column(heading, no_wrap=True)
    for one in opened:
        role = session.words(ROLES[one.seat.role])
        table.add_row(escape(one.seat.username), one.password, role, escape(_stands_for(session, one.seat)))
    return table


def _stands_for(session: Session, seat: Seat) -> str:
    if seat.person is not None:
        return masked_people([seat.person])[seat.person].name
    if seat.organisation is not None:
        return organisation_names([seat.organisation])[seat.organisation]
    if seat.division is not None:
        division = Division.objects.get(code=seat.division)
        return division.zh if session.language == "zh" else division.en
    return ""
