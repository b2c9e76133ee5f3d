"""`jiyao demo-bodies`."""

from datetime import date

import click

from jiyao.demo.bodies import ListedAlready, list_province
from jiyao.demo.evaluating.province import evaluate_province
from jiyao.engine.determination.assessing import Assessor
from jiyao.interfaces.cli.days import DAY, now, today
from jiyao.interfaces.cli.records.database import check_prepared, reaching_database
from jiyao.interfaces.cli.session import Session, operator, pass_session


@click.command("demo-bodies")
@click.option("--on", type=DAY, default=today, help="The day on which they are listed; today by default.")
@pass_session
@reaching_database
def demo_bodies(session: Session, on: date) -> None:
    """List evaluation bodies of the demonstration province, with filings in each state and sessions at each stage."""
    check_prepared()
    assessor = Assessor(session.load())
    try:
        bodies, filings = list_province(assessor.pack, on=on, at=now(), by=operator())
    except ListedAlready as error:
        session.console.print(error.said(session.language))
        return
    session.console.print(session.say("demo_bodies_made", f"{bodies:,}", f"{filings:,}"))
    held = evaluate_province(assessor, on=on, at=now(), by=operator())
    session.console.print(session.say("demo_sessions_made", f"{held.sessions:,}", f"{held.certificates:,}"))
