"""Worked examples as cases that people read."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from jiyao.engine.examples import Example, read_examples
from jiyao.engine.measures import APPLIES, Measure
from jiyao.engine.packs.loading import Pack
from jiyao.interfaces.ui.policy import words as w
from jiyao.interfaces.ui.policy_words import OUTCOMES
from jiyao.interfaces.ui.sentences import Teller

MARKS = {
    "eligible": "yes",
    "to_be_confirmed": "confirm",
    "not_eligible": "no",
    "unknown": "ask",
    "not_applicable": "none",
}


@dataclass(frozen=True, slots=True)
class WorkedCase:
    """One case. `facts` of the first case are all that is known; of a later one what differs from the first."""

    title: str
    on: date
    mark: str
    outcome: str
    amount_fen: int | None
    because: str
    facts: tuple[tuple[str, str], ...]


_READ: dict[str, Mapping[str, tuple[Example, ...]]] = {}
"""Examples that were read, by the hash of their pack: a version is never altered."""


def examples_by_measure(pack: Pack) -> Mapping[str, tuple[Example, ...]]:
    """The examples of each measure: a demonstration's own where it has some, else the pack's."""
    if pack.hash not in _READ:
        found = _by_measure(replace(pack, overlay=None))
        _READ[pack.hash] = found if pack.overlay is None else {**found, **_by_measure(pack)}
    return _READ[pack.hash]


def _by_measure(pack: Pack) -> dict[str, tuple[Example, ...]]:
    listed, _ = read_examples(pack)
    return {
        id_: tuple(one for one in listed if one.measure == id_) for id_ in {one.measure for one in listed}
    }


def worked_cases(teller: Teller, measure: Measure) -> tuple[WorkedCase, ...]:
    """The measure's worked cases in the order of the pack."""
    examples = examples_by_measure(teller.pack).get(measure.id, ())
    return tuple(
        _case(teller, measure, one, examples[0] if index else None) for index, one in enumerate(examples)
    )


def _case(teller: Teller, measure: Measure, example: Example, first: Example | None) -> WorkedCase:
    outcome = example.expect["outcome"]
    return WorkedCase(
        title=teller.words(example.title),
        on=example.on,
        mark=MARKS[outcome],
        outcome=OUTCOMES[teller.language][outcome],
        amount_fen=example.expect.get("amount_fen") or None,
        because=_because(teller, measure, example.expect),
        facts=_facts(teller, example, first),
    )


def _because(teller: Teller, measure: Measure, expect: Mapping[str, Any]) -> str:
    """What was not met, or what is still to be known."""
    if expect["outcome"] == "not_applicable":
        return teller.say(w.NOT_APPLICABLE)
    if expect.get("failed"):
        tests = {condition.id: condition.words for condition in measure.all_conditions}
        tests |= {limit.id: limit.words for limit in measure.limits}
        failed = [teller.words(tests[id_]) for id_ in expect["failed"] if id_ != APPLIES]
        return teller.say(w.FAILED, teller.say(w.SEMICOLON).join(failed))
    if expect.get("missing"):
        speaker = teller.speaker()
        missing = [speaker.fact(name) for name in expect["missing"]]
        return teller.say(w.MISSING, teller.say(w.SEMICOLON).join(missing))
    return ""


def _facts(teller: Teller, example: Example, first: Example | None) -> tuple[tuple[str, str], ...]:
    known = example.case.facts
    before = {} if first is None else first.case.facts
    speaker, facts = teller.speaker(), teller.pack.vocabulary.facts
    shown = [name for name in known if first is None or name not in before or known[name] != before[name]]
    return tuple((speaker.fact(name), speaker.value(known[name], facts[name].type)) for name in shown)
