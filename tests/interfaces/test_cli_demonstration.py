"""`jiyao --demo`: demonstration values on request, and never without a word about it."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from jiyao.interfaces.cli import main
from tests.interfaces.small import ENVIRONMENT, HONOUR_EXAMPLES, jiyao, small_pack, spaced

ON = ("--on", "2025-06-30")
OVERLAY = "{id: small-demo, title: {zh: 演示, en: Demonstration}, over: small}\n"
EXPECTED = "expect: {outcome: to_be_confirmed, payable: pays}"
FILES = {
    "overlay.yaml": OVERLAY,
    "measures/honour.yaml": "waives_open: true\n",
    "examples/honour.yaml": HONOUR_EXAMPLES.replace("expect: {outcome: to_be_confirmed}", EXPECTED),
}
TOLD = "Demonstration: Small policy 7+演示, with demonstration values that are no policy\n"
REFUSED = (
    "{0}: holds demonstration values, which are no policy; in a demonstration say --demo "
    "or set JIYAO_DEMONSTRATION=1\n"
)


def small_demo(folder: Path) -> Path:
    """The small pack with an overlay beside it: the pack's folder."""
    for name, text in FILES.items():
        (folder / "small-demo" / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / "small-demo" / name).write_text(text, "utf-8")
    return small_pack(folder / "small")


def honour(stdout: str) -> str:
    """The line of the measure that waits for a rule nobody has found."""
    return next(line for line in spaced(stdout) if "honour" in line)


def test_demo_lays_the_overlay_over_the_pack_and_says_so(tmp_path: Path) -> None:
    pack = small_demo(tmp_path)

    plain, shown = jiyao(pack, "measures", *ON), jiyao(pack, "--demo", "measures", *ON)

    assert (plain.stderr, shown.stderr) == ("", TOLD)
    assert (
        honour(plain.stdout) == "use Honour honour Person not payable yet: a rule or value is not confirmed"
    )
    assert honour(shown.stdout) == "use Honour honour Person pays"


def test_environment_asks_for_a_demonstration_too(tmp_path: Path) -> None:
    around = {**ENVIRONMENT, "JIYAO_DEMONSTRATION": "1"}

    given = ["--pack", str(small_demo(tmp_path)), "--lang", "zh", "measures", *ON]
    result = CliRunner(env=around).invoke(main, given)

    assert result.stderr == "演示：小政策 7+演示，含演示值，不是政策\n"
    assert honour(result.stdout) == "使用 荣誉 honour 个人 可兑现"


@pytest.mark.parametrize("command", [("measures", *ON), ("pack", "check")])
def test_overlay_without_a_demonstration_ends_with_4(tmp_path: Path, command: tuple[str, ...]) -> None:
    overlay = small_demo(tmp_path).with_name("small-demo")

    result = jiyao(overlay, *command)

    assert (result.exit_code, result.stdout, result.stderr) == (4, "", REFUSED.format(overlay))


def test_demo_of_a_pack_without_an_overlay_is_the_pack(tmp_path: Path) -> None:
    result = jiyao(small_pack(tmp_path), "--demo", "measures", *ON)

    assert (result.exit_code, result.stderr) == (0, "")


def test_pack_check_of_a_demonstration_runs_the_overlay_s_examples(tmp_path: Path) -> None:
    pack = small_demo(tmp_path)
    overlay = pack.with_name("small-demo")

    usual, named = jiyao(pack, "--demo", "pack", "check"), jiyao(pack, "--demo", "pack", "check", overlay)
    of_pack = jiyao(pack, "--demo", "pack", "check", pack)

    assert usual.stdout == named.stdout == "2 measures, 1 examples: all agree\n"
    assert of_pack.stdout == "2 measures, 2 examples: all agree\n"


def test_person_is_told_what_rests_on_demonstration_values(tmp_path: Path) -> None:
    pack = small_demo(tmp_path)

    plain, shown = jiyao(pack, "people", *ON), jiyao(pack, "--demo", "people", *ON)

    assert "on demonstration values" not in plain.stdout
    assert shown.stdout.count("on demonstration values") == 1


def test_explain_tells_what_the_demonstration_does_not_wait_for(tmp_path: Path) -> None:
    result = jiyao(small_demo(tmp_path), "--demo", "explain", "honour", *ON)

    lines = [line.strip("│├└─ ") for line in result.stdout.splitlines()]
    at = lines.index("Not found yet (does not count in the demonstration)")
    assert lines[at + 1] == "The number of places"


def test_records_of_a_demonstration_carry_its_version(tmp_path: Path) -> None:
    pack = small_demo(tmp_path)

    result = jiyao(pack, "--demo", "check", "--facts", pack / "people.yaml", *ON, "--json")

    assert {record["version"] for record in json.loads(result.stdout)} == {"7+演示"}
