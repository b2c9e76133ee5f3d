"""`jiyao platform`: files for the national platform go out, and its answers come in."""

from pathlib import Path

import click
from django.conf import settings
from rich.markup import escape

from jiyao.base.errors import Invalid
from jiyao.evaluation.actions.platform_answering import take_answers
from jiyao.evaluation.actions.platform_sending import (
    Taken,
    send_certificates,
    send_session,
    take_certificates,
)
from jiyao.evaluation.platform.answers import BadAnswers, read_answers
from jiyao.evaluation.platform.formats import USUAL, platform_format
from jiyao.evaluation.platform.writing import Shape, ending, written
from jiyao.evaluation.queries.platform import Sender, standings
from jiyao.interfaces.cli.days import now, today
from jiyao.interfaces.cli.records.database import on_database
from jiyao.interfaces.cli.records.import_file import check_free
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, operator, pass_session
from jiyao.interfaces.ui.platform_files import workbook_note
from jiyao.registry.queries.labels import organisation_names

OUT = click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="A new file; it holds names and identity numbers. Its ending says how it is written.",
)
FORMAT = click.option("--format", "name", default=USUAL, show_default=True, help="The profile of the file.")
BODY = click.option("--body", type=click.IntRange(min=1), help="Of this organisation only.")
SHOWN = 20


class WrongEnding(Invalid):
    """The name of the file does not say how it is to be written."""


@click.group()
def platform() -> None:
    """Write files for the national platform, and read what it answers."""


@platform.command()
@BODY
@pass_session
@on_database
def due(session: Session, body: int | None) -> None:
    """Say of each body how many certificates wait, are sent, accepted and refused."""
    found = standings(None if body is None else {body})
    names = organisation_names([one.body for one in found])
    for one in found:
        name = escape(names.get(one.body, str(one.body)))
        counts = (one.due, one.sent, one.accepted, one.refused)
        session.console.print(session.say("platform_due", one.body, name, *counts))


@platform.command()
@BODY
@FORMAT
@OUT
@pass_session
@on_database
def send(session: Session, body: int | None, name: str, out: Path) -> None:
    """Send every certificate that waits: one file, written once."""
    form, sender = _form(session, out, "csv"), _sender(body)
    platform_format(name, settings.PROFILES)
    file = send_certificates(sender, name)
    _write(out, form, take_certificates(file.pk, sender))
    session.console.print(session.say("platform_sent", file.pk, file.rows, escape(str(out))))


@platform.command()
@click.argument("number", type=click.IntRange(min=1))
@OUT
@pass_session
@on_database
def take(session: Session, number: int, out: Path) -> None:
    """Write a file of certificates again, as it was sent."""
    form = _form(session, out, "csv")
    taken = take_certificates(number, _sender(None))
    _write(out, form, taken)
    session.console.print(session.say("platform_sent", number, taken.file.rows, escape(str(out))))


@platform.command(name="session")
@click.argument("number", type=click.IntRange(min=1))
@FORMAT
@OUT
@pass_session
@on_database
def of_session(session: Session, number: int, name: str, out: Path) -> None:
    """Write the plan, the candidates and the results of a session as it is now."""
    form = _form(session, out, "zip")
    platform_format(name, settings.PROFILES)
    taken = send_session(number, _sender(None), name)
    _write(out, form, taken)
    session.console.print(session.say("platform_sent", taken.file.pk, taken.file.rows, escape(str(out))))


@platform.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False, exists=True))
@BODY
@FORMAT
@pass_session
@on_database
def answers(session: Session, file: Path, body: int | None, name: str) -> None:
    """Read what came back: all of it, or nothing where a row is wrong."""
    shape = platform_format(name, settings.PROFILES)
    try:
        with file.open("rb") as opened:
            done = take_answers(read_answers(opened, shape), _sender(body), name)
    except BadAnswers as error:
        click.echo(error.said(session.language), err=True)
        for one in error.rows[:SHOWN]:
            click.echo(session.say("platform_wrong", one.line, session.words(one.said)), err=True)
        raise SystemExit(REFUSED_INPUT) from None
    session.console.print(session.say("platform_answered", done.accepted, done.refused, done.unchanged))


def _sender(body: int | None) -> Sender:
    bodies = None if body is None else frozenset({body})
    return Sender(bodies, operator(), None, settings.DAY or today(), now())


def _form(session: Session, out: Path, plain: str) -> Shape:
    """How the file is to be written. raises WrongEnding, InTheWay, NoFile"""
    found = out.suffix.lstrip(".").lower()
    if found not in (plain, Shape.XLSX):
        raise WrongEnding(
            f"{out}: name a file that ends in .xlsx or .{plain}",
            zh=f"{out}：文件名应以 .xlsx 或 .{plain} 结尾",
        )
    check_free(session, out)
    return Shape.XLSX if found == Shape.XLSX else Shape.CSV


def _write(out: Path, form: Shape, taken: Taken) -> None:
    shape = platform_format(taken.file.format, settings.PROFILES)
    content = written(taken.sheets, shape, form, made_at=taken.file.made_at, note=workbook_note())
    assert ending(taken.sheets, form) == out.suffix.lstrip(".").lower()  # noqa: S101 - it was looked at before
    out.touch(mode=0o600)
    out.write_bytes(content)
