"""A document as files of a pack: a new one, and the text of one that the pack names already."""

from datetime import date
from pathlib import Path

import pytest
import yaml

from jiyao.engine.packs.changing import Change, make_version
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.engine.shapes import Words
from jiyao.policy.intake.laying import Entered, lay_document
from jiyao.policy.intake.matching import Match, document_with_number, matches
from tests.interfaces.small import small_pack

PLACEHOLDER = """
id: told
title: {zh: 关于实施甲乙丙人才措施的意见（试行）, en: Sixty clauses}
number: null
kind: policy
level: province
issuers: []
issued_on: null
year: {value: 2022, from: seen}
text_held: none
open: [{zh: 全文未获取, en: The text is not held}]
"""
TOLD = """
document: told
clauses:
  - {path: 第1条, kind: article, restated: {zh: 甲, en: First}, source: SEEN, counted_as: [dedicated]}
  - {path: 第2条, kind: article, restated: {zh: 乙, en: Second}, source: SEEN}
  - {path: 第9条, kind: article, restated: {zh: 丙, en: Ninth}, source: SEEN}
"""


@pytest.fixture
def pack(tmp_path: Path) -> Pack:
    """A pack with a document of which some is told."""
    return load_pack(
        small_pack(tmp_path / "pack", **{"documents/told.yaml": PLACEHOLDER, "clauses/told.yaml": TOLD})
    )


def entered(id_: str, held: str = "whole", **changed: object) -> Entered:
    """A document as somebody describes it."""
    said: dict[str, object] = {
        "id": id_, "title": Words(zh="甲", en="A"), "number": "某发〔2022〕60号", "kind": "policy", "level": "province",
        "division": None, "issuers": ["某厅"], "issued_on": date(2022, 4, 1), "effective_from": None, "effective_to": None,
        "stages": [], "implements": [], "repeals": [], "held": held,
        "original": {"hash": "0" * 64, "kind": "docx", "name": "a.docx", "public": True},
    }  # fmt: skip
    return Entered(**{**said, **changed})  # type: ignore[arg-type]


CLAUSES = [
    {"path": "第1条", "kind": "article", "text": "甲的原文。"},
    {"path": "第2条", "kind": "article", "text": "乙的原文。"},
    {"path": "第3条", "kind": "article", "text": "丁的原文。"},
]


def laid(pack: Pack, lay: dict[str, str], out: Path) -> Pack:
    """The pack with it."""
    return load_pack(
        make_version(
            pack.root, [Change(1, Words(zh="入", en="in"), lay, dict.fromkeys(lay, "null\n...\n"))], out
        )
    )


def test_new_document_is_written_with_all_that_is_said_of_it(pack: Pack) -> None:
    lay = lay_document(
        pack,
        entered("new", division="A", level="prefecture", repeals=[("doc", "第四条"), ("told", "")]),
        CLAUSES,
    )

    document = yaml.safe_load(lay["documents/new.yaml"])
    assert list(lay) == ["documents/new.yaml", "clauses/new.yaml"]
    assert document["repeals"] == [{"document": "doc", "clause": "第四条"}, {"document": "told"}]
    assert (document["division"], document["text_held"], document["open"]) == ("A", "whole", [])
    assert yaml.safe_load(lay["clauses/new.yaml"]) == {"document": "new", "clauses": CLAUSES}


def test_words_stand_in_place_of_what_was_told_and_count_as_before(pack: Pack) -> None:
    lay = lay_document(pack, entered("told"), CLAUSES)

    assert yaml.safe_load(lay["clauses/told.yaml"])["clauses"] == [
        {**CLAUSES[0], "counted_as": ["dedicated"]},
        *CLAUSES[1:],
    ]
    assert "effective_from" not in yaml.safe_load(lay["documents/told.yaml"])


def test_of_a_text_in_part_what_is_told_stays_in_its_place(pack: Pack) -> None:
    lay = lay_document(pack, entered("told", "part"), CLAUSES[1:])

    found = yaml.safe_load(lay["clauses/told.yaml"])["clauses"]
    assert [(one["path"], "text" in one) for one in found] == [
        ("第1条", False), ("第2条", True), ("第9条", False), ("第3条", True),
    ]  # fmt: skip


def test_documents_without_words_are_offered_by_number_and_by_title(pack: Pack) -> None:
    assert matches(pack, "某厅关于印发《关于实施甲乙丙人才措施的意见》的通知", "") == (
        Match("told", False, 0.9),
    )
    assert [(one.id, one.by_number) for one in matches(pack, "完全不同", "某发[2024]1号")] == [("doc", True)]
    assert matches(pack, "完全不同", "某发〔2024〕2号") == ()
    assert document_with_number(pack, "") is None
