"""`jiyao offers`: who is newly entitled is told so."""

from datetime import date

import click
from django.conf import settings
from rich.markup import escape

from jiyao.base.money import yuan
from jiyao.casework.actions.looking_out import Found, Lookout, look_at_changed, look_at_everybody
from jiyao.casework.actions.offering import Offers
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.connecting import Resources
from jiyao.interfaces.cli.days import DAY, now
from jiyao.interfaces.cli.records.database import on_database, version_on
from jiyao.interfaces.cli.records.running import asked_for, shown_run
from jiyao.interfaces.cli.session import Session, operator, pass_session


@click.group()
def offers() -> None:
    """Look for people to whom something is due, and offer it to them."""


@offers.command("run")
@click.option("--on", type=DAY, required=True, help="The day of determination.")
@click.option(
    "--everybody", is_flag=True, help="Determine everybody, not only those for whom something changed."
)
@click.option("--threads", type=click.IntRange(min=1), help="Processor threads; all by default.")
@click.option("--memory", help='At most so much memory, such as "4GB".')
@pass_session
@on_database
def run(session: Session, on: date, everybody: bool, threads: int | None, memory: str | None) -> None:
    """Determine those for whom something changed, offer what is due, let offers lapse that are true no longer."""
    session.version = version_on(session, on)
    with shown_run(session, session.pack) as progress:
        lookout = Lookout(
            pack=session.pack,
            asked=asked_for(session, on, now()),
            runs=settings.VAR / "runs",
            known=settings.VAR / "offers/known.duckdb",
            by=operator(),
            resources=Resources(threads=threads, memory=memory),
            progress=progress,
        )
        found = look_at_everybody(lookout) if everybody else look_at_changed(lookout)
    _print(session, session.pack, found)


def _print(session: Session, pack: Pack, found: Found) -> None:
    for one in found.offers:
        if not (one.made or one.lapsed or one.standing):
            continue
        title = session.words(pack.title_of(one.measure))
        session.console.print(escape(f"{title}: {_said(session, [one], one.standing)}"))
    if found.people is None:
        session.console.print(session.say("looked_at_everybody"))
    else:
        session.console.print(session.say("looked_at", f"{found.people:,}", len(found.measures)))
    made = sum(one.made for one in found.offers)
    session.console.print(_said(session, found.offers, found.standing - made))


def _said(session: Session, made: list[Offers], standing: int) -> str:
    counts = (f"{sum(one.made for one in made):,}", yuan(sum(one.fen for one in made)))
    ended = (f"{sum(one.lapsed for one in made):,}", f"{standing:,}")
    return session.say("offered", *counts, *ended)
