"""Every row of a roster under every measure of it: what can be claimed, when, or for want of what."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from types import MappingProxyType

from jiyao.base.progress import Progress, silent
from jiyao.engine.cases import Case, Grant
from jiyao.engine.determination.assessing import Assessment, Assessor
from jiyao.engine.determination.missing import missing_facts, missing_values
from jiyao.engine.determination.reasons import eligible_later
from jiyao.engine.measures import Condition, Limit, Measure, Outcome, Payable
from jiyao.engine.shapes import Source, Words
from jiyao.insight.roster.columns import Roster
from jiyao.insight.roster.reading import Entry, Read

Granted = Mapping[str, Sequence[Grant]]
"""Slots that are taken, by person."""
NOTHING_GRANTED: Granted = MappingProxyType({})
TOLD_EVERY = 50
"""After how many people progress is told."""
NOT_SET = Words(zh="标准或规定值尚未查到或确认", en="A set value has not been found or confirmed")
NO_RULE = Words(zh="在所计日期没有有效的规定", en="No rule is in force on the counted day")


class Standing(StrEnum):
    """How a row stands under a measure."""

    NOW = "now"
    LATER = "later"
    HELD = "held"
    OPEN = "open"
    LOST = "lost"


@dataclass(frozen=True, slots=True)
class Cause:
    """Why nothing can be claimed today: a fact nobody filled in, or a condition with its source."""

    words: Words
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One row under one measure.

    amount_fen   what can be claimed now, or on the day `on` where that is later; 0 otherwise
    asked        whether an official has something left to confirm
    causes       the facts that are missing, or the one condition that failed
    """

    measure: Measure
    entry: Entry
    standing: Standing
    amount_fen: int
    on: date
    asked: bool
    causes: tuple[Cause, ...]


@dataclass(frozen=True, slots=True)
class _Rows:
    """The rows of one person, and the slots that are taken under their keys."""

    cases: Mapping[str, Sequence[Case]]
    grants: Sequence[Grant]


def determine_roster(
    *,
    read: Read,
    roster: Roster,
    assessor: Assessor,
    on: date,
    granted: Granted = NOTHING_GRANTED,
    progress: Progress = silent,
) -> list[Answer]:
    """An answer for each row and measure that it is about, in the order of the roster.

    granted   the slots that are taken under the keys of each person. What somebody has drawn already, a file does not
              say; then nothing is presumed granted before
    """
    rows = defaultdict(list)
    for entry in read.entries:
        rows[entry.person].append(entry)
    wanted = [measure.id for measure in roster.measures]
    only = {*wanted, *(other for measure in roster.measures for other in measure.yields_to)}
    answers: list[Answer] = []
    for done, (person, entries) in enumerate(rows.items()):
        if done % TOLD_EVERY == 0:
            progress("determine", done, len(rows))
        cases, by_case = _cases(person, entries, read, roster)
        rows_of = _Rows(cases, granted.get(person, ()))
        answers += [
            _answer(assessor, assessment, rows_of, by_case[assessment.case.id])
            for assessment in assessor.assess(cases, on, rows_of.grants, only=only)
            if assessment.rule.measure.id in wanted and assessment.outcome is not Outcome.NOT_APPLICABLE
        ]
    progress("determine", len(rows), len(rows))
    return answers


def _cases(
    person: str, entries: Sequence[Entry], read: Read, roster: Roster
) -> tuple[Mapping[str, Sequence[Case]], Mapping[str, Entry]]:
    """The rows as the engine takes them; the person is answered in the first of their rows."""
    own = read.people[person]
    cases: dict[str, list[Case]] = defaultdict(list)
    cases[roster.root].append(Case(person, person, own))
    by_case = {person: entries[0]}
    for entry in entries:
        if entry.about != roster.root:
            name = f"{entry.line:07d}:{person}"
            cases[entry.about].append(Case(name, person, {**own, **entry.facts}))
            by_case[name] = entry
    return cases, by_case


def _answer(assessor: Assessor, assessment: Assessment, rows: _Rows, entry: Entry) -> Answer:
    standing, found, causes = _standing(assessor, assessment, rows)
    counts = standing in (Standing.NOW, Standing.LATER)
    return Answer(
        measure=assessment.rule.measure,
        entry=entry,
        standing=standing,
        amount_fen=_amount(found) if counts else 0,
        on=found.on,
        asked=counts and found.outcome is Outcome.TO_BE_CONFIRMED,
        causes=tuple(causes),
    )


def _standing(
    assessor: Assessor, assessment: Assessment, rows: _Rows
) -> tuple[Standing, Assessment, Iterable[Cause]]:
    """How the row stands, by which assessment, and why."""
    if assessment.holds is False:
        later = eligible_later(assessor, assessment, rows.cases, rows.grants)
        if later is not None and _pays(later):
            return Standing.LATER, later, ()
        return Standing.LOST, assessment, [_failed(assessment)]
    missing = missing_facts(assessment, assessor.pack.vocabulary)
    if missing:
        return Standing.OPEN, assessment, [_fact(assessor, name) for name in missing]
    if _pays(assessment):
        return Standing.NOW, assessment, ()
    if assessment.policy.payable is Payable.NOT_IN_FORCE:
        return Standing.LOST, assessment, [Cause(NO_RULE)]
    return Standing.HELD, assessment, _held(assessor, assessment)


def _pays(assessment: Assessment) -> bool:
    """Whether a sum is due and may be paid on."""
    return (
        assessment.holds is True
        and assessment.policy.payable is Payable.PAYS
        and isinstance(assessment.value, int)
    )


def _amount(assessment: Assessment) -> int:
    return assessment.value if isinstance(assessment.value, int) else 0


def _fact(assessor: Assessor, name: str) -> Cause:
    return Cause(assessor.pack.vocabulary.facts[name].words)


def _held(assessor: Assessor, assessment: Assessment) -> Iterator[Cause]:
    """That values have not been found; where a single question stays open in the text, that question."""
    if not missing_values(assessment, assessor.pack.vocabulary) and assessment.rule.measure.open:
        yield Cause(assessment.rule.measure.open[0])
    else:
        yield Cause(NOT_SET)


def _failed(assessment: Assessment) -> Cause:
    """The first condition or limit that fails, with its source."""
    measure, failed = assessment.rule.measure, assessment.result.first_failed
    tests: tuple[Condition | Limit, ...] = (*measure.conditions, *measure.limits)
    test = next(test for test in tests if test.id == failed)
    return Cause(test.words, test.source)
