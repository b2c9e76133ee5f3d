"""`jiyao run`: the main job."""

from datetime import date

import click
from django.conf import settings
from rich.markup import escape

from jiyao.engine.packs.demonstration import demonstration_of
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.engine.population.connecting import Resources
from jiyao.interfaces.cli.days import DAY, now
from jiyao.interfaces.cli.records.database import on_database, version_on
from jiyao.interfaces.cli.records.running import determined
from jiyao.interfaces.cli.run_table import run_table, without_rows
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, pass_session
from jiyao.policy.actions.running import Finished


@click.command()
@click.option("--on", type=DAY, required=True, help="The day of determination.")
@click.option(
    "--demonstration-values",
    is_flag=True,
    help="In a demonstration: let values pay that nobody has found and the demonstration brings.",
)
@click.option("--threads", type=click.IntRange(min=1), help="Processor threads; all by default.")
@click.option("--memory", help='At most so much memory, such as "4GB".')
@click.option("--json", "as_json", is_flag=True, help="Print the run's record for programs.")
@pass_session
@on_database
def run(
    session: Session,
    on: date,
    demonstration_values: bool,
    threads: int | None,
    memory: str | None,
    as_json: bool,
) -> None:
    """Determine every measure for everybody in the registry, and say what it comes to."""
    folder = demonstration_of(session.folder) if demonstration_values else version_on(session, on)
    pack = load_pack(folder, demonstration=session.demonstration, over=version_on(session, on))
    finished = determined(session, pack, on, now(), Resources(threads=threads, memory=memory))
    folder = settings.VAR / "runs" / finished.row.folder
    if as_json:
        click.echo((folder / "outcomes/run.json").read_text("utf-8"))
        return
    _print(session, pack, finished)
    session.console.print(session.say("written", escape(str(folder))))
    if finished.outcome.set_aside:
        click.echo(
            f"{session.say('set_aside', finished.outcome.set_aside)} {folder}/outcomes/*.set_aside.parquet",
            err=True,
        )
        raise SystemExit(REFUSED_INPUT)


def _print(session: Session, pack: Pack, finished: Finished) -> None:
    run = finished.outcome
    parts = [f"{session.words(pack.title)} {run.version}", str(run.on), *([run.mark] if run.mark else [])]
    session.console.print(f"[bold]{escape(' · '.join(parts))}[/]")
    session.console.print(run_table(session, pack, run))
    missing = without_rows(session, pack, run)
    if missing:
        between = "、" if session.language == "zh" else ", "
        session.console.print(session.say("no_records", between.join(missing)))
    rate = f"{run.determinations / finished.row.seconds:,.0f}"
    counts = (f"{finished.people:,}", f"{run.determinations:,}", f"{finished.row.seconds:.1f}", rate)
    session.console.print(session.say("determined_all", *counts))
