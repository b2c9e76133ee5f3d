"""The demonstration overlay of Heilongjiang: what it fills, what it leaves, and that the pack knows nothing of it."""

from dataclasses import replace
from datetime import date
from functools import cache

import pytest

from jiyao.engine.examples import read_examples, run_examples
from jiyao.engine.measures import DEMONSTRATION, Measure, Payable, Row
from jiyao.engine.packs.demonstration import refuse_demonstration_values
from jiyao.engine.packs.guide_files import EditionFile
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.engine.packs.reading import Folder
from jiyao.engine.problems import Problems
from tests.packs.heilongjiang import HEILONGJIANG, ROOT, pack

DEMO = ROOT / "packs/heilongjiang-demo"
SHOWN_ON = date(2025, 6, 30)
SOURCE = "jiyao-demonstration-values"
ENDED = {
    "contest-class1-prize-2017": "it gave prizes in 2017 only, and pays for those days without a demonstration"
}
"""Measures that give money, and none on the day that is shown."""
MONEY = [id_ for id_, measure in pack().measures.items() if measure.gives_kind == "amount"]


@cache
def shown() -> Pack:
    """The pack as the demonstration sees it."""
    return load_pack(DEMO, demonstration=True)


def rows(measure: Measure) -> list[Row]:
    """Every row of the measure's values that is a demonstration's."""
    listed = [row for parameter in measure.parameters.values() for row in parameter.rows()]
    return [row for row in listed if row.confidence == DEMONSTRATION]


def confirmed(measure: Measure) -> Measure:
    """The measure without anything that the overlay may change."""
    conditions = tuple(replace(c, confidence="", place=measure.source_place) for c in measure.conditions)
    return replace(
        measure,
        parameters={},
        conditions=conditions,
        open=(),
        waived=(),
        instalments=None,
        bounds=pack().measures[measure.id].bounds,
    )


def test_no_demonstration_value_stands_in_the_pack() -> None:
    problems = Problems()

    refuse_demonstration_values(Folder(HEILONGJIANG), problems)

    assert [str(problem) for problem in problems] == []
    assert [row.place for measure in pack().measures.values() for row in rows(measure)] == []


def test_version_says_that_it_is_a_demonstration() -> None:
    assert (shown().version, shown().id) == (f"{pack().version}+演示", pack().id)
    assert shown().hash != pack().hash


def test_examples_of_the_overlay_agree() -> None:
    examples, problems = read_examples(shown())

    assert [str(problem) for problem in [*problems, *run_examples(shown(), examples)]] == []
    assert {example.measure for example in examples} == {file.stem for file in (DEMO / "measures").iterdir()}


@pytest.mark.parametrize("measure", sorted(set(MONEY) - set(ENDED)))
def test_measure_of_money_pays_on_the_day_that_is_shown(measure: str) -> None:
    assert shown().measures[measure].payable_on(SHOWN_ON, None) is Payable.PAYS


@pytest.mark.parametrize("measure", MONEY)
def test_overlay_changes_no_rule(measure: str) -> None:
    assert confirmed(shown().measures[measure]) == confirmed(pack().measures[measure])


def test_measures_of_other_kinds_stay_as_they_are() -> None:
    others = set(pack().measures) - set(MONEY)

    assert {id_ for id_ in others if shown().measures[id_] != pack().measures[id_]} == set()


def test_every_verified_value_still_stands() -> None:
    lost = [
        str(row.place)
        for id_, measure in pack().measures.items()
        for name, parameter in measure.parameters.items()
        for row in parameter.rows()
        if row.confidence == "verified" and row not in list(shown().measures[id_].parameters[name].rows())
    ]

    assert lost == []


def test_every_demonstration_value_says_why_and_cites_no_real_document() -> None:
    listed = [row for measure in shown().measures.values() for row in rows(measure)]

    assert {(row.source.document, row.source.article) for row in listed} == {(SOURCE, None)}
    assert [str(row.place) for row in listed if row.note is None or row.confirmed_on is not None] == []


def test_every_row_of_the_overlay_is_used() -> None:
    written = sum(file.read_text("utf-8").count(f"document: {SOURCE}") for file in DEMO.rglob("*.yaml"))

    values = sum(len(rows(measure)) for measure in shown().measures.values())
    instalments = sum(measure.instalments is not None for measure in shown().measures.values())
    assert written == values + instalments + len(editions())


def editions() -> list[EditionFile]:
    """Every edition of a local guide that the demonstration sees."""
    return [one for places in shown().guides.values() for found in places.values() for one in found]


def test_pack_has_no_local_guide_and_the_overlays_say_that_they_are_invented() -> None:
    assert pack().guides == {}
    assert {one.confidence for one in editions()} == {DEMONSTRATION}
    assert [one for one in editions() if not any("演示" in note.zh for note in one.notes)] == []
    called = [number for one in editions() for office in one.offices for number in office.telephones]
    assert [number for number in called if not number.startswith("0000-")] == []
    assert [o.address.zh for one in editions() for o in one.offices if "演示" not in o.address.zh] == []


def test_document_of_the_values_is_none_of_the_pack() -> None:
    assert set(shown().documents) - set(pack().documents) == {SOURCE}
