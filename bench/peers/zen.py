"""The ten measures in ZEN: `python -m bench.peers.zen IN.parquet OUT.parquet`.

One `evaluate` a person, the graph compiled once by the loader; batches and threads were no faster.
"""

from importlib.metadata import version

from zen import ZenEngine

from bench.constants import MEASURES
from bench.peers.rows import Determine, determine_file
from bench.peers.zen_rules import RULE, graph
from bench.program import run

DAYS = ["born_on", "graduated_on", "certificate_issued_on", "contest_on"]


def engine() -> ZenEngine:
    return ZenEngine({"loader": {"type": "static", "content": {RULE: graph()}}})


def with_days_as_text(facts: dict) -> dict:
    """ZEN takes what JSON has."""
    return facts | {day: facts[day] and facts[day].isoformat() for day in DAYS}


def three_valued(truth: float) -> bool | None:
    return None if truth == 0 else truth > 0


def determiner() -> Determine:
    evaluate = engine().evaluate

    def determine(facts: dict) -> dict:
        result = evaluate(RULE, with_days_as_text(facts))["result"]
        return result | {measure: three_valued(result[measure]) for measure in MEASURES}

    return determine


def determine_file_with_zen(source: str, target: str) -> None:
    determine_file(source, target, determiner())


if __name__ == "__main__":
    run("ZEN", version("zen-engine"), determine_file_with_zen)
