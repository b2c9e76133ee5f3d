import signal
import subprocess
import sys
from pathlib import Path

import pytest

from jiyao.base.folders import finished, passing

HOLD = """
import sys, time
from pathlib import Path
from jiyao.base.folders import passing
with passing(Path(sys.argv[1])) as folder:
    print(folder.name, flush=True)
    time.sleep(60)
"""


def test_finished_folder_takes_its_place_at_the_end(tmp_path: Path) -> None:
    with finished(tmp_path / "new/out") as folder:
        (folder / "file").touch()
        assert not (tmp_path / "new/out").exists()

    assert list(tmp_path.rglob("*")) == [tmp_path / "new", tmp_path / "new/out", tmp_path / "new/out/file"]


def test_unfinished_folder_goes_away(tmp_path: Path) -> None:
    def fail() -> None:
        with finished(tmp_path / "out") as folder:
            (folder / "file").touch()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        fail()

    assert list(tmp_path.iterdir()) == []


def test_passing_folder_goes_away_at_the_end(tmp_path: Path) -> None:
    with passing(tmp_path) as folder:
        (folder / "file").touch()

    assert list(tmp_path.iterdir()) == []


def test_folder_of_a_killed_process_is_taken_away_and_one_in_use_is_not(tmp_path: Path) -> None:
    command = [sys.executable, "-c", HOLD, str(tmp_path)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as killed:
        assert killed.stdout is not None
        left = killed.stdout.readline().strip()
        killed.send_signal(signal.SIGKILL)
    assert [folder.name for folder in tmp_path.iterdir()] == [left]

    with passing(tmp_path) as mine, passing(tmp_path) as other:
        assert set(tmp_path.iterdir()) == {mine, other}

    assert list(tmp_path.iterdir()) == []
