"""`jiyao life`."""

import click

from jiyao.casework.drawing import as_markdown
from jiyao.interfaces.cli.session import failing_clearly


@click.command()
@failing_clearly
def life() -> None:
    """Print the life of a case, its states and steps, as Markdown."""
    click.echo(as_markdown(), nl=False)
