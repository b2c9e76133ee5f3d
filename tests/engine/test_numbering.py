"""certificate_numbers.yaml: what is wrong with a shape is told, with the line."""

from pathlib import Path

import pytest

from jiyao.engine.packs.numbering import read_numbering
from jiyao.engine.packs.reading import Folder
from jiyao.engine.problems import Problems

CENTRE = "    centre: {zh: 中心, en: Centre, credit_code: 12239901MA0JY0001U}\n"
SHAPE = """shapes:
  - id: one
    zh: 编码
    en: Number
    issues: {issues}
{centre}    century: 2000
    confidence: demonstration
    parts:
      - {{part: station, zh: 机构, en: Body, length: 4}}
      - {{part: year, zh: 年, en: Year, length: 2}}
      - {{part: level, zh: 等级, en: Level, length: 1}}
      - {{part: serial, zh: 序号, en: Serial, length: 6}}
"""


def told(folder: Path, issues: str, centre: str) -> list[str]:
    """What is wrong with the file."""
    (folder / "pack.yaml").write_text("", "utf-8")
    (folder / "certificate_numbers.yaml").write_text(SHAPE.format(issues=issues, centre=centre), "utf-8")
    problems = Problems()
    read_numbering(Folder(folder), None, {}, problems)
    return [str(one) for one in problems]


@pytest.mark.parametrize(
    ("issues", "centre", "wrong"),
    [
        ("skill_level", "", 0),
        ("special_ability", CENTRE, 0),
        ("skill_level", CENTRE, 1),
        ("special_ability", "", 1),
    ],
)
def test_centre_stands_where_abilities_are_numbered_and_nowhere_else(
    tmp_path: Path, issues: str, centre: str, wrong: int
) -> None:
    found = told(tmp_path, issues, centre)

    assert [("certificate_numbers.yaml:5" in one, "say which centre issues" in one) for one in found] == [
        (True, True)
    ] * wrong


def test_credit_code_of_a_centre_has_eighteen_characters(tmp_path: Path) -> None:
    [found] = told(tmp_path, "special_ability", CENTRE.replace("12239901MA0JY0001U", "123"))

    assert "credit_code" in found
