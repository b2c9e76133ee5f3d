"""`jiyao keys`: the keys of sealed data."""

import click

from jiyao.foundation.actions.rotating import rotate_keys
from jiyao.foundation.actions.sealing import anonymise as anonymise_person
from jiyao.interfaces.cli.days import now
from jiyao.interfaces.cli.records.database import on_database
from jiyao.interfaces.cli.session import Session, pass_session

BY = click.option("--by", required=True, help="Who does it, as a kind and a number such as account:12.")


@click.group()
def keys() -> None:
    """Rotate the keys of sealed data, and delete those of people."""


@keys.command()
@BY
@pass_session
@on_database
def rotate(session: Session, by: str) -> None:
    """Make a new wrapping key and wrap every data key anew. What was cut short is taken up."""
    session.console.print(session.say("keys_rotated", f"{rotate_keys(by=by, at=now()):,}"))


@keys.command()
@click.argument("person", type=click.IntRange(min=1))
@click.option("--reason", required=True, help="Why; it is kept with the act.")
@BY
@click.option("--yes", is_flag=True, help="Do not ask again.")
@pass_session
@on_database
def anonymise(session: Session, person: int, reason: str, by: str, yes: bool) -> None:
    """Delete a person's key. What is sealed under it can never be read again, by anybody."""
    if not yes:
        click.confirm(session.say("anonymise_sure", person), abort=True)
    anonymise_person(person, by=by, reason=reason, at=now())
    session.console.print(session.say("anonymised", person))
