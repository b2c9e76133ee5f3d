"""`jiyao sms`: waiting text messages go out once, and their report comes back."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from jiyao.casework.actions.telling import tell
from jiyao.casework.models import Message, MessageChannel
from jiyao.foundation.actions.keys import keyring
from jiyao.interfaces.cli import main
from jiyao.registry.hand import Hand
from jiyao.registry.models import PersonVersion
from tests.casework.claims import claimed, lay_out_entitled
from tests.interfaces.small import ENVIRONMENT
from tests.registry.places import AT, DAY, HERE


def jiyao(*arguments: object) -> Result:
    """The command, run."""
    return CliRunner().invoke(main, ["--lang", "en", *map(str, arguments)], env=ENVIRONMENT)


@pytest.fixture
def message(fresh_database: str) -> Message:
    """A text message that waits."""
    lay_out_entitled()
    sealed = keyring([HERE]).seal(HERE, "phone_sealed", "13800000001")
    PersonVersion.objects.filter(record=HERE).update(phone_sealed=sealed)
    tell([claimed()], "decide", Hand(None, DAY, AT))
    return Message.objects.get(channel=MessageChannel.SMS, person=HERE)


def test_messages_go_out_once_and_their_report_is_loaded(message: Message, tmp_path: Path) -> None:
    first = jiyao("sms", "export", "--out", tmp_path / "a.csv")
    none_left = jiyao("sms", "export", "--out", tmp_path / "b.csv")
    over_it = jiyao("sms", "export", "--out", tmp_path / "a.csv")
    message.refresh_from_db()
    again = jiyao("sms", "export", "--batch", message.batch_id, "--out", tmp_path / "c.csv")
    report = tmp_path / "r.csv"
    report.write_text(f"短信编号,发送结果\r\n{message.pk},成功\r\n7,成功\r\n", "utf-8")
    loaded = jiyao("sms", "load", report)

    codes = [one.exit_code for one in (first, none_left, over_it, again, loaded)]
    assert codes == [0, 5, 5, 0, 4], first.output + again.output + loaded.output
    assert "no text message waits" in none_left.stderr
    assert (tmp_path / "a.csv").read_bytes() == (tmp_path / "c.csv").read_bytes()
    assert (tmp_path / "a.csv").stat().st_mode & 0o777 == 0o600
    assert not (tmp_path / "b.csv").exists()
    assert loaded.stdout.splitlines()[0] == "1 results, 0 known already, 1 rows not taken"
