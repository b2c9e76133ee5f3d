"""`jiyao credential`: each answer in both languages, and its exit code."""

import json
from pathlib import Path

import pytest

from jiyao.evaluation.credentials.answers import Answer
from jiyao.evaluation.credentials.status import Purpose
from jiyao.interfaces.cli.credential import CODES
from jiyao.interfaces.ui.credential_words import ANSWERS
from tests.architecture.test_docs import section
from tests.evaluation.credentials.making import (
    PLACE,
    as_file,
    credential,
    document,
    status_list,
    status_lists,
)
from tests.interfaces.small import jiyao

ROOT = Path("nowhere")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "credential.json").write_bytes(as_file(credential()))
    (tmp_path / "issuer.json").write_bytes(as_file(document()))
    for name, one in zip(Purpose, status_lists(), strict=True):
        (tmp_path / f"{name}.json").write_bytes(as_file(one))
    return tmp_path


def files(folder: Path) -> list[str | Path]:
    lists = [part for purpose in Purpose for part in ("--status", folder / f"{purpose}.json")]
    return ["--on", "2025-08-01", "--issuer", folder / "issuer.json", *lists]


@pytest.mark.parametrize(("lang", "first"), [("zh", "有效\n"), ("en", "valid\n")])
def test_verify_when_valid(folder: Path, lang: str, first: str) -> None:
    result = jiyao(ROOT, "credential", "verify", folder / "credential.json", *files(folder), lang=lang)

    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout.startswith(first)
    assert "Y000000239900253000017" in result.stdout
    assert "三丰" not in result.stdout


@pytest.mark.parametrize(
    ("lang", "lines"),
    [
        ("zh", ["已撤销", "签发机构已撤销该证书"]),
        ("en", ["revoked", "its issuer has revoked it"]),
    ],
)
def test_verify_when_revoked(folder: Path, lang: str, lines: list[str]) -> None:
    (folder / "revocation.json").write_bytes(as_file(status_list(Purpose.REVOCATION, PLACE)))

    result = jiyao(ROOT, "credential", "verify", folder / "credential.json", *files(folder), lang=lang)

    assert (result.exit_code, result.stdout.splitlines()[:2]) == (15, lines)


def test_verify_repeats_nothing_that_was_altered(folder: Path) -> None:
    altered = as_file({**credential(), "name": "焊工 – 一级"})
    (folder / "credential.json").write_bytes(altered)

    result = jiyao(ROOT, "credential", "verify", folder / "credential.json", *files(folder), lang="en")

    assert (result.exit_code, result.stdout) == (
        10,
        "tampered with\nthe signature does not fit what stands here; something was changed after signing\n",
    )


def test_verify_for_programs(folder: Path) -> None:
    (folder / "credential.json").write_text("{", "utf-8")

    result = jiyao(ROOT, "credential", "verify", folder / "credential.json", "--json")

    found = json.loads(result.stdout)
    assert result.exit_code == 17
    assert found["why"].keys() == {"zh", "en"}
    assert (found["answer"], found["exit_code"], found["issuer_known"], found["says"]) == (
        "malformed",
        17,
        False,
        {},
    )


def test_verify_of_a_file_that_is_not_there(tmp_path: Path) -> None:
    result = jiyao(ROOT, "credential", "verify", tmp_path / "none.json")

    assert (result.exit_code, result.stdout) == (5, "")
    assert "none.json" in result.stderr


def test_show_says_that_nothing_was_judged(folder: Path) -> None:
    result = jiyao(ROOT, "credential", "show", folder / "credential.json", lang="en")

    assert result.exit_code == 0
    assert result.stdout.startswith("  achievement: 焊工")
    assert result.stderr == "this is what it says of itself; `jiyao credential verify` judges it\n"


def test_show_of_no_credential(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text("[]", "utf-8")

    assert jiyao(ROOT, "credential", "show", tmp_path / "x.json").exit_code == 4


def test_each_answer_has_a_code_of_its_own_and_both_are_told() -> None:
    told = section("jiyao credential verify")
    rows = [f"| {CODES[answer]} | {ANSWERS['en'][answer]} | {ANSWERS['zh'][answer]} |" for answer in Answer]

    assert len(set(CODES.values())) == len(Answer)
    assert [row for row in rows if row not in told] == []
