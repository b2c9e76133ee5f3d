"""Records of a block by person, asked as they were known at a moment."""

from dataclasses import dataclass

import numpy as np

from jiyao.demo.drawing.columns import NONE, Coded, Numbers, Table, coded_in, length, numbers_in


@dataclass(frozen=True, slots=True)
class Asked:
    """Questions as columns: of whom, on which day, as known at which moment."""

    person: Numbers
    on: Numbers
    known: Numbers

    def __len__(self) -> int:
        return len(self.person)


@dataclass(frozen=True, slots=True)
class Pairs:
    """Which rows answer which question. `on`: the day for which each row is asked."""

    question: Numbers
    row: Numbers
    on: Numbers

    def where(self, holds: Numbers) -> "Pairs":
        """Those for which it holds."""
        return Pairs(self.question[holds], self.row[holds], self.on[holds])


class Spells:
    """A table of records that belong to people."""

    def __init__(self, table: Table) -> None:
        self.table = table
        person = self.numbers("person_id")
        self.order = np.argsort(person, kind="stable")
        self.person = person[self.order]

    def numbers(self, name: str) -> Numbers:
        """A column of numbers; empty where the table has no rows."""
        return numbers_in(self.table, name) if length(self.table) else np.empty(0, np.int64)

    def texts(self, name: str) -> Coded:
        """A column of texts."""
        return coded_in(self.table, name) if length(self.table) else Coded(np.empty(0, np.int64), ("",))

    def known(self, asked: Asked) -> Pairs:
        """Every row of each person asked about that stood at the moment."""
        low = np.searchsorted(self.person, asked.person, side="left")
        count = np.searchsorted(self.person, asked.person, side="right") - low
        question = np.repeat(np.arange(len(asked)), count)
        turn = np.arange(len(question)) - np.repeat(np.cumsum(count) - count, count)
        row = self.order[low[question] + turn] if len(question) else question
        then = asked.known[question]
        pairs = Pairs(question, row, asked.on[question])
        return pairs.where(
            (self.numbers("recorded_at")[row] <= then) & (self.numbers("superseded_at")[row] > then)
        )

    def during(self, pairs: Pairs, first: str, last: str) -> Pairs:
        """Those whose period holds the day, or month, asked for; an open end goes on."""
        begins, ends = self.numbers(first)[pairs.row], self.numbers(last)[pairs.row]
        return pairs.where((begins <= pairs.on) & ((ends == NONE) | (ends >= pairs.on)))


def counted(pairs: Pairs, questions: int) -> Numbers:
    """How many rows answer each question."""
    return np.bincount(pairs.question, minlength=questions)


def only(pairs: Pairs, column: Coded, questions: int) -> Numbers:
    """The code on which all rows of a question agree; -1 where there is none, one does not say, or two differ."""
    codes = column.codes[pairs.row]
    low, high = np.full(questions, len(column.words)), np.full(questions, -1)
    np.minimum.at(low, pairs.question, codes)
    np.maximum.at(high, pairs.question, codes)
    return np.where((low == high) & (low >= 0), low, -1)


def highest(pairs: Pairs, scores: Numbers, questions: int, none: int) -> Numbers:
    """The greatest score among the rows of each question; `none` where there are no rows."""
    found = np.full(questions, none)
    np.maximum.at(found, pairs.question, scores)
    return found


def truth(column: Numbers) -> Numbers:
    """A column of truths as scores: 2 for yes, 1 for unknown, 0 for no."""
    return np.where(column == NONE, 1, column * 2)


def from_score(score: Numbers) -> Numbers:
    """A truth from its score."""
    return np.where(score == 1, NONE, score // 2)
