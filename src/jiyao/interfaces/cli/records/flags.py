"""`jiyao flags`."""

from datetime import date

import click
from django.conf import settings

from jiyao.casework.actions.looking import run_flags
from jiyao.engine.packs.loading import load_version
from jiyao.interfaces.cli.days import DAY, now
from jiyao.interfaces.cli.progress import shown
from jiyao.interfaces.cli.records.database import on_database, version_on
from jiyao.interfaces.cli.session import Session, operator, pass_session


@click.group()
def flags() -> None:
    """Look for records that are to be doubted."""


@flags.command()
@click.option(
    "--on", type=DAY, required=True, help="The day of which the pack's switches and thresholds are."
)
@pass_session
@on_database
def run(session: Session, on: date) -> None:
    """Look for every flag in all records; open what is new, close what is not found any more."""
    pack = load_version(version_on(session, on), session.folder, demonstration=session.demonstration)
    with shown(session) as progress:
        found = run_flags(
            pack=pack, folder=settings.VAR / "runs", on=on, at=now(), by=operator(), progress=progress
        )
    session.console.print(
        session.say("flags_run", f"{found.found:,}", f"{found.opened:,}", f"{found.closed:,}")
    )
