"""`jiyao audit` and `jiyao keys`, in both languages."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jiyao.foundation.actions.keys import create_keys
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import Wrong
from jiyao.interfaces.cli import main
from jiyao.interfaces.cli.words import say
from tests.foundation.acting import append_some, change

pytestmark = pytest.mark.usefixtures("fresh_database")


def run(*words: str, lang: str = "en") -> Result:
    """What a command answers."""
    return CliRunner().invoke(main, ["--lang", lang, *words])


@pytest.mark.parametrize(("lang", "whole"), [("en", "the record is whole"), ("zh", "记录完整")])
def test_whole_record_is_said_to_be_whole(lang: str, whole: str) -> None:
    append_some(4)

    result = run("audit", "verify", lang=lang)

    assert (result.exit_code, result.stdout.splitlines()[1:]) == (0, [whole])


@pytest.mark.parametrize(
    ("lang", "said"),
    [
        (
            "en",
            [
                "chain {0}, position 2 (act {1}): its content or hash was altered",
                "the record is not whole: 1 chains are wrong",
            ],
        ),
        ("zh", ["{0} 号链第 2 条（行为 {1}）：内容或摘要被改动", "记录不完整：1 条链有误"]),
    ],
)
def test_altered_act_is_named(lang: str, said: list[str]) -> None:
    act = append_some(4)[1]
    change("UPDATE foundation_act SET actor = 'account:9' WHERE number = %s", act.number)

    result = run("audit", "verify", lang=lang)

    assert result.exit_code == 4
    assert result.stdout.splitlines()[1:] == [line.format(act.chain, act.number) for line in said]


def test_result_for_programs_names_the_act() -> None:
    act = append_some(4)[1]
    change("UPDATE foundation_act SET actor = 'account:9' WHERE number = %s", act.number)

    result = run("audit", "verify", "--json")

    told = json.loads(result.stdout)
    assert (result.exit_code, told["whole"], told["acts"], told["manifests"]) == (4, False, 4, 1)
    assert [(f["act"], f["position"], f["wrong"]) for f in told["findings"]] == [(act.number, 2, "altered")]


def test_anchor_is_written_and_held_against_the_record(tmp_path: Path) -> None:
    append_some(4)
    file = tmp_path / "anchor.json"

    written = run("audit", "anchor", "--out", str(file))
    printed = run("audit", "anchor")
    verified = run("audit", "verify", "--against", str(file))
    refused = run("audit", "verify", "--against", str(tmp_path / "none.json"))

    assert json.loads(file.read_text())["digest"] == written.stdout.strip()
    assert printed.stdout == file.read_text()
    assert (verified.exit_code, refused.exit_code) == (0, 4)
    assert "none.json: this is no anchor" in refused.stderr


@pytest.mark.parametrize("wrong", Wrong)
def test_everything_wrong_has_words(wrong: Wrong) -> None:
    assert say(f"wrong_{wrong}", "zh", 1) != say(f"wrong_{wrong}", "en", 1)


def test_keys_are_rotated_and_deleted() -> None:
    create_keys([7])

    rotated = run("keys", "rotate", "--by", "account:1")
    asked = run("keys", "anonymise", "7", "--reason", "本人申请", "--by", "account:1")
    done = run("keys", "anonymise", "7", "--reason", "本人申请", "--by", "account:1", "--yes")
    again = run("keys", "anonymise", "7", "--reason", "本人申请", "--by", "account:1", "--yes")

    assert (rotated.exit_code, rotated.stdout) == (0, "1 data keys wrapped anew\n")
    assert asked.exit_code == 1
    assert (done.exit_code, done.stdout) == (0, "person 7 is anonymised\n")
    assert again.exit_code == 5
    assert sorted(Act.objects.values_list("kind", flat=True)) == ["anonymise", "rotate-keys"]


@pytest.mark.parametrize("by", ["张三", "account: 1", "x:230102199003071230"])
def test_actor_that_names_somebody_is_refused(by: str) -> None:
    create_keys([7])

    result = run("keys", "anonymise", "7", "--reason", "x", "--by", by, "--yes")

    assert (result.exit_code, result.stderr[:6]) == (4, "actor:")


def test_keys_stay_as_they_are_where_the_actor_is_refused() -> None:
    create_keys([7])

    refused = run("keys", "rotate", "--by", "张三", lang="zh")
    rotated = run("keys", "rotate", "--by", "account:1", lang="zh")

    assert (refused.exit_code, refused.stderr) == (
        4,
        "actor：请写成类别和编号，如 account:12，不超过 80 个字符，不能写姓名\n",
    )
    assert (rotated.exit_code, rotated.stdout) == (0, "已重新封装 1 把密钥\n")


def test_number_without_a_key_is_named() -> None:
    result = run("keys", "anonymise", "9", "--reason", "本人申请", "--by", "account:1", "--yes")

    assert (result.exit_code, result.stderr) == (
        5,
        "nobody has the number 9, or no key was made for them\n",
    )
