"""`jiyao template`."""

from pathlib import Path

import click
from django.conf import settings
from rich.table import Table

from jiyao.interfaces.cli.records.import_file import check_free
from jiyao.interfaces.cli.session import Session, failing_clearly, pass_session
from jiyao.registry.imports.checking.codes import vocabulary_codes
from jiyao.registry.imports.profiles import profile_named, profiles
from jiyao.registry.imports.templates import write_template


@click.command()
@click.argument("profile", required=False)
@click.option("--out", type=click.Path(path_type=Path), help="A new workbook; <profile>.xlsx by default.")
@pass_session
@failing_clearly
def template(session: Session, profile: str | None, out: Path | None) -> None:
    """Write a workbook to fill in for an import; without a profile, list the profiles."""
    if profile is None:
        session.console.print(_listed(session))
        return
    found = profile_named(profile, settings.PROFILES)
    target = out or Path(f"{profile}.xlsx")
    check_free(session, target)
    codes = vocabulary_codes(session.pack.vocabulary)
    with target.open("xb") as opened:
        write_template(profile=found, codes_named=codes, to=opened, language=session.language)
    session.console.print(session.say("template_written", target))


def _listed(session: Session) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column(session.say("profile"), no_wrap=True)
    table.add_column("", no_wrap=True)
    table.add_column(session.say("columns"))
    for found in profiles(settings.PROFILES):
        stars = (f"{c.shape.zh}*" if c.shape.required else c.shape.zh for c in found.columns)
        table.add_row(found.id, session.words(found.shape.title), "、".join(stars))
    return table
