"""`jiyao certificate parse`: what a number says, in both languages, and its exit codes."""

import json

import pytest

from tests.interfaces.small import HEILONGJIANG, jiyao

NUMBER = "S000023000001253000018"


@pytest.mark.parametrize(
    ("lang", "first", "level"),
    [
        ("zh", "职业技能等级证书（22 位）", "     16  3            职业技能等级: 三级/高级工"),
        (
            "en",
            "Certificate of skill level (22 characters)",
            "     16  3            Skill level: level 3 (advanced)",
        ),
    ],
)
def test_parse_takes_a_number_apart(lang: str, first: str, level: str) -> None:
    result = jiyao(HEILONGJIANG, "certificate", "parse", NUMBER, lang=lang)

    lines = result.stdout.splitlines()
    assert (result.exit_code, lines[0], lines[6], len(lines)) == (0, first, level, 8)


def test_parse_says_that_a_shape_is_not_wholly_known() -> None:
    result = jiyao(HEILONGJIANG, "certificate", "parse", "1207001234400123", lang="en")

    assert result.stdout.splitlines()[-1] == (
        "part of the rule of such numbers was not found; see certificate_numbers.yaml of the pack"
    )


def test_parse_refuses_with_the_place() -> None:
    result = jiyao(HEILONGJIANG, "certificate", "parse", "X" + NUMBER[1:], lang="en")

    said = "place 1 is 'X'; Kind of body is one of Y, S\n"
    assert (result.exit_code, result.stdout, result.stderr) == (4, "", said)


def test_parse_for_programs() -> None:
    read = jiyao(HEILONGJIANG, "certificate", "parse", NUMBER, "--json")
    refused = jiyao(HEILONGJIANG, "certificate", "parse", NUMBER + "1", "--json")

    said = json.loads(read.stdout)
    assert (read.exit_code, said["year"], said["level"], said["parts"][5]["meaning"]["zh"]) == (
        0,
        2025,
        "L3",
        "三级/高级工",
    )
    assert (refused.exit_code, json.loads(refused.stdout)["position"]) == (4, 0)
