"""The command group and what all commands share."""

from pathlib import Path

import click

from jiyao.engine.examples import read_examples, run_examples
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.problems import PackRefused


@click.group()
def main() -> None:
    """Jiyao"""


@main.group()
def pack() -> None:
    """Packs"""


@pack.command()
@click.argument("folder", type=click.Path(path_type=Path))
def check(folder: Path) -> None:
    """Check"""
    try:
        found = load_pack(folder)
        examples, problems = read_examples(found)
        problems += run_examples(found, examples)
        problems.raise_if_any()
    except PackRefused as error:
        raise click.ClickException(str(error)) from None
    click.echo(f"{len(found.measures)} measures, {len(examples)} examples: all agree")
