"""The life of a case as Markdown: a drawing of its states, and a table of its steps."""

from collections.abc import Iterator

from jiyao.casework.kinds.kind import KINDS
from jiyao.casework.life import BEFORE, STEPS, Step
from jiyao.casework.models.case import CaseState

BY_ITSELF = "no hand: time, a file, or the step before"


def as_markdown() -> str:
    """The page."""
    return "\n".join((*_head(), *_drawing(), *_table(), *_kinds())) + "\n"


def _head() -> Iterator[str]:
    yield "# The life of a case\n"
    yield "One table of steps for every kind; each kind takes what it needs. Drawn from the code.\n"


def _drawing() -> Iterator[str]:
    yield "```mermaid"
    yield "stateDiagram-v2"
    for state in CaseState:
        if state is not BEFORE:
            yield f"    {state.value}: {state.label}"
    for step in STEPS.values():
        for state in sorted(step.comes_from, key=list(CaseState).index):
            start = "[*]" if state is BEFORE else state.value
            yield f"    {start} --> {step.leads_to.value}: {step.words.zh}"
    yield "```\n"


def _table() -> Iterator[str]:
    yield "| step | from | to | whose duty | reason | not by who did |"
    yield "| --- | --- | --- | --- | --- | --- |"
    yield from map(_row, STEPS.values())


def _row(step: Step) -> str:
    start = ", ".join(sorted("nothing" if state is BEFORE else state.value for state in step.comes_from))
    apart = ", ".join(sorted(step.apart_from)) or "—"
    reason = "always" if step.wants_reason else "—"
    cells = (
        f"{step.name} {step.words.zh}",
        start,
        step.leads_to.value,
        step.verb or BY_ITSELF,
        reason,
        apart,
    )
    return f"| {' | '.join(cells)} |"


def _kinds() -> Iterator[str]:
    yield "\n| kind | steps |"
    yield "| --- | --- |"
    for kind in KINDS.values():
        yield f"| {kind.words.en} {kind.words.zh} | {', '.join(kind.steps)} |"
