"""`jiyao check` and `jiyao people`: what people in a file are entitled to."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
from pydantic import TypeAdapter
from rich.markup import escape

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination, explain
from jiyao.engine.determination.records import DeterminationRecord, record
from jiyao.engine.people import Person, SetAside, read_people
from jiyao.engine.population.writing import write_facts
from jiyao.interfaces.cli.days import DAY, today
from jiyao.interfaces.cli.rendering import in_full, is_shown, set_aside, summary
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, failing_clearly, pass_session

SHIPPED_ON = date(2025, 6, 30)
"""The last year for which the main values of the shipped pack are verified."""


@click.command()
@click.option(
    "--facts", type=click.Path(path_type=Path), required=True, help="A person, or a list: JSON or YAML."
)
@click.option("--on", type=DAY, default=today, help="The day of determination; today by default.")
@click.option("--measure", help="One measure, with every reason.")
@click.option("--json", "as_json", is_flag=True, help="Print records for programs (docs/reference/schemas).")
@pass_session
@failing_clearly
def check(session: Session, facts: Path, on: date, measure: str | None, as_json: bool) -> None:
    """Determine the people of a file: what is due, on which clause, what is missing, from which day."""
    if measure is not None:
        session.pack.measure(measure)
    found, aside = determined(session, facts, on, measure)
    if as_json:
        records = [record(one, session.teller.speaker(one)) for _, listed in found for one in listed]
        click.echo(TypeAdapter(list[DeterminationRecord]).dump_json(records, indent=2))
    else:
        for person, listed in found:
            show(session, person, listed, full=measure is not None)
    for line in set_aside(session, aside):
        click.echo(line, err=True)
    if aside:
        raise SystemExit(REFUSED_INPUT)


@click.command()
@click.option(
    "--on", type=DAY, default=SHIPPED_ON.isoformat(), show_default=True, help="The day of determination."
)
@click.option("--out", type=click.Path(path_type=Path), help="Write them as a folder of Parquet instead.")
@pass_session
@failing_clearly
def people(session: Session, on: date, out: Path | None) -> None:
    """Determine the example people that come with the pack, all of them invented."""
    if out is not None:
        shipped, _ = read_people(session.pack.root / "people.yaml", session.pack.vocabulary)
        write_facts(session.pack.vocabulary, [person.cases for person in shipped], out)
        session.console.print(session.say("written", escape(str(out))))
        return
    found, _ = determined(session, session.pack.root / "people.yaml", on, None)
    title = session.words(session.pack.title)
    session.console.print(f"[bold]{title}[/] {session.pack.version} · {on} · {session.say('invented')}")
    for person, listed in found:
        show(session, person, listed, full=False)


def determined(
    session: Session, file: Path, on: date, measure: str | None
) -> tuple[list[tuple[Person, list[Determination]]], list[SetAside]]:
    """Each person of the file with their determinations, and the rows set aside."""
    listed, aside = read_people(file, session.pack.vocabulary, session.language)
    assessor = Assessor(session.pack)
    return [(person, explain(assessor, person.cases, on, measure=measure)) for person in listed], aside


def show(session: Session, person: Person, found: Sequence[Determination], *, full: bool) -> None:
    """One person: the measures that are due or open, or every reason of one measure."""
    story = f"  [dim]{escape(session.words(person.story))}[/]" if person.story else ""
    session.console.print(f"\n[bold]{escape(person.id)} {escape(person.name)}[/]{story}")
    if full:
        for one in found:
            session.console.print(in_full(session, one))
        return
    shown = [one for one in found if is_shown(one)]
    if shown:
        session.console.print(summary(session, shown))
    else:
        session.console.print(f"  {session.say('nothing')}")
    session.console.print(f"  [dim]{session.say('others', len(found) - len(shown))}[/]")
