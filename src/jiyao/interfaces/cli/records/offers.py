"""`jiyao offers`: who is newly entitled is told so."""

from datetime import date

import click
from django.conf import settings
from rich.markup import escape

from jiyao.base.money import yuan
from jiyao.casework.actions.offering import Offers, offer_due
from jiyao.casework.hand import Hand
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import Resources
from jiyao.interfaces.cli.days import DAY, now
from jiyao.interfaces.cli.records.database import on_database, version_on
from jiyao.interfaces.cli.records.running import determined
from jiyao.interfaces.cli.session import Session, pass_session
from jiyao.policy.queries.waiting import RunFolder


@click.group()
def offers() -> None:
    """Look for people to whom something is due, and offer it to them."""


@offers.command("run")
@click.option("--on", type=DAY, required=True, help="The day of determination.")
@click.option("--threads", type=click.IntRange(min=1), help="Processor threads; all by default.")
@click.option("--memory", help='At most so much memory, such as "4GB".')
@pass_session
@on_database
def run(session: Session, on: date, threads: int | None, memory: str | None) -> None:
    """Determine everybody, offer what is due, and let offers lapse that are true no longer."""
    session.version = version_on(session, on)
    pack, at = session.pack, now()
    finished = determined(session, pack, on, at, Resources(threads=threads, memory=memory))
    last = RunFolder(finished.row, settings.VAR / "runs" / finished.row.folder)
    _print(session, pack, offer_due(last, pack, Hand(None, on, at)))


def _print(session: Session, pack: Pack, made: list[Offers]) -> None:
    for one in made:
        if not (one.made or one.lapsed or one.standing):
            continue
        known = pack.measures.get(one.measure)
        title = one.measure if known is None else session.words(known.title)
        session.console.print(escape(f"{title}: {_said(session, [one])}"))
    session.console.print(_said(session, made))


def _said(session: Session, made: list[Offers]) -> str:
    counts = (f"{sum(one.made for one in made):,}", yuan(sum(one.fen for one in made)))
    ended = (f"{sum(one.lapsed for one in made):,}", f"{sum(one.standing for one in made):,}")
    return session.say("offered", *counts, *ended)
