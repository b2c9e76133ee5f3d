"""`jiyao measures` and `jiyao explain`: the policy itself, in words."""

from collections.abc import Iterator
from datetime import date

import click
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from jiyao.base.periods import Period
from jiyao.engine.examples import read_examples
from jiyao.engine.measures import ALWAYS, DEMONSTRATION, Condition, Limit, Measure, Parameter, Row
from jiyao.engine.shapes import Evidence
from jiyao.engine.wording import Speaker, known_values
from jiyao.interfaces.cli.days import DAY, today
from jiyao.interfaces.cli.session import Session, failing_clearly, pass_session
from jiyao.interfaces.cli.starting import as_known_on
from jiyao.interfaces.ui.policy_words import CONFIDENCE, FUNDS, OUTCOMES, PAYABLE, PAYEES, STAGES

KNOWN_HELP = "A past day: the version of the pack that was in force on it; the pack's files by default."


@click.command()
@click.option("--on", type=DAY, help="The day on which it is asked whether they pay; today by default.")
@click.option("--known", type=DAY, help=KNOWN_HELP)
@pass_session
@failing_clearly
def measures(session: Session, on: date | None, known: date | None) -> None:
    """List the measures: stage, for whom, and whether they pay on a day."""
    with as_known_on(session, known):
        _list(session, on or known or today())


def _list(session: Session, on: date) -> None:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for key in ("stage", "measure", "about", "payable"):
        table.add_column(session.say(key), no_wrap=key == "stage")
    for measure in sorted(
        session.pack.measures.values(), key=lambda m: (list(STAGES["zh"]).index(m.stage), m.id)
    ):
        subject = session.pack.vocabulary.subjects[measure.subject]
        table.add_row(
            STAGES[session.language][measure.stage],
            f"{escape(session.words(measure.title))} [dim]{measure.id}[/]",
            escape(session.words(subject.words)),
            PAYABLE[session.language][measure.payable_on(on, None)],
        )
    session.console.print(table)


@click.command()
@click.argument("measure")
@click.option("--on", type=DAY, help="The day whose wordings and values are shown; today by default.")
@click.option("--known", type=DAY, help=KNOWN_HELP)
@pass_session
@failing_clearly
def explain(session: Session, measure: str, on: date | None, known: date | None) -> None:
    """Explain one measure: conditions in words, values over time, limits, evidence, confidence."""
    with as_known_on(session, known):
        _explain(session, measure, on or known or today())


def _explain(session: Session, measure: str, on: date) -> None:
    found = session.pack.measure(measure)
    tree = Tree(f"[bold]{escape(session.words(found.title))}[/] [dim]{found.id}[/] · {on}")
    if found.summary:
        tree.add(escape(session.words(found.summary)))
    tree.add(PAYABLE[session.language][found.payable_on(on, None)])
    if found.pays != "nobody":
        names = (PAYEES[session.language][found.pays], FUNDS[session.language][found.fund])
        tree.add(session.say("who_pays", *names))
    for title, lines in _parts(session, found, on):
        branch = tree.add(f"[bold]{title}[/]")
        for line in lines:
            branch.add(line)
    session.console.print(tree)


def _parts(session: Session, measure: Measure, on: date) -> Iterator[tuple[str, list[str]]]:
    speaker = Speaker(session.pack.vocabulary, session.language, known_values(measure.parameters, on, None))
    outcomes = OUTCOMES[session.language]
    parts = {
        "conditions": list(_conditions(session, speaker, measure, on)),
        "asks_people": [escape(session.words(ask.words)) + _period(ask.period) for ask in measure.asks],
        "gives": [escape(speaker.rule(g.rule)) + _period(g.period) for g in measure.gives],
        "parameters": [line for p in measure.parameters.values() for line in _values(session, speaker, p)],
        "limits": [_limit(session, speaker, limit) for limit in measure.limits],
        "evidence": [escape(_paper(session, paper)) for paper in measure.evidence],
        "procedure": [escape(step) for step in _steps(session, measure)],
        "documents": [
            escape(" ".join(filter(None, (session.teller.document_title(name), articles))))
            for name, articles in measure.documents
        ],
        "notes": [escape(session.words(words)) for words in measure.notes],
        "open_points": [escape(session.words(words)) for words in measure.open],
        "waived": [escape(session.words(words)) for words in measure.waived],
        "examples": [
            escape(f"{session.words(example.title)} · {example.on} · {outcomes[example.expect['outcome']]}")
            for example in read_examples(session.pack)[0]
            if example.measure == measure.id
        ],
    }
    for key, lines in parts.items():
        if lines:
            yield session.say(key), lines


def _limit(session: Session, speaker: Speaker, limit: Limit) -> str:
    number = session.say("at_most", speaker.rule(limit.at_most))
    words = f"{escape(session.words(limit.words))}{_period(limit.period)} · {escape(number)}"
    return f"{words}\n  [dim]{escape(session.teller.clause(limit.source))}[/]"


def _paper(session: Session, paper: Evidence) -> str:
    only_if = "" if paper.only_if is None else f" ({session.words(paper.only_if)})"
    return f"{session.words(paper.words)}{only_if}"


def _steps(session: Session, measure: Measure) -> Iterator[str]:
    """The steps of the procedure, with working days where they are known."""
    if measure.procedure is None:
        return
    for step in session.pack.procedures[measure.procedure].get("steps", ()):
        days = step.get("working_days")
        yield step[session.language] + (f" ({session.say('working_days', days)})" if days else "")


def _conditions(session: Session, speaker: Speaker, measure: Measure, on: date) -> Iterator[str]:
    for condition in measure.conditions:
        if measure.counted_on is None and not condition.period.holds(on):
            continue
        yield _condition(session, speaker, condition)
        for branch in condition.branches:
            yield f"  – {_condition(session, speaker, branch)}"


def _condition(session: Session, speaker: Speaker, condition: Condition) -> str:
    words = escape(session.words(condition.words)) + _period(condition.period)
    if condition.confidence == DEMONSTRATION:
        words += f" [dim]· {CONFIDENCE[session.language][DEMONSTRATION]}[/]"
    rule = "" if condition.branches else f"\n  [dim]{escape(speaker.rule(condition.rule))}[/]"
    return f"{words}{rule}\n  [dim]{escape(session.teller.clause(condition.source))}[/]"


def _period(period: Period) -> str:
    if period == ALWAYS:
        return ""
    return f" [dim]({period.starts_on or '…'} – {period.ends_on or '…'})[/]"


def _values(session: Session, speaker: Speaker, parameter: Parameter) -> Iterator[str]:
    if parameter.delegated_to is not None:
        least = speaker.value(parameter.low, parameter.type)
        yield escape(f"{parameter.name}: {session.say('delegated', least)}")
    for row in parameter.base:
        yield _row(session, speaker, parameter, row, "")
    for row in parameter.relaxed:
        yield _row(session, speaker, parameter, row, f" · {session.say('relaxed')}")


def _row(session: Session, speaker: Speaker, parameter: Parameter, row: Row, kind: str) -> str:
    if row.values is None or parameter.by is None:
        value = speaker.value(row.value, parameter.type)
    else:
        key_type = session.pack.vocabulary.facts[parameter.by].type
        value = "; ".join(
            f"{speaker.value(key, key_type)}: {speaker.value(found, parameter.type)}"
            for key, found in row.values.items()
        )
    confidence = CONFIDENCE[session.language][row.confidence]
    source = escape(session.teller.clause(row.source))
    return f"{parameter.name}: {escape(value)}{_period(row.period)}{kind} [dim]· {confidence} · {source}[/]"
