"""`jiyao simulate`: what a draft would change, tried on a population; nothing is written."""

import json
from dataclasses import asdict
from datetime import date
from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from jiyao.base.money import yuan
from jiyao.engine.shapes import Words
from jiyao.engine.simulation import MeasureChange, Simulation
from jiyao.engine.simulation import simulate as simulate_draft
from jiyao.interfaces.cli.days import DAY
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, failing_clearly, pass_session


@click.command()
@click.option("--draft", type=click.Path(path_type=Path), required=True, help="Changes laid over the pack.")
@click.option(
    "--facts", type=click.Path(path_type=Path), required=True, help="A folder of <subject>.parquet."
)
@click.option("--on", type=DAY, required=True, help="The day of determination.")
@click.option(
    "--grants", type=click.Path(path_type=Path), help="Parquet of pool and key: what was granted before."
)
@click.option("--json", "as_json", is_flag=True, help="Print the effect for programs.")
@pass_session
@failing_clearly
def simulate(
    session: Session, draft: Path, facts: Path, on: date, grants: Path | None, as_json: bool
) -> None:
    """Compare the pack as it stands with a draft: who gains, who loses, what it costs."""
    found = simulate_draft(session.pack, session.load(draft), facts, on, grants=grants)
    if as_json:
        click.echo(json.dumps(asdict(found), ensure_ascii=False, indent=2, default=_plain))
        return
    _show(session, found)
    if found.set_aside:
        click.echo(session.say("left_out", found.set_aside), err=True)
        raise SystemExit(REFUSED_INPUT)


def _plain(value: object) -> object:
    return value.model_dump() if isinstance(value, Words) else str(value)


def _show(session: Session, found: Simulation) -> None:
    if not found.measures:
        session.console.print(session.say("no_change"))
    for change in found.measures:
        session.console.print(_table(session, change))
    session.console.print(session.say("unchanged", found.unchanged))


def _table(session: Session, change: MeasureChange) -> Table:
    table = Table(
        title=escape(session.words(change.title)), title_justify="left", box=None, padding=(0, 2, 0, 0)
    )
    table.add_column(session.say("group"))
    for key in ("gain", "lose", "more", "less"):
        table.add_column(session.say(key), justify="right")
    table.add_column(f"{session.say('difference')} ({session.say('yuan', '').strip()})", justify="right")
    groups = [(None, (change.overall,)), *change.groups]
    for title, rows in groups:
        if title is not None:
            table.add_row(f"[dim]{escape(session.words(title))}[/]")
        for row in rows:
            if title is not None and not any((row.gain, row.lose, row.more, row.less, row.difference_fen)):
                continue
            label = session.say("total") if title is None else session.say("unknown_fact")
            if row.label is not None:
                label = session.words(row.label)
            counts = (f"{n:,}" for n in (row.gain, row.lose, row.more, row.less))
            table.add_row(escape(label), *counts, yuan(row.difference_fen))
    return table
