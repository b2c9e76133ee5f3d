"""`jiyao prepare`."""

import click
from django.core.management import call_command

from jiyao.engine.packs.loading import load_pack
from jiyao.interfaces.cli.records.database import reaching_database
from jiyao.interfaces.cli.session import Session, pass_session
from jiyao.registry.actions.listing import load_lists


@click.command()
@pass_session
@reaching_database
def prepare(session: Session) -> None:
    """Make or renew the tables, and load the pack's lists: divisions, occupations, levels."""
    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    load_lists(load_pack(session.folder))
    session.console.print(session.say("prepared"))
