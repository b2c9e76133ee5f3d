"""One person, ten measures: median microseconds of each engine, `python -m bench.latency`.

Facts in a dictionary (arrays of length 1 for OpenFisca) at the start; outcome, amount and first
failed condition at the end. Jiyao can tell more, so it stands more than once. Imports and compiling
are not counted.
"""

import statistics
import time
from collections.abc import Callable

import pyarrow as pa

from bench import data
from bench.constants import AS_OF, CODES
from bench.jiyao_engine import PACK
from bench.peers import openfisca, python_hand, zen
from bench.peers.columns import Column, columns
from bench.peers.zen_rules import RULE
from jiyao.engine.cases import Case
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.missing import missing_facts
from jiyao.engine.determination.questions import questions
from jiyao.engine.determination.reasons import explain
from jiyao.engine.packs.loading import load_pack

PERSONS = 200
"""The first of the synthetic persons, in turn, so that no single case decides."""


def median_us(call: Callable, given: list, calls: int = 2_000) -> float:
    """Of single calls, each with the next person."""
    times = []
    for number in range(calls):
        start = time.perf_counter_ns()
        call(given[number % len(given)])
        times.append(time.perf_counter_ns() - start)
    return statistics.median(times) / 1_000


def arrays(rows: pa.Table) -> list[dict[str, Column]]:
    """Each person as arrays of length 1."""
    for name in CODES:
        at = rows.schema.get_field_index(name)
        rows = rows.set_column(at, name, rows[name].dictionary_encode())
    return [columns(rows.slice(number, 1)) for number in range(rows.num_rows)]


class Jiyao:
    """What Jiyao can be asked about one person; the pack is compiled once."""

    def __init__(self):
        self.assessor = Assessor(load_pack(PACK))
        self.vocabulary = self.assessor.pack.vocabulary

    def outcomes(self, person: Case) -> list:
        """What the peers tell: outcome, amount, first failed."""
        return [row.result for row in self._assess(person)]

    def missing(self, person: Case) -> list:
        """With it the truth of every condition and limit, and the facts that can still change it."""
        found = self._assess(person)
        return [(row.result, row.truths, missing_facts(row, self.vocabulary)) for row in found]

    def questions(self, person: Case) -> list:
        """With it the day of the next change, and the questions, best first."""
        found = self._assess(person, look_ahead=True)
        return [[(row.result, row.truths) for row in found], questions(found, self.vocabulary)]

    def explained(self, person: Case) -> list:
        """Everything: clauses, facts and values read, what would have to be otherwise, from which day."""
        return explain(self.assessor, {"person": [person]}, AS_OF)

    def is_open(self, person: Case) -> bool:
        """Whether a measure is undecided."""
        return any(row.holds is None for row in self._assess(person))

    def _assess(self, person: Case, *, look_ahead: bool = False) -> list:
        return self.assessor.assess({"person": [person]}, AS_OF, look_ahead=look_ahead)


def case(facts: dict) -> Case:
    person_id = str(facts["person_id"])
    return Case(person_id, person_id, facts)


def ours(facts: list[dict]) -> dict[str, float]:
    """Microseconds of Jiyao by what is asked."""
    jiyao, cases = Jiyao(), [case(person) for person in facts]
    undecided = [person for person in cases if jiyao.is_open(person)]
    return {
        "Jiyao: outcome, amount, first failed": median_us(jiyao.outcomes, cases),
        "… truth of all conditions, what is missing": median_us(jiyao.missing, cases),
        "… day of the next change, best question": median_us(jiyao.questions, cases),
        "… the same, undecided persons only": median_us(jiyao.questions, undecided),
        "… clauses, values read, what to change": median_us(jiyao.explained, cases),
    }


def peers(rows: pa.Table, facts: list[dict]) -> dict[str, float]:
    """Microseconds by engine."""
    json_facts = [zen.with_days_as_text(person) for person in facts]
    evaluate = zen.engine().evaluate
    return {
        "Python by hand": median_us(python_hand.determine, facts),
        "ZEN": median_us(lambda person: evaluate(RULE, person), json_facts),
        "OpenFisca-Core": median_us(openfisca.determiner(), arrays(rows), calls=200),
    }


def main() -> None:
    rows = data.table(0).slice(0, PERSONS)
    facts = rows.to_pylist()
    print("| engine | one person, ten measures, µs |\n| --- | ---: |")
    for engine, microseconds in (ours(facts) | peers(rows, facts)).items():
        print(f"| {engine} | {microseconds:,.1f} |")


if __name__ == "__main__":
    main()
