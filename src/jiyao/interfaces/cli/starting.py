"""Commands that need the database: Django starts when one of them is called, and for no other."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from importlib import import_module

import click
import django

from jiyao.interfaces.cli.session import Session, failing_clearly


def on_records(context: click.Context, name: str) -> click.Command:
    """The command of that name, of the module of that name in `records/`."""
    _start_django(bool(context.find_root().params.get("demonstration")))
    command: click.Command = getattr(import_module(f"jiyao.interfaces.cli.records.{name}"), name)
    return command


@contextmanager
def as_known_on(session: Session, known: date | None) -> Iterator[None]:
    """The session as known on a past day; as it is, without a database, where no day is given."""
    if known is None:
        yield
        return
    _start_django(session.demonstration)
    past = import_module("jiyao.interfaces.cli.records.past")
    with past.looking_back(session, known):
        yield


@failing_clearly
def _start_django(is_demonstration: bool) -> None:
    if is_demonstration:
        os.environ["JIYAO_DEMONSTRATION"] = "1"
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
    django.setup()
