"""`jiyao bench`: how fast this machine determines the pack's own example people."""

from collections.abc import Callable, Sequence
from statistics import median
from time import perf_counter_ns

import click
from rich.table import Table

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.missing import missing_facts
from jiyao.engine.determination.questions import questions
from jiyao.engine.determination.reasons import explain
from jiyao.engine.people import Person, read_people
from jiyao.interfaces.cli.check import SHIPPED_ON
from jiyao.interfaces.cli.session import Session, failing_clearly, pass_session

ROUNDS = 20
NANOSECONDS_A_MICROSECOND = 1_000


@click.command()
@pass_session
@failing_clearly
def bench(session: Session) -> None:
    """Time one person at a time, in microseconds: every measure of the pack for each example person.

    The comparison with other engines is `make bench`.
    """
    people, _ = read_people(session.pack.root / "people.yaml", session.pack.vocabulary)
    assessor = Assessor(session.pack)
    vocabulary = session.pack.vocabulary

    def truths(person: Person) -> None:
        for assessment in assessor.assess(person.cases, SHIPPED_ON, look_ahead=False):
            if assessment.holds is None:
                missing_facts(assessment, vocabulary)

    def questioned(person: Person) -> None:
        questions(assessor.assess(person.cases, SHIPPED_ON), vocabulary)

    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("")
    table.add_column("µs", justify="right")
    table.add_row(session.say("bench_truths"), f"{_median(truths, people):,.0f}")
    table.add_row(session.say("bench_questions"), f"{_median(questioned, people):,.0f}")
    table.add_row(
        session.say("bench_reasons"),
        f"{_median(lambda p: explain(assessor, p.cases, SHIPPED_ON), people):,.0f}",
    )
    table.add_row(session.say("bench_pack"), f"{_median(lambda _: session.load(), people[:1]):,.0f}")
    session.console.print(table)


def _median(work: Callable[[Person], object], people: Sequence[Person]) -> float:
    times = []
    for _ in range(ROUNDS):
        for person in people:
            started = perf_counter_ns()
            work(person)
            times.append((perf_counter_ns() - started) / NANOSECONDS_A_MICROSECOND)
    return median(times)
