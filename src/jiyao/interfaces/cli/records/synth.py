"""`jiyao synth`: a demonstration province of invented people."""

from fractions import Fraction
from pathlib import Path

import click
from rich.markup import escape

from jiyao.demo.drawing.assumptions import FILE, read_region
from jiyao.demo.drawing.plan import Plan
from jiyao.demo.filling.database import check_demonstration, fill_database
from jiyao.demo.filling.parquet import write_parquet
from jiyao.demo.filling.shapes import shapes
from jiyao.engine.packs.demonstration import demonstration_of
from jiyao.interfaces.cli.days import now
from jiyao.interfaces.cli.progress import shown
from jiyao.interfaces.cli.records.database import check_prepared, reaching_database
from jiyao.interfaces.cli.session import Session, operator, pass_session
from jiyao.registry.models import Person

USUAL_SEED = 2025
LARGEST_SEED = 2**32 - 1


class Scale(click.ParamType[Fraction]):
    """A share of the province written 0.01."""

    name = "scale"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> Fraction:
        """The share, exactly as written."""
        try:
            return Fraction(str(value))
        except (ValueError, ZeroDivisionError):
            self.fail(f"{value} is no share of the province; write it as 0.01", param, ctx)


@click.command()
@click.option(
    "--scale", type=Scale(), default="0.01", show_default=True, help="The share of the province, up to 1."
)
@click.option(
    "--seed",
    type=click.IntRange(0, LARGEST_SEED),
    default=USUAL_SEED,
    show_default=True,
    help="Another seed, another province.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    help="Write it as a new folder of Parquet instead of the database.",
)
@click.option("--assumptions", type=click.Path(path_type=Path), help="The file of what is assumed.")
@click.option(
    "--processes", type=click.IntRange(1, 64), default=2, show_default=True, help="How many draw at a time."
)
@click.option("--unless-filled", is_flag=True, help="Draw nobody where the database has people already.")
@pass_session
@reaching_database
def synth(
    session: Session,
    scale: Fraction,
    seed: int,
    out: Path | None,
    assumptions: Path | None,
    processes: int,
    unless_filled: bool,
) -> None:
    """Draw a demonstration province of invented people, into the database or as Parquet."""
    check_demonstration()
    if out is None:
        check_prepared()
    if unless_filled and Person.objects.exists():
        session.console.print(session.say("filled_already"))
        return
    usual = demonstration_of(session.folder) / FILE
    plan = Plan(read_region(session.load(), assumptions or usual), scale, seed)
    with shown(session) as progress:
        if out is None:
            counts = fill_database(
                plan, shapes(), by=operator(), at=now(), processes=processes, progress=progress
            )
        else:
            counts = write_parquet(plan, out, shapes(), processes=processes, progress=progress)
    rows = f"{sum(counts.values()):,}"
    session.console.print(session.say("province_drawn", f"{plan.marginals.people:,}", rows))
    if out is not None:
        session.console.print(session.say("written", escape(str(out))))
