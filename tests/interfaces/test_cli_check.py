"""`jiyao check`: the people of a file, for people and for programs."""

import json
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from tests.interfaces.small import HEILONGJIANG, ROOT, jiyao, small_pack

ON = ("--on", "2025-06-30")
WELDER = {
    "id": "W1",
    "name": "焊工",
    "facts": {"place": "A", "insured_months": 14, "is_member": False},
    "certificates": [{"id": "C1", "level": "L4", "issued_on": "2025-02-01"}],
}


def written(folder: Path, people: Any) -> Path:
    """The people as a file."""
    file = folder / "people.json"
    file.write_text(json.dumps(people, ensure_ascii=False), "utf-8")
    return file


def lines(text: str) -> list[str]:
    """The lines without what stands at their ends."""
    return [line.rstrip() for line in text.splitlines()]


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        (
            "en",
            [
                "",
                "W1 焊工",
                "✓  Upgrade subsidy C1  1,500 yuan  Some measures (某发〔2024〕1号) 第七条",
                "                                   may change on 2026-02-02",
                "  1 more do not apply or are not met",
            ],
        ),
        (
            "zh",
            [
                "",
                "W1 焊工",
                "✓  提升补贴 C1  1,500元  某办法（某发〔2024〕1号） 第七条",
                "                         最早 2026-02-02 可能变化",
                "  另有 1 项不符合或不适用",
            ],
        ),
    ],
)
def test_check_sums_up_what_is_due(tmp_path: Path, lang: str, shown: list[str]) -> None:
    file = written(tmp_path, WELDER)

    result = jiyao(small_pack(tmp_path / "pack"), "check", "--facts", file, *ON, lang=lang)

    assert (result.exit_code, lines(result.stdout), result.stderr) == (0, shown, "")


@pytest.mark.parametrize(
    ("lang", "told"),
    [("en", "nothing to claim and nothing open at present"), ("zh", "目前没有可享受或待定的政策")],
)
def test_check_says_so_where_nothing_is_due(tmp_path: Path, lang: str, told: str) -> None:
    file = written(tmp_path, {"id": "W2", "facts": {"is_member": False}})

    result = jiyao(small_pack(tmp_path / "pack"), "check", "--facts", file, *ON, lang=lang)

    assert lines(result.stdout)[2] == f"  {told}"


@pytest.mark.parametrize(
    ("lang", "missing"),
    [("en", "still to know: Months insured"), ("zh", "还需知道：缴费月数")],
)
def test_check_names_what_is_still_to_know(tmp_path: Path, lang: str, missing: str) -> None:
    person = {"id": "W3", "facts": {"is_member": False}, "certificates": WELDER["certificates"]}

    result = jiyao(
        small_pack(tmp_path / "pack"), "check", "--facts", written(tmp_path, person), *ON, lang=lang
    )

    assert lines(result.stdout)[2].endswith(f"  {missing}")


def test_check_of_one_measure_gives_every_reason(tmp_path: Path) -> None:
    file = written(tmp_path, WELDER)

    result = jiyao(small_pack(tmp_path / "pack"), "check", "--facts", file, *ON, "--measure", "subsidy")

    assert (result.exit_code, lines(result.stdout)[:16]) == (
        0,
        [
            "",
            "W1 焊工",
            "Upgrade subsidy C1: entitled 1,500 yuan",
            "├── ✓ Insured for the required months",
            "│   ├── Months insured: 14 months",
            "│   ├── min_months = 12 months · verified",
            "│   └── Some measures (某发〔2024〕1号) 第四条",
            "├── ✓ Claimed within a year",
            "│   ├── Day of issue: 2025-02-01",
            "│   ├── window_months = 12 months · verified",
            "│   └── Some measures (某发〔2024〕1号) 第八条",
            "├── ✓ Once a level: 0 taken, 1 allowed",
            "├── Some measures (某发〔2024〕1号) 第七条",
            "└── may change on 2026-02-02",
        ],
    )


def test_check_of_a_refused_measure_says_what_must_be_otherwise(tmp_path: Path) -> None:
    person = {**WELDER, "facts": {"insured_months": 3}}

    result = jiyao(
        small_pack(tmp_path / "pack"),
        "check",
        "--facts",
        written(tmp_path, person),
        *ON,
        "--measure",
        "subsidy",
    )

    assert lines(result.stdout)[2:8] == [
        "Upgrade subsidy C1: not entitled",
        "├── ✗ Insured for the required months",
        "│   ├── Months insured: 3 months",
        "│   ├── min_months = 12 months · verified",
        "│   ├── Some measures (某发〔2024〕1号) 第四条",
        "│   └── Months insured: must be at least 12 months (is 3 months)",
    ]


def test_check_as_json_gives_one_record_a_determination(tmp_path: Path) -> None:
    file = written(tmp_path, WELDER)

    result = jiyao(small_pack(tmp_path / "pack"), "check", "--facts", file, *ON, "--json")

    records = json.loads(result.stdout)
    assert result.exit_code == 0
    assert [(r["person"], r["row"], r["measure"], r["outcome"], r["amount_fen"]) for r in records] == [
        ("W1", "W1", "honour", "not_eligible", 0),
        ("W1", "C1", "subsidy", "eligible", 150000),
    ]


def test_check_as_json_tells_a_condition_with_all_it_read(tmp_path: Path) -> None:
    person = {**WELDER, "facts": {"insured_months": 3}}
    arguments = ("check", "--facts", written(tmp_path, person), *ON, "--measure", "subsidy", "--json")

    result = jiyao(small_pack(tmp_path / "pack"), *arguments)

    [record] = json.loads(result.stdout)
    assert record["conditions"][0] == {
        "id": "insured_long_enough",
        "zh": "缴费满规定月数",
        "en": "Insured for the required months",
        "truth": False,
        "in_force": True,
        "rule": "insured_months >= param('min_months')",
        "facts": {"insured_months": 3},
        "values": [
            {
                "name": "min_months",
                "value": 12,
                "confidence": "verified",
                "source": {"document": "doc", "article": "第五条"},
            }
        ],
        "source": {"document": "doc", "article": "第四条"},
        "needs": [
            {"fact": "insured_months", "op": ">=", "wanted": [12], "value": 3, "text": "Months insured"}
        ],
        "true_from": None,
        "any_of": [],
    }


@pytest.mark.parametrize(
    "person",
    [
        WELDER,
        {"id": "W2"},
        {**WELDER, "facts": {"insured_months": 3}},
        {**WELDER, "certificates": [{"id": "C2"}]},
    ],
    ids=["eligible", "nothing known", "refused", "open"],
)
def test_check_as_json_fits_the_published_schema(tmp_path: Path, person: dict[str, Any]) -> None:
    schema = json.loads((ROOT / "docs/reference/schemas/determinations.schema.json").read_text("utf-8"))
    file = written(tmp_path, person)

    result = jiyao(small_pack(tmp_path / "pack"), "check", "--facts", file, *ON, "--json")

    assert list(Draft202012Validator(schema).iter_errors(json.loads(result.stdout))) == []


@pytest.mark.parametrize(
    ("lang", "told"),
    [
        ("en", ["1 rows set aside:", "  W2: insured_months: 999 is more than 720"]),
        ("zh", ["搁置 1 行：", "  W2: insured_months：999 大于 720"]),
    ],
)
def test_check_sets_bad_rows_aside_and_ends_with_4(tmp_path: Path, lang: str, told: list[str]) -> None:
    bad = {"id": "W2", "facts": {"insured_months": 999}}

    result = jiyao(
        small_pack(tmp_path / "pack"), "check", "--facts", written(tmp_path, [WELDER, bad]), *ON, lang=lang
    )

    assert (result.exit_code, result.stderr.splitlines(), lines(result.stdout)[1]) == (
        4,
        told,
        "W1 焊工",
    )


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "{]",
            "not JSON in UTF-8: Expecting property name enclosed in double quotes: line 1 column 2 (char 1)",
        ),
        ("3", "holds neither a person nor a list of people"),
        ("[3]", "entry 1 is no person; give a mapping with facts"),
    ],
)
def test_check_of_a_file_that_holds_no_people_ends_with_4(tmp_path: Path, text: str, message: str) -> None:
    file = tmp_path / "people.json"
    file.write_text(text, "utf-8")

    result = jiyao(small_pack(tmp_path / "pack"), "check", "--facts", file)

    assert (result.exit_code, result.stdout, result.stderr) == (4, "", f"{file}: {message}\n")


def test_check_of_no_file_ends_with_4(tmp_path: Path) -> None:
    result = jiyao(small_pack(tmp_path / "pack"), "check", "--facts", tmp_path / "none.json")

    assert (result.exit_code, result.stderr) == (4, f"{tmp_path / 'none.json'}: no such file\n")


def test_check_of_an_unknown_measure_names_the_nearest(tmp_path: Path) -> None:
    file = written(tmp_path, WELDER)

    result = jiyao(small_pack(tmp_path / "pack"), "check", "--facts", file, "--measure", "honor")

    assert (result.exit_code, result.stdout, result.stderr) == (
        4,
        "",
        'no measure "honor" in pack "small"; did you mean "honour"?\n',
    )


@pytest.mark.parametrize("day", ["2025-02-30", "30/6/2025", "yesterday"])
def test_check_on_no_day_is_wrong_usage(tmp_path: Path, day: str) -> None:
    result = jiyao(small_pack(tmp_path / "pack"), "check", "--facts", written(tmp_path, WELDER), "--on", day)

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        f"Error: Invalid value for '--on': {day} is not a day; write it as 2025-06-30",
    )


def test_check_without_facts_is_wrong_usage(tmp_path: Path) -> None:
    result = jiyao(small_pack(tmp_path / "pack"), "check")

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (2, "Error: Missing option '--facts'.")


def test_shipped_welder_fits_the_published_schema() -> None:
    schema = json.loads((ROOT / "docs/reference/schemas/determinations.schema.json").read_text("utf-8"))

    result = jiyao(HEILONGJIANG, "check", "--facts", ROOT / "examples/welder.json", *ON, "--json")

    records = json.loads(result.stdout)
    assert list(Draft202012Validator(schema).iter_errors(records)) == []
    assert [
        (r["row"], r["outcome"], r["amount_fen"]) for r in records if r["measure"] == "skill-upgrade-subsidy"
    ] == [("C1", "eligible", 150000), ("C2", "not_eligible", 0)]
