"""supervision.yaml: what is unusual, grades in their order, and what is wrong with one."""

from pathlib import Path

import pytest

from jiyao.engine.packs.reading import Folder
from jiyao.engine.packs.supervision import Supervision, read_supervision
from jiyao.engine.problems import Problems
from tests.packs.heilongjiang import demonstration_pack, pack

CREDIT = """
credit:
  full: 100
  document: rules
  criteria: [{id: burst, zh: 集中发证, en: burst, points: 30}]
  grades: [{id: a, zh: 甲, en: A, at_least: 80}, {id: b, zh: 乙, en: B, at_least: 0}]
"""


def read(folder: Path, content: str) -> tuple[Supervision, str]:
    (folder / "pack.yaml").write_text("{}", "utf-8")
    (folder / "supervision.yaml").write_text(content, "utf-8")
    problems = Problems()
    found = read_supervision(Folder(folder), None, {"rules": {}}, problems)
    return found, " ".join(str(one) for one in problems)


def test_pack_without_the_file_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "pack.yaml").write_text("{}", "utf-8")

    assert read_supervision(Folder(tmp_path), None, {}, Problems()) == Supervision()


def test_real_pack_grades_nobody_and_the_demonstration_does() -> None:
    assert pack().supervision.credit is None
    credit = demonstration_pack().supervision.credit
    assert credit is not None
    assert (credit.confidence, credit.note) == ("demonstration", "演示值")
    assert demonstration_pack().supervision.behaviour == pack().supervision.behaviour


def test_grades_of_a_document_are_read(tmp_path: Path) -> None:
    found, problems = read(tmp_path, CREDIT)

    assert problems == ""
    assert found.credit is not None
    assert [grade.id for grade in found.credit.grades] == ["a", "b"]


BEHAVIOUR = """
behaviour:
  {looked_back_days: 365, first_weeks: 8, first_certificates: 100, times_peers: 3, margin_percent: 10, fewest_peers: 3}
"""


def test_file_of_a_version_of_before_is_read_and_says_nothing_of_marks(tmp_path: Path) -> None:
    found, problems = read(tmp_path, BEHAVIOUR)

    assert problems == ""
    assert found.behaviour is not None
    assert (found.behaviour.spread_percent, found.behaviour.fewest_marks) == (None, None)


@pytest.mark.parametrize(
    ("was", "becomes", "problem"),
    [
        ("  document: rules\n", "", "say in which document"),
        ("document: rules", "document: none-such", 'unknown document "none-such"'),
        ("at_least: 0", "at_least: 10", "the last from 0 on"),
        ("at_least: 80", "at_least: 0", "from the best to the worst"),
        ("points: 30}]", "points: 30}, {id: burst, zh: 又, en: again, points: 1}]", 'criterion "burst" stands twice'),
        ("id: burst", "id: bursts", "criteria.0.id"),
        ("full: 100", "full: 0", "full"),
    ],
)  # fmt: skip
def test_wrong_grades_are_refused(tmp_path: Path, was: str, becomes: str, problem: str) -> None:
    assert problem in read(tmp_path, CREDIT.replace(was, becomes))[1]
