"""Determinations for people: what is due, on which clause, what is missing, from which day."""

from collections.abc import Iterator, Sequence

from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from jiyao.engine.determination.reasons import ConditionReason, Determination, ValueRead
from jiyao.engine.measures import Outcome, Payable
from jiyao.engine.people import SetAside
from jiyao.engine.rules.types import Type
from jiyao.engine.wording import Speaker
from jiyao.interfaces.cli.session import Session
from jiyao.interfaces.cli.words import TRUTH
from jiyao.interfaces.ui.policy_words import CONFIDENCE, OUTCOMES, PAYABLE
from jiyao.interfaces.ui.sentences import stated_in

MARKS = {
    Outcome.ELIGIBLE: "[green]✓[/]",
    Outcome.TO_BE_CONFIRMED: "[green]✓[/]",
    Outcome.UNKNOWN: "[yellow]?[/]",
    Outcome.NOT_ELIGIBLE: "[red]✗[/]",
    Outcome.NOT_APPLICABLE: "[dim]·[/]",
}


def is_shown(found: Determination) -> bool:
    """Whether a summary names it: due, open, or due from a later day."""
    return found.result.outcome in (
        Outcome.ELIGIBLE,
        Outcome.TO_BE_CONFIRMED,
        Outcome.UNKNOWN,
    ) or (found.eligible_from is not None)


def summary(session: Session, found: Sequence[Determination]) -> Table:
    """One line a determination: what comes of it, how much, and why."""
    table = Table(box=None, show_header=False, padding=(0, 2, 0, 0))
    table.add_column(no_wrap=True)
    table.add_column(ratio=3)
    table.add_column(justify="right", no_wrap=True)
    table.add_column(ratio=5)
    for one in found:
        row = "" if one.case.id == one.case.owner_id else f" [dim]{escape(one.case.id)}[/]"
        title = f"{escape(session.words(one.measure.title))}{row}"
        lines = "\n".join(escape(line) for line in why(session, one))
        table.add_row(MARKS[one.result.outcome], title, session.teller.given(one), lines)
    return table


def why(session: Session, found: Determination) -> Iterator[str]:
    """What a person wants to know of the outcome."""
    result = found.result
    if result.outcome in (Outcome.ELIGIBLE, Outcome.TO_BE_CONFIRMED):
        yield from _due(session, found)
    elif result.outcome is Outcome.UNKNOWN:
        yield from _open(session, found)
    else:
        yield from _not_due(session, found)
    if result.next_change_on is not None and found.eligible_from is None:
        yield session.say("changes", result.next_change_on)


def _due(session: Session, found: Determination) -> Iterator[str]:
    if found.result.outcome is Outcome.TO_BE_CONFIRMED:
        yield OUTCOMES[session.language][Outcome.TO_BE_CONFIRMED]
    if found.result.payable is not Payable.PAYS and found.result.payable is not None:
        yield PAYABLE[session.language][found.result.payable]
    if found.rests_on_demonstration:
        yield session.say("on_demonstration")
    source = stated_in(found)
    if source is not None:
        yield session.teller.clause(source)
    yield from _open(session, found)


def _open(session: Session, found: Determination) -> Iterator[str]:
    speaker = session.teller.speaker()
    if found.missing:
        listed = [speaker.fact(name) for name in found.missing]
        yield session.say("missing", "；".join(listed) if session.language == "zh" else "; ".join(listed))
    if found.missing_values:
        yield session.say("missing_values", ", ".join(found.missing_values))


def _not_due(session: Session, found: Determination) -> Iterator[str]:
    for reason in found.conditions:
        if reason.truth is False:
            yield session.words(reason.words)
            yield from (f"  {line}" for line in session.teller.needed(found, reason))
    for limit in found.limits:
        if limit.truth is False:
            yield f"{session.words(limit.words)} ({session.say('taken', limit.taken, limit.at_most)})"
    if found.eligible_from is not None:
        yield session.say("from_day", found.eligible_from)


def in_full(session: Session, found: Determination) -> Tree:
    """Every condition with its truth, what it read and its clause."""
    outcome = OUTCOMES[session.language][found.result.outcome]
    sum_ = session.teller.given(found)
    tree = Tree(
        f"[bold]{escape(session.words(found.measure.title))}[/] {escape(found.case.id)}: {outcome} {sum_}"
    )
    for reason in found.conditions:
        _add_condition(session, found, reason, tree)
    for limit in found.limits:
        taken = session.say("taken", limit.taken, limit.at_most)
        tree.add(f"{TRUTH[limit.truth]} {escape(session.words(limit.words))}: {taken}")
    if found.result.outcome is not Outcome.NOT_ELIGIBLE:
        for line in why(session, found):
            tree.add(f"[dim]{escape(line)}[/]")
    return tree


def _add_condition(session: Session, found: Determination, reason: ConditionReason, tree: Tree) -> None:
    mark = TRUTH[reason.truth] if reason.in_force is not False else "–"
    node = tree.add(f"{mark} {escape(session.words(reason.words))}")
    if reason.in_force is False:
        node.add(f"[dim]{session.say('not_in_force')}[/]")
        return
    speaker = session.teller.speaker(found)
    vocabulary = session.pack.vocabulary
    for name, value in reason.facts.items():
        node.add(f"{escape(speaker.fact(name))}: {escape(speaker.value(value, vocabulary.facts[name].type))}")
    for read in reason.values:
        node.add(escape(_value(session, speaker, read, found.measure.parameters[read.name].type)))
    if reason.source.document in session.pack.documents:
        node.add(f"[dim]{escape(session.teller.clause(reason.source))}[/]")
    if reason.branches:
        ways = node.add(f"[dim]{session.say('branches')}[/]")
        for branch in reason.branches:
            _add_condition(session, found, branch, ways)
    elif reason.truth is False:
        for need in reason.needs:
            node.add(escape(session.teller.need(speaker, need)))
    if reason.true_from is not None:
        node.add(session.say("from_day", reason.true_from))


def _value(session: Session, speaker: Speaker, read: ValueRead, type_: Type) -> str:
    confidence = "" if read.row is None else f" · {CONFIDENCE[session.language][read.row.confidence]}"
    return f"{read.name} = {speaker.value(read.value, type_)}{confidence}"


def set_aside(session: Session, aside: Sequence[SetAside]) -> Iterator[str]:
    """The rows that were left out, with their reasons."""
    if aside:
        yield session.say("set_aside", len(aside))
        for row in aside:
            yield f"  {row.row}: {'; '.join(row.reasons)}"
