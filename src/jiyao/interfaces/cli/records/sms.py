"""`jiyao sms`: text messages to people who wait to be told."""

from pathlib import Path

import click
from django.conf import settings
from rich.markup import escape

from jiyao.base.errors import Conflict
from jiyao.casework.actions.texting import load_sms_report, make_sms_batch, write_sms_batch
from jiyao.casework.sms import sms_file
from jiyao.interfaces.cli.days import now, today
from jiyao.interfaces.cli.records.database import on_database, version_on
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, operator, pass_session


class InTheWay(Conflict):
    """A file is there already."""


@click.group()
def sms() -> None:
    """Take waiting text messages out as a file, and load what became of them."""


@sms.command()
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, help="A new file; it holds telephone numbers."
)
@click.option("--batch", type=int, help="Write the file of this batch again; no other message goes out.")
@pass_session
@on_database
def export(session: Session, out: Path, batch: int | None) -> None:
    """Put the waiting text messages into a batch, and write its file."""
    if out.exists():
        raise InTheWay(f"{out} is there already; name a new file", zh=f"{out} 已存在，请换一个文件名")
    on = settings.DAY or today()
    session.version = version_on(session, on)
    shape, by, at = sms_file(settings.PROFILES), operator(), now()
    number = make_sms_batch(shape, session.pack, on=on, at=at).pk if batch is None else batch
    content = write_sms_batch(number, shape, session.pack, by=by, at=at)
    out.touch(mode=0o600)
    out.write_bytes(content)
    session.console.print(session.say("sms_written", number, escape(str(out))))


@sms.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@pass_session
@on_database
def load(session: Session, file: Path) -> None:
    """Load the report of what became of text messages."""
    with file.open("rb") as opened:
        found = load_sms_report(
            opened, sms_file(settings.PROFILES), by=operator(), on=settings.DAY or today(), at=now()
        )
    session.console.print(session.say("sms_loaded", found.changed, found.unchanged, len(found.refused)))
    for one in found.refused:
        session.console.print(session.say("sms_refused", one.row, escape(one.number)))
    if found.refused:
        raise SystemExit(REFUSED_INPUT)
