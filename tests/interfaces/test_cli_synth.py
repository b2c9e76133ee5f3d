"""`jiyao synth`: where the province goes, and what stops it."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from pytest_django.fixtures import Settings

from jiyao.interfaces.cli import main
from tests.interfaces.small import ENVIRONMENT


@pytest.fixture
def demonstration(settings: Settings) -> None:
    settings.DEMONSTRATION = True


def jiyao(*arguments: str) -> Result:
    """The command, run."""
    return CliRunner().invoke(main, ["--demo", *arguments], env=ENVIRONMENT)


def test_province_goes_into_a_new_folder(demonstration: None, tmp_path: Path) -> None:
    out = tmp_path / "province"

    result = jiyao("--lang", "zh", "synth", "--scale", "0.0001", "--processes", "1", "--out", str(out))

    assert result.exit_code == 0, result.stderr
    said, written = result.stdout.splitlines()
    assert said.startswith("演示数据：3,185 名虚构人员，")
    assert written == f"结果写入 {out}"
    assert result.stderr.splitlines()[-1] == "生成演示数据"


def test_folder_that_is_not_empty_is_in_the_way(demonstration: None, tmp_path: Path) -> None:
    (tmp_path / "mine").touch()

    result = jiyao("synth", "--scale", "0.0001", "--out", str(tmp_path))

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        5,
        f"{tmp_path} is not empty; give a new folder",
    )
    assert list(tmp_path.iterdir()) == [tmp_path / "mine"]


def test_what_is_no_demonstration_gets_no_invented_people(settings: Settings, tmp_path: Path) -> None:
    settings.DEMONSTRATION = False

    result = jiyao("synth", "--out", str(tmp_path / "new"))

    assert (result.exit_code, result.stderr) == (
        4,
        "invented people are for demonstrations; call `jiyao --demo synth`\n",
    )


@pytest.mark.parametrize(
    ("scale", "code", "complaint"),
    [
        ("much", 2, "much is no share of the province; write it as 0.01"),
        ("1/0", 2, "1/0 is no share of the province; write it as 0.01"),
        ("0", 4, "scale 0.0: take one up to 1 that leaves 100 people"),
        ("2", 4, "scale 2.0: take one up to 1 that leaves 100 people"),
    ],
)
def test_share_that_is_none_is_refused(
    demonstration: None, tmp_path: Path, scale: str, code: int, complaint: str
) -> None:
    result = jiyao("synth", "--scale", scale, "--out", str(tmp_path / "new"))

    assert result.exit_code == code
    assert complaint in result.stderr


def test_missing_assumptions_are_named(demonstration: None, tmp_path: Path) -> None:
    result = jiyao("synth", "--assumptions", str(tmp_path / "none.yaml"), "--out", str(tmp_path / "new"))

    assert result.exit_code == 4
    assert "none.yaml: no such file; a demonstration needs its assumptions" in result.stderr


def test_wrong_assumption_is_named_with_its_place(demonstration: None, tmp_path: Path) -> None:
    usual = Path(__file__).parents[2] / "packs/heilongjiang-demo/province.yaml"
    wrong = tmp_path / "province.yaml"
    wrong.write_text(usual.read_text("utf-8").replace("moved_share: 0.07", "moved_share: often"), "utf-8")

    result = jiyao("synth", "--assumptions", str(wrong), "--out", str(tmp_path / "new"))

    assert result.exit_code == 4
    assert f"{wrong}: people.moved_share: " in result.stderr
