"""`jiyao person`: one person of the registry."""

from datetime import date

import click

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.people import Person
from jiyao.interfaces.cli.check import show
from jiyao.interfaces.cli.days import DAY, today
from jiyao.interfaces.cli.records.database import on_database, version_on
from jiyao.interfaces.cli.records.past import looking_back
from jiyao.interfaces.cli.session import Session, pass_session
from jiyao.policy.queries.people import determinations_of


@click.command()
@click.argument("number", type=int)
@click.option("--on", type=DAY, help="The day of determination; that of --known, or today by default.")
@click.option("--known", type=DAY, help="A past day at whose end it is asked what was known; now by default.")
@click.option("--measure", help="One measure only, with every reason.")
@pass_session
@on_database
def person(session: Session, number: int, on: date | None, known: date | None, measure: str | None) -> None:
    """Determine one person of the registry, by the number under which the registry keeps them."""
    day = on or known or today()
    session.version = version_on(session, day)
    with looking_back(session, known) as then:
        if measure is not None:
            session.pack.measure(measure)
        found = determinations_of(
            Assessor(session.pack), number, on=day, known_at=then().moment, measure=measure
        )
    show(session, Person(str(number), "", None, {}), found, full=measure is not None)
