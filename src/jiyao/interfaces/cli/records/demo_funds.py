"""`jiyao demo-funds`."""

from datetime import date

import click

from jiyao.demo.funding import FundedAlready, fund_province
from jiyao.interfaces.cli.days import DAY, now, today
from jiyao.interfaces.cli.progress import shown
from jiyao.interfaces.cli.records.database import check_prepared, reaching_database
from jiyao.interfaces.cli.session import Session, operator, pass_session


@click.command("demo-funds")
@click.option("--on", type=DAY, default=today, help="The day up to which grants are paid; today by default.")
@pass_session
@reaching_database
def demo_funds(session: Session, on: date) -> None:
    """Invent budget lines for the demonstration province, and pay this year's grants from them."""
    check_prepared()
    try:
        with shown(session) as progress:
            lines = fund_province(session.load(), on=on, at=now(), by=operator(), progress=progress)
    except FundedAlready as error:
        session.console.print(error.said(session.language))
        return
    session.console.print(session.say("demo_funds_made", f"{lines:,}"))
