"""`jiyao sample`: paid cases are drawn to be checked, and a draw is repeated."""

from datetime import date

import click
from rich.markup import escape

from jiyao.casework.actions.sampling import draw_sample
from jiyao.casework.models import SampleRun
from jiyao.casework.queries.samples import drawn_again, drawn_then
from jiyao.interfaces.cli.days import DAY, now
from jiyao.interfaces.cli.records.database import on_database, version_on
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, pass_session
from jiyao.registry.hand import Hand


@click.group()
def sample() -> None:
    """Draw paid cases to be checked, by a rule that anybody can repeat."""


@sample.command("run")
@click.option(
    "--on", type=DAY, required=True, help="The day of the draw; what was paid before it is drawn from."
)
@click.option("--seed", required=True, help="By what is drawn; nobody should be able to choose it.")
@pass_session
@on_database
def run(session: Session, on: date, seed: str) -> None:
    """Draw from what was paid since the last draw, as much of each measure as its procedure says."""
    session.version = version_on(session, on)
    made = draw_sample(seed, Hand(None, on, now()), session.pack)
    for measure, (paid, percent, drawn) in made.shares.items():
        title = session.words(session.pack.title_of(measure))
        share = "—" if percent is None else f"{percent}%"
        session.console.print(escape(session.say("sampled_of", title, f"{drawn:,}", f"{paid:,}", share)))
    said = session.say("sampled", made.pk, f"{made.drawn:,}", f"{made.population:,}", made.population_hash)
    session.console.print(escape(said))


@sample.command("again")
@click.argument("number", type=click.IntRange(min=1))
@pass_session
@on_database
def again(session: Session, number: int) -> None:
    """Repeat a draw, print the numbers of its cases, and say whether they are the same."""
    found = SampleRun.objects.filter(pk=number).first()
    if found is None:
        raise click.BadParameter(session.say("sample_none", number))
    numbers = drawn_again(found)
    for one in numbers:
        session.console.print(one)
    same = numbers == drawn_then(found)
    session.console.print(session.say("sample_same" if same else "sample_differs"))
    if not same:
        raise SystemExit(REFUSED_INPUT)
