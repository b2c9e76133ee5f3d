"""`jiyao take-up`."""

from datetime import date

import click
from django.conf import settings

from jiyao.casework.actions.counting import count_take_up
from jiyao.interfaces.cli.days import DAY, now, today
from jiyao.interfaces.cli.records.database import on_database, version_on
from jiyao.interfaces.cli.session import Session, pass_session


@click.group("take-up")
def take_up() -> None:
    """What became of what the rules give."""


@take_up.command()
@click.option("--on", type=DAY, help="The day of whose rules the measures are; today by default.")
@pass_session
@on_database
def count(session: Session, on: date | None) -> None:
    """Count the take-up of all cases and keep it, for the pages of take-up. Run it once a day."""
    session.version = version_on(session, on or settings.DAY or today())
    session.console.print(session.say("take_up_counted", f"{count_take_up(session.pack, at=now()):,}"))
