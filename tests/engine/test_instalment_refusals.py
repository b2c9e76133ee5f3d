"""Instalments of a measure: what is wrong with them is told with its line; an overlay may lay them."""

from pathlib import Path

import pytest

from jiyao.engine.measures import Instalments, InstalmentStep
from jiyao.engine.packs.loading import load_pack
from tests.engine.pack_texts import MEASURE, problems_with
from tests.engine.packs import write_pack
from tests.packs.heilongjiang import ROOT, pack

HEAD = "instalments:\n  starts_on: issued_on\n  months: 12\n"
REST = "  milestones: {done: issued_on}\n  completes: done\n  source: {document: doc}\n"
STEPS = "  steps:\n    - {share: 0.5, months: 0, advance: true}\n    - {share: 0.5, milestone: done}\n"


def test_instalments_are_read_as_plain_data(tmp_path: Path) -> None:
    measure = MEASURE.replace("subject: person", "subject: certificate") + HEAD + REST + STEPS
    found = load_pack(write_pack(tmp_path, [], **{"measures/m.yaml": measure})).measures["m"]

    assert found.instalments == Instalments(
        starts_on="issued_on",
        months=12,
        leaves_on=None,
        milestones={"done": "issued_on"},
        completes="done",
        breaks=None,
        steps=(InstalmentStep(5000, 0, None, None, True), InstalmentStep(5000, None, "done", None, False)),
        source=found.instalments.source if found.instalments else None,  # type: ignore[arg-type]
        confidence="verified",
    )
    assert "issued_on" in set(found.facts_read())


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "starts_on: issued_on",
            "starts_on: isued_on",
            '11: unknown fact "isued_on"; did you mean "issued_on"?',
        ),
        (
            "starts_on: issued_on",
            "starts_on: level",
            '11: "level" is code (level), and a date is needed here',
        ),
        ("{done: issued_on}", "{done: level}", '13: "level" is code (level), and a date is needed here'),
        ("completes: done", "completes: don", '14: "don" is none of the milestones; did you mean "done"?'),
        (
            "share: 0.5, milestone",
            "share: 0.4, milestone",
            "16: the shares come to 0.9, and must be 1 together",
        ),
        (
            "months: 0,",
            "months: 0, milestone: done,",
            "17: an instalment is due after `months` or at a `milestone`; give one of them",
        ),
        ("document: doc}", "document: dox}", '10: unknown document "dox"; did you mean "doc"?'),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, old: str, new: str, problem: str) -> None:
    text = (HEAD + REST + STEPS).replace(old, new)
    found = problems_with(tmp_path, text, instead=("subject: person", "subject: certificate"))

    assert f"measures/m.yaml:{problem}" in found


def test_advance_without_anything_that_waits_is_refused(tmp_path: Path) -> None:
    text = HEAD + REST + STEPS.replace("milestone: done", "months: 6")
    [found] = problems_with(tmp_path, text, instead=("subject: person", "subject: certificate"))

    assert 'with an advance, something must wait for "done"' in found


def test_only_money_is_paid_in_instalments(tmp_path: Path) -> None:
    text = MEASURE.replace("subject: person", "subject: certificate").replace('amount: "1"', "level: level")
    write_pack(tmp_path, [], **{"measures/m.yaml": text})
    found = problems_with(tmp_path, HEAD + REST + STEPS, instead=('{amount: "1"}', "{level: level}"))

    assert any("only a sum of money is paid in instalments" in one for one in found)


def test_demonstration_lays_instalments_where_the_pack_has_none() -> None:
    shown = load_pack(ROOT / "packs/heilongjiang-demo", demonstration=True)
    measures = {name for name, one in shown.measures.items() if one.instalments is not None}

    assert (measures, [one for one in pack().measures.values() if one.instalments]) == (
        {"enterprise-apprenticeship"},
        [],
    )
