"""`jiyao pack versions`: which versions of the pack there are, one of them taken elsewhere, a new release taken up."""

from datetime import date
from pathlib import Path

import click
from rich.markup import escape

from jiyao.interfaces.cli.days import DAY, now
from jiyao.interfaces.cli.records.database import on_database
from jiyao.interfaces.cli.session import Session, operator, pass_session
from jiyao.policy.actions.changing import take_up_release
from jiyao.policy.actions.exporting import export_version
from jiyao.policy.models import PackVersion
from jiyao.policy.queries.versions import version_named

SHORT = 16
"""How many digits of a hash are shown; a folder is named by as many."""


@click.group()
def versions() -> None:
    """List the versions of the pack, take one elsewhere, take up a release."""


@versions.command("list")
@pass_session
@on_database
def listed(session: Session) -> None:
    """Print every version in order: from which day it holds, its hash, and the last change in it."""
    found = list(PackVersion.objects.select_related("change").order_by("pk"))
    if not found:
        session.console.print(session.say("versions_none"))
    for version in found:
        title = "" if version.change is None else version.change.title_zh
        if version.change is not None and session.language == "en":
            title = version.change.title_en
        session.console.print(f"{version}  {version.effective_on}  {version.hash[:SHORT]}  {escape(title)}")


@versions.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--version", "name", help="Which one, such as 2026.1+3; the last that was made where none is said."
)
@pass_session
@on_database
def export(session: Session, folder: Path, name: str | None) -> None:
    """Write a version into a new folder, its changes in it, to be taken up elsewhere byte for byte."""
    hash_ = export_version(version_named(name), folder)
    session.console.print(session.say("version_written", escape(str(folder)), hash_))


@versions.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option(
    "--on", type=DAY, required=True, help="The day on which it is taken up; it holds from the next."
)
@pass_session
@on_database
def release(session: Session, folder: Path, on: date) -> None:
    """Take up a new release, or a version exported elsewhere, with this installation's changes laid over it again."""
    version = take_up_release(folder, by=operator(), at=now(), on=on)
    session.console.print(session.say("release_taken_up", str(version), version.effective_on))
