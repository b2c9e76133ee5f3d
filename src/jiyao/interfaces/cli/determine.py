"""`jiyao determine`: everybody, from Parquet to Parquet."""

from datetime import date
from pathlib import Path

import click
from rich.markup import escape

from jiyao.engine.population.connecting import Resources
from jiyao.engine.population.running import determine_population
from jiyao.engine.population.statement import FIELDS
from jiyao.interfaces.cli.days import DAY
from jiyao.interfaces.cli.run_table import run_table
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, failing_clearly, pass_session


@click.command()
@click.option(
    "--facts", type=click.Path(path_type=Path), required=True, help="A folder of <subject>.parquet."
)
@click.option("--on", type=DAY, required=True, help="The day of determination.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A new folder for the run.")
@click.option(
    "--grants", type=click.Path(path_type=Path), help="Parquet of pool and key: what was granted before."
)
@click.option("--threads", type=click.IntRange(min=1), help="Processor threads; all by default.")
@click.option("--memory", help='At most so much memory, such as "300MB".')
@click.option(
    "--tell",
    multiple=True,
    type=click.Choice(FIELDS),
    help="What to write of each result; everything by default. May be given several times.",
)
@click.option("--json", "as_json", is_flag=True, help="Print the run's record for programs.")
@pass_session
@failing_clearly
def determine(
    session: Session,
    facts: Path,
    on: date,
    out: Path,
    grants: Path | None,
    threads: int | None,
    memory: str | None,
    tell: tuple[str, ...],
    as_json: bool,
) -> None:
    """Determine every measure for every row of a folder, and write the run."""
    resources = Resources(threads=threads, memory=memory)
    run = determine_population(
        session.pack, facts, out, on, grants=grants, resources=resources, tell=tell or FIELDS
    )
    if as_json:
        click.echo((out / "run.json").read_text("utf-8"))
    else:
        session.console.print(run_table(session, session.pack, run))
        rate = f"{run.determinations / max(run.seconds, 0.001):,.0f}"
        rows = f"{sum(run.rows.values()):,}"
        session.console.print(session.say("determined", rows, f"{run.determinations:,}", run.seconds, rate))
        session.console.print(session.say("written", escape(str(out))))
    if run.set_aside:
        click.echo(session.say("set_aside", run.set_aside) + f" {out}/*.set_aside.parquet", err=True)
        raise SystemExit(REFUSED_INPUT)
