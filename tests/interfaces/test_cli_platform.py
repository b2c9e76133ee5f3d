"""`jiyao platform`: files for the national platform are written once, and its receipt is read whole or not at all."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jiyao.evaluation.models import PlatformFile, SentCertificate, Session
from jiyao.interfaces.cli import main
from tests.evaluation.certified import BODY, issued
from tests.evaluation.platformed import FIRST, HEAD, SECOND
from tests.interfaces.small import ENVIRONMENT


def jiyao(*arguments: object) -> Result:
    """The command, run."""
    return CliRunner().invoke(main, ["--lang", "en", "platform", *map(str, arguments)], env=ENVIRONMENT)


@pytest.fixture(autouse=True)
def certificates(fresh_database: str) -> None:
    """Two that were issued."""
    issued()


def test_certificates_are_sent_once_and_written_again_the_same(tmp_path: Path) -> None:
    due = jiyao("due")
    first = jiyao("send", "--out", tmp_path / "a.csv", "--body", BODY)
    number = PlatformFile.objects.get().pk
    none_left = jiyao("send", "--out", tmp_path / "b.csv")
    over_it = jiyao("take", number, "--out", tmp_path / "a.csv")
    again = jiyao("take", number, "--out", tmp_path / "c.csv")
    ending = jiyao("take", number, "--out", tmp_path / "c.txt")

    codes = [one.exit_code for one in (due, first, none_left, over_it, again, ending)]
    assert codes == [0, 0, 5, 5, 0, 4], first.output + again.output
    assert due.stdout == f"{BODY} 演示评价机构: 2 to send, 0 without an answer, 0 accepted, 0 refused\n"
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "c.csv").read_bytes()
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "b.csv").exists()


def test_receipt_is_read_and_wrong_rows_are_told(tmp_path: Path) -> None:
    jiyao("send", "--out", tmp_path / "a.xlsx")
    wrong, right = tmp_path / "wrong.csv", tmp_path / "right.csv"
    wrong.write_text(f"{HEAD}\r\n{FIRST},接收,\r\nS9,接收,\r\n", "utf-8")
    right.write_text(f"{HEAD}\r\n{FIRST},接收,\r\n{SECOND},退回,证件号码不符\r\n", "utf-8")

    refused, taken, twice = jiyao("answers", wrong), jiyao("answers", right), jiyao("answers", right)

    assert [one.exit_code for one in (refused, taken, twice)] == [4, 0, 5]
    assert "line 3: certificate S9 is none that you sent" in refused.stderr
    assert taken.stdout == "1 accepted, 1 refused, 0 known already\n"
    assert set(SentCertificate.objects.values_list("state", flat=True)) == {"accepted", "refused"}


def test_session_is_written_as_it_is_now(tmp_path: Path) -> None:
    number = Session.objects.get().pk

    written = jiyao("session", number, "--out", tmp_path / "s.zip")
    nothing = jiyao("session", 999, "--out", tmp_path / "t.xlsx")

    assert (written.exit_code, nothing.exit_code) == (0, 4)
    assert (tmp_path / "s.zip").read_bytes()[:2] == b"PK"
