"""`jiyao pass-day`: what time does to cases."""

from datetime import date

import click
from django.conf import settings
from rich.markup import escape

from jiyao.casework.actions.passing import pass_day as passed_on
from jiyao.engine.determination.assessing import Assessor
from jiyao.interfaces.cli.days import DAY, now, today
from jiyao.interfaces.cli.records.database import on_database, version_on
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, pass_session
from jiyao.registry.hand import Hand


@click.command("pass-day")
@click.option("--on", type=DAY, help="The day; today by default.")
@pass_session
@on_database
def pass_day(session: Session, on: date | None) -> None:
    """Decide cases whose public notice is over, and order instalments that have fallen due. Run it once a day."""
    day = on or settings.DAY or today()
    session.version = version_on(session, day)
    passed = passed_on(Hand(None, day, now()), Assessor(session.pack))
    session.console.print(session.say("passed", passed.decided))
    session.console.print(session.say("passed_instalments", passed.instalments))
    session.console.print(session.say("passed_messages", passed.handed_on))
    for number, error in passed.stopped.items():
        session.console.print(escape(f"{number}: {error.said(session.language)}"))
    if passed.stopped:
        raise SystemExit(REFUSED_INPUT)
