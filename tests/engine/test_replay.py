"""The same facts, day and pack give the same answer, and the hash says whether it is the same pack."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiyao.engine.cases import Case, Grant
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import explain
from jiyao.engine.packs.loading import load_pack
from tests.engine.generated import ON
from tests.engine.packs import write_pack

MEASURE: dict[str, Any] = {
    "id": "m",
    "subject": "person",
    "requires": [
        {"id": "paid", "rule": "paid_months >= param('some_months') OR yes_one"},
        {"id": "grown", "rule": "age_on(born_on, determined_on) >= 18"},
    ],
    "limits": [{"pool": "yearly", "at_most": "param('times_a_year')"}],
    "gives": {"amount": "percent_of(fee_fen, param('rate'))"},
}
FACTS = {"paid_months": 3, "yes_one": True, "born_on": date(2008, 2, 29), "fee_fen": 4000, "place": "A1"}


def test_determination_is_the_same_each_time(tmp_path: Path) -> None:
    write_pack(tmp_path, [MEASURE])
    cases, grants = {"person": [Case("P", "P", FACTS)]}, [Grant("yearly", ("P", "2025"))]

    first = explain(Assessor(load_pack(tmp_path)), cases, ON, grants)
    again = explain(Assessor(load_pack(tmp_path)), cases, ON, grants)

    assert again == first


def test_determination_does_not_depend_on_what_was_determined_before(tmp_path: Path) -> None:
    write_pack(tmp_path, [MEASURE])
    assessor = Assessor(load_pack(tmp_path))
    cases = {"person": [Case("P", "P", FACTS)]}

    before = explain(assessor, cases, ON)
    explain(assessor, {"person": [Case("Q", "Q", {})]}, date(2024, 1, 1), [Grant("yearly", ("P", "2025"))])
    after = explain(assessor, cases, ON)

    assert after == before


def test_pack_in_another_folder_is_the_same_pack(tmp_path: Path) -> None:
    one = load_pack(write_pack(tmp_path / "one", [MEASURE]))
    other = load_pack(write_pack(tmp_path / "other", [MEASURE]))

    assert other.hash == one.hash


def replaced(name: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of one text in one file."""

    def change(root: Path) -> None:
        text = (root / name).read_text("utf-8")
        assert text.count(old) >= 1
        (root / name).write_text(text.replace(old, new, 1), "utf-8")

    return change


def renamed(root: Path) -> None:
    """A document under another name, with the same bytes."""
    (root / "documents/extra.txt").rename(root / "documents/other.txt")


@pytest.mark.parametrize(
    "change",
    [
        replaced("measures/m.yaml", "18", "19"),
        replaced("facts.yaml", "Months", "months"),
        replaced("divisions.csv", "Province", "province"),
        replaced("documents/doc.yaml", "id: doc\n", "id: doc\n\n"),
        replaced("documents/extra.txt", "a note", "a  note"),
        renamed,
    ],
    ids=["rule", "words", "division", "blank line", "note", "file name"],
)
def test_hash_changes_with_every_byte(tmp_path: Path, change: Callable[[Path], None]) -> None:
    root = write_pack(tmp_path, [MEASURE], **{"documents/extra.txt": "a note\n"})
    before = load_pack(root).hash

    change(root)

    assert load_pack(root).hash != before


def test_hash_of_a_pack_with_a_draft_is_another(tmp_path: Path) -> None:
    root, draft = write_pack(tmp_path / "pack", [MEASURE]), tmp_path / "draft.yaml"
    draft.write_text(
        "{id: d, title: {zh: 稿, en: Draft}, measures: {m: {title: {zh: 新, en: New}}}}\n", "utf-8"
    )

    plain, laid_over = load_pack(root), load_pack(root, draft)

    assert laid_over.hash != plain.hash
    assert laid_over.hash == load_pack(root, draft).hash
