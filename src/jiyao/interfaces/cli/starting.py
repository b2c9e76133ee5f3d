"""Commands that need the database: Django starts when one of them is called, and for no other."""

import os
from importlib import import_module

import click
import django

from jiyao.interfaces.cli.session import failing_clearly


def on_records(context: click.Context, name: str) -> click.Command:
    """The command of that name, of the module of that name in `records/`."""
    if context.find_root().params.get("demonstration"):
        os.environ["JIYAO_DEMONSTRATION"] = "1"
    _start_django()
    command: click.Command = getattr(import_module(f"jiyao.interfaces.cli.records.{name}"), name)
    return command


@failing_clearly
def _start_django() -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
    django.setup()
