"""One owner's interview: her rows, what she has answered, what comes of it, and what to ask next.

A fact of the owner is asked once; a fact of a row, such as a certificate's level, is asked of each row.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import groupby

from jiyao.engine.cases import OWNER, Case, Grant
from jiyao.engine.determination.assessing import Assessment, Assessor
from jiyao.engine.determination.ceiling import most_fen, most_fen_together
from jiyao.engine.determination.questions import questions
from jiyao.engine.determination.reasons import Determination, explained
from jiyao.engine.rules.tree import Value
from jiyao.engine.vocabulary import FactDefinition, Vocabulary

OWN = "own"
"""The id of the row of the owner herself."""


@dataclass(frozen=True, slots=True)
class InterviewRow:
    """One row that the owner says she has: the second certificate is ("certificate", 2)."""

    subject: str
    number: int

    @property
    def id(self) -> str:
        """Its id among the owner's rows."""
        return f"{self.subject}-{self.number}"


@dataclass(frozen=True, slots=True)
class Answer:
    """What was answered of one row; None: she does not know."""

    row: str
    fact: str
    value: Value | None


@dataclass(frozen=True, slots=True)
class Asked:
    """A fact to ask, and of which row."""

    row: str
    fact: FactDefinition


@dataclass(frozen=True, slots=True)
class Interview:
    """An interview so far. `answers` in the order in which they were first given."""

    rows: tuple[InterviewRow, ...] = ()
    answers: tuple[Answer, ...] = ()

    def answer_to(self, row: str, fact: str) -> Answer | None:
        """What was answered, if it was."""
        return next((one for one in self.answers if (one.row, one.fact) == (row, fact)), None)

    def answered(self, answer: Answer) -> "Interview":
        """With one more answer, or with another answer to the same question in its place."""
        old = self.answer_to(answer.row, answer.fact)
        if old is None:
            return replace(self, answers=(*self.answers, answer))
        return replace(self, answers=tuple(answer if one is old else one for one in self.answers))

    def taken_back(self) -> "Interview":
        """Without the last answer."""
        return replace(self, answers=self.answers[:-1])

    def about(self, rows: Iterable[InterviewRow]) -> "Interview":
        """About other rows; what was answered of a row that is gone goes too."""
        chosen = tuple(rows)
        ids = {OWN, *(row.id for row in chosen)}
        return Interview(chosen, tuple(one for one in self.answers if one.row in ids))

    def cases(self, vocabulary: Vocabulary) -> dict[str, list[Case]]:
        """The owner and her rows as known so far."""
        root = next(iter(vocabulary.subjects))
        own = self._facts(OWN)
        found = {root: [Case(OWN, OWN, own)]}
        for row in self.rows:
            found.setdefault(row.subject, []).append(Case(row.id, OWN, {**own, **self._facts(row.id)}))
        return found

    def _facts(self, row: str) -> Mapping[str, Value | None]:
        return {one.fact: one.value for one in self.answers if one.row == row}


@dataclass(frozen=True, slots=True)
class Standing:
    """What has come of an interview so far.

    ask        the question expected to settle most, None when nothing is worth asking
    left       how many questions could still matter
    at_most    the greatest amount of each open determination in fen, by row and measure, where it is known
    most_fen   the greatest sum of all that is not refused and is paid to herself
    """

    determinations: tuple[Determination, ...]
    ask: Asked | None
    left: int
    at_most: Mapping[tuple[str, str], int]
    most_fen: int


def standing(interview: Interview, assessor: Assessor, on: date) -> Standing:
    """What has come of it, and what to ask next. Only measures of subjects that she has rows of take part."""
    vocabulary = assessor.pack.vocabulary
    cases = interview.cases(vocabulary)
    assessments = assessor.assess(cases, on)
    found = _found(assessments, vocabulary, explained(assessor, assessments, cases))
    wanted = worth_asking(assessments, vocabulary)
    unasked = [one for one in wanted if interview.answer_to(one.row, one.fact.id) is None]
    return replace(found, ask=unasked[0] if unasked else None, left=len(unasked))


def standing_of(
    cases: Mapping[str, Sequence[Case]], assessor: Assessor, on: date, grants: Sequence[Grant] = ()
) -> Standing:
    """What comes of rows of which nothing more is asked."""
    assessments = assessor.assess(cases, on, grants)
    return _found(assessments, assessor.pack.vocabulary, explained(assessor, assessments, cases, grants))


def _found(
    assessments: Sequence[Assessment], vocabulary: Vocabulary, determinations: Sequence[Determination]
) -> Standing:
    bounds = {(a.case.id, a.rule.measure.id): most_fen(a, vocabulary) for a in assessments if a.holds is None}
    return Standing(
        determinations=tuple(determinations),
        ask=None,
        left=0,
        at_most={key: fen for key, fen in bounds.items() if fen is not None},
        most_fen=most_fen_together([a for a in assessments if a.rule.measure.pays == OWNER], vocabulary),
    )


def worth_asking(assessments: Sequence[Assessment], vocabulary: Vocabulary) -> list[Asked]:
    """What is still worth asking of each row, best first; of equals, what the person knows, then row by row."""
    root = next(iter(vocabulary.subjects))
    order = list(vocabulary.facts)
    scores: dict[tuple[str, str], float] = {}
    by_row = sorted(assessments, key=lambda one: one.case.id)
    for row, group in groupby(by_row, key=lambda one: one.case.id):
        for question in questions(list(group), vocabulary):
            key = (OWN if root in question.fact.of else row, question.fact.id)
            scores[key] = scores.get(key, 0.0) + question.settles
    found = [(score, Asked(row, vocabulary.facts[name])) for (row, name), score in scores.items()]
    found.sort(key=lambda f: (-f[0], f[1].fact.known_by != "person", f[1].row, order.index(f[1].fact.id)))
    return [asked for _, asked in found]
