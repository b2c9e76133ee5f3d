"""What could be had at most while answers are open."""

from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jiyao.engine.cases import Case
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.ceiling import most_fen, most_fen_together
from jiyao.engine.packs.demonstration import demonstration_of
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import Kind
from jiyao.engine.vocabulary import FactDefinition

ON = date(2025, 6, 30)
WELDER: Mapping[str, Value] = {
    "insured_in_province": True,
    "insured_months": 31,
    "certificate_kind": "skill_level",
    "occupation": "6-18-02-04",
    "work_type": "none",
    "certificate_issued_on": date(2025, 3, 14),
    "employed_when_certified": True,
    "found_in_national_lookup": True,
    "highest_level_held": "none",
    "highest_level_paid": "none",
    "person_group": "none",
    "graduated_from_technical_school": False,
}


@cache
def heilongjiang() -> Assessor:
    """The pack with its demonstration values."""
    folder = demonstration_of(Path(__file__).parents[2] / "packs/heilongjiang")
    return Assessor(load_pack(folder, demonstration=True))


def bounds(facts: Mapping[str, Value], subject: str = "certificate") -> dict[str, int | None]:
    """The bound of each measure for one row."""
    assessor = heilongjiang()
    found = assessor.assess({subject: [Case("row", "own", facts)]}, ON)
    return {one.rule.measure.id: most_fen(one, assessor.pack.vocabulary) for one in found}


@pytest.mark.parametrize(
    ("facts", "fen"),
    [({}, 200000), (WELDER, 200000), ({**WELDER, "level": "L4"}, 150000), ({**WELDER, "level": "L2"}, 0)],
)
def test_bound_narrows_with_what_is_known(facts: Mapping[str, Value], fen: int) -> None:
    assert bounds(facts)["skill-upgrade-subsidy"] == fen


def test_bound_is_the_policys_not_the_highest_fee_that_could_be_written() -> None:
    assert bounds({}, "enrolment")["training-subsidy-enterprise-employee"] == 450000


@pytest.mark.parametrize(
    ("second", "fen"),
    [(date(2025, 5, 20), 200000), (date(2024, 12, 20), 200000)],
    ids=["same year", "before"],
)
def test_shared_pool_counts_once(second: date, fen: int) -> None:
    assessor = heilongjiang()
    rows = [
        Case("one", "own", {**WELDER, "level": "L3"}),
        Case(
            "two",
            "own",
            {**WELDER, "level": "L3", "occupation": "6-31-01-03", "certificate_issued_on": second},
        ),
    ]

    found = assessor.assess({"certificate": rows}, ON)

    assert most_fen_together(found, assessor.pack.vocabulary) == fen


def values_of(fact: FactDefinition) -> st.SearchStrategy[Value]:
    """Any value of a fact, days near the day of determination."""
    match fact.type.kind:
        case Kind.BOOLEAN:
            return st.booleans()
        case Kind.CODE:
            return st.sampled_from(list(heilongjiang().pack.vocabulary.codes[str(fact.type.codes)].codes))
        case Kind.DATE:
            return st.dates(date(2019, 1, 1), date(2025, 12, 31))
        case Kind.TEXT:
            return st.just("6-18-02-04" if fact.id == "occupation" else "none")
        case _:
            return st.integers(int(fact.low or 0), min(int(fact.high or 10**6), 10**6))  # type: ignore[arg-type]


@st.composite
def half_known(draw: st.DrawFn) -> tuple[str, dict[str, Value], dict[str, Value]]:
    """A subject, everything of a row, and a part of it."""
    vocabulary = heilongjiang().pack.vocabulary
    subject = draw(
        st.sampled_from(["certificate", "enrolment", "apprenticeship", "contest_result", "person"])
    )
    everything = {name: draw(values_of(fact)) for name, fact in vocabulary.facts_of(subject).items()}
    known = draw(st.sets(st.sampled_from(sorted(everything))))
    return subject, everything, {name: everything[name] for name in known}


@settings(max_examples=150, deadline=None)
@given(half_known())
def test_no_answer_brings_more_than_the_bound(row: tuple[str, dict[str, Value], dict[str, Value]]) -> None:
    subject, everything, known = row
    assessor = heilongjiang()
    amounts = {
        one.rule.measure.id: one.result.amount_fen or 0
        for one in assessor.assess({subject: [Case("row", "own", everything)]}, ON)
    }

    more = {
        name: fen for name, fen in bounds(known, subject).items() if fen is not None and fen < amounts[name]
    }

    assert more == {}
