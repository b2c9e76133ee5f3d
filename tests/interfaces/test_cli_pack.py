"""`jiyao pack`, and how every command fails on a pack that is wrong."""

from pathlib import Path

import pytest

from jiyao.interfaces.cli.pack import all_schemas
from tests.interfaces.small import PEOPLE_YAML, SUBSIDY_EXAMPLES, SUBSIDY_YAML, jiyao, small_pack


@pytest.mark.parametrize(
    ("lang", "line"),
    [("en", "2 measures, 2 examples: all agree\n"), ("zh", "2 项政策、2 个算例，全部一致\n")],
)
def test_pack_check_when_all_agree(tmp_path: Path, lang: str, line: str) -> None:
    pack = small_pack(tmp_path)

    result = jiyao(pack, "pack", "check", lang=lang)

    assert (result.exit_code, result.stdout, result.stderr) == (0, line, "")


def test_pack_check_of_a_named_folder(tmp_path: Path) -> None:
    pack = small_pack(tmp_path / "named")

    result = jiyao(tmp_path / "usual", "pack", "check", pack)

    assert (result.exit_code, result.stdout) == (0, "2 measures, 2 examples: all agree\n")


def test_pack_check_names_an_example_that_does_not_agree(tmp_path: Path) -> None:
    pack = small_pack(tmp_path, **{"examples/subsidy.yaml": SUBSIDY_EXAMPLES.replace("150000", "150001")})

    result = jiyao(pack, "pack", "check")

    assert (result.exit_code, result.stdout, result.stderr) == (
        3,
        "",
        'examples/subsidy.yaml:2: "granted": amount_fen is 150000, not 150001\n',
    )


def test_pack_check_names_a_person_that_is_set_aside(tmp_path: Path) -> None:
    pack = small_pack(
        tmp_path, **{"people.yaml": PEOPLE_YAML.replace("insured_months: 14", "insured_months: 999")}
    )

    result = jiyao(pack, "pack", "check")

    assert (result.exit_code, result.stderr) == (
        3,
        "people.yaml:1: E1: insured_months: 999 is more than 720\n",
    )


def test_pack_check_names_every_mistake_with_file_and_line(tmp_path: Path) -> None:
    wrong = SUBSIDY_YAML.replace("insured_months >=", "insured_month >=").replace(
        "stage: incentives", "stage: reward"
    )
    right = small_pack(tmp_path, **{"measures/subsidy.yaml": wrong})

    result = jiyao(right, "pack", "check")

    assert (result.exit_code, result.stdout) == (3, "")
    assert result.stderr.splitlines()[0] == (
        "measures/subsidy.yaml:5: \"stage\" Input should be 'training', 'use', 'evaluation' or 'incentives'"
    )


@pytest.mark.parametrize(
    "arguments",
    [
        ("pack", "check"),
        ("measures",),
        ("explain", "subsidy"),
        ("people",),
        ("check", "--facts", "people.json"),
        ("ask", "--measure", "subsidy"),
        ("determine", "--facts", "facts", "--on", "2025-06-30", "--out", "out"),
        ("simulate", "--draft", "draft.yaml", "--facts", "facts", "--on", "2025-06-30"),
        ("bench",),
    ],
    ids=lambda arguments: " ".join(arguments[:2]),
)
def test_every_command_ends_with_3_on_a_pack_with_a_mistake(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    wrong = SUBSIDY_YAML.replace("insured_months >=", "insured_month >=")
    pack = small_pack(tmp_path, **{"measures/subsidy.yaml": wrong})

    result = jiyao(pack, *arguments)

    assert (result.exit_code, result.stderr) == (
        3,
        "measures/subsidy.yaml:30: `insured_month >= param('min_months')`: unknown fact \"insured_month\"; "
        'did you mean "insured_months"?\n',
    )


def test_no_pack_in_the_folder(tmp_path: Path) -> None:
    result = jiyao(tmp_path, "pack", "check")

    assert (result.exit_code, result.stderr) == (
        3,
        f"{tmp_path / 'pack.yaml'}:1: no such file; give the folder of a pack, such as packs/heilongjiang\n",
    )


def test_pack_schemas_writes_each_published_schema(tmp_path: Path) -> None:
    result = jiyao(tmp_path, "pack", "schemas", "--out", tmp_path / "schemas")

    written = {file.name: file.read_text("utf-8") for file in (tmp_path / "schemas").iterdir()}
    assert result.exit_code == 0
    assert written == {f"{name}.schema.json": text for name, text in all_schemas().items()}


def test_no_command_is_wrong_usage(tmp_path: Path) -> None:
    result = jiyao(tmp_path)

    assert (result.exit_code, result.stdout) == (2, "")


@pytest.mark.parametrize("arguments", [("frobnicate",), ("--lang", "fr", "measures"), ("people", "--nope")])
def test_unknown_command_language_or_option_is_wrong_usage(
    tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    result = jiyao(tmp_path, *arguments)

    assert (result.exit_code, result.stdout) == (2, "")


def test_bench_times_four_kinds_of_work(tmp_path: Path) -> None:
    result = jiyao(small_pack(tmp_path), "bench")

    assert result.exit_code == 0
    assert [line.rsplit(maxsplit=1)[0].strip() for line in result.stdout.splitlines()[1:]] == [
        "outcome, truths, what is missing",
        "with the day of change and the best question",
        "with every reason",
        "reading the pack",
    ]
