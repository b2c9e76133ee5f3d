"""What rests on a document without a clause: found in every file, and anchored with as little as merging allows."""

from pathlib import Path

import pytest
import yaml

from jiyao.engine.packs.anchoring import Loose, lay_anchors, loose_in
from jiyao.engine.packs.changing import Change, expectations, make_version
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.shapes import Words
from tests.interfaces.desk.hand import FILES
from tests.interfaces.small import small_pack

MEASURE = """
id: many
title: {zh: 多, en: Many}
stage: use
subject: person
place: place
pays: nobody
fund: none
counted_on: determined_on
parameters:
  months:
    unit: month
    base:
      - {value: 12, source: {document: doc}, confidence: verified}
  fen:
    unit: fen
    delegated_to: prefecture
    base:
      - {from: 2024-01-01, to: 2024-12-31, value: 100, source: {document: doc}, confidence: verified}
      - {from: 2025-01-01, value: 200, source: {document: doc, article: 第四条}, confidence: verified}
requires:
  - id: either
    zh: 任一
    en: Either
    source: {document: doc, article: 第四条}
    any_of:
      - {id: one, rule: is_member, zh: 甲, en: One, source: {document: doc, article: 四}}
      - {id: two, rule: "insured_months >= param('months')", zh: 乙, en: Two, source: {document: doc}}
gives: {amount: "param('fen')"}
"""
LOCAL = """
division: "230100"
values:
  - measure: many
    parameter: fen
    base: [{from: 2024-01-01, value: 300, source: {document: doc}, confidence: verified}]
"""
HELD = {"doc": {"第四条", "第五条"}}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A pack in which much rests on one document."""
    files = {name: FILES[name] for name in ("divisions.csv", "pack.yaml")}
    made = small_pack(
        tmp_path / "pack", **files, **{"measures/many.yaml": MEASURE, "local/230100.yaml": LOCAL}
    )
    for name in ("subsidy", "honour"):
        (made / f"measures/{name}.yaml").unlink()
        (made / f"examples/{name}.yaml").unlink()
    (made / "people.yaml").unlink()
    load_pack(made)
    return made


def found(folder: Path) -> dict[str, Loose]:
    """What is loose, by its key."""
    return {one.key: one for one in loose_in(folder, HELD).get("doc", ())}


def test_every_source_without_a_clause_that_is_held_is_found_with_its_line(folder: Path) -> None:
    assert [(one.key, one.article, one.line, one.division) for one in found(folder).values()] == [
        ("measures/many.yaml:parameters/months/base/0", "", 14, None),
        ("measures/many.yaml:parameters/fen/base/0", "", 19, None),
        ("measures/many.yaml:requires/0/any_of/0", "四", 27, None),
        ("measures/many.yaml:requires/0/any_of/1", "", 28, None),
        ("local/230100.yaml:values/0/base/0", "", 6, "230100"),
        ("pools.yaml:0", "", 2, None),
    ]


def test_document_that_nothing_is_held_of_is_not_looked_for(folder: Path) -> None:
    assert loose_in(folder, {"other": {"第四条"}}) == {}


def test_what_is_laid_is_little_and_anchors_all_of_it(folder: Path, tmp_path: Path) -> None:
    lay = lay_anchors(folder, [(one, "第五条") for one in found(folder).values()])

    change = Change(1, Words(zh="挂", en="anchored"), lay, expectations(folder, lay))
    version = make_version(folder, [change], tmp_path / "version")

    assert yaml.safe_load(lay["pools.yaml"]) == [{"id": "once-a-level", "source": {"article": "第五条"}}]
    assert yaml.safe_load(lay["local/230100.yaml"])["values"][0]["measure"] == "many"
    assert list(yaml.safe_load(lay["measures/many.yaml"])["requires"][0]) == ["id", "any_of"]
    assert found(version) == {}
    assert load_pack(version).measures["many"].parameters["fen"].base[1].source.article == "第四条"
    assert [row.value for row in load_pack(version).measures["many"].parameters["months"].base] == [12]


@pytest.mark.parametrize("number", range(6))
def test_one_is_anchored_and_the_others_stay_as_they_were(folder: Path, tmp_path: Path, number: int) -> None:
    before = list(found(folder).values())
    lay = lay_anchors(folder, [(before[number], "第五条")])

    change = Change(1, Words(zh="挂", en="anchored"), lay, expectations(folder, lay))
    after = found(make_version(folder, [change], tmp_path / "version"))

    assert list(after) == [one.key for one in before if one is not before[number]]
