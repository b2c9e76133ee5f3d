"""`jiyao sample`: a draw, the same again, and what is told where nothing can be drawn."""

from datetime import timedelta

import pytest
from click.testing import CliRunner, Result

from jiyao.casework.models import CaseStep, SampleRun
from jiyao.interfaces.cli import main
from tests.casework.claims import MEASURE, lay_out_entitled
from tests.casework.test_samples import others
from tests.interfaces.small import ENVIRONMENT
from tests.registry.places import DAY


def jiyao(*arguments: str) -> Result:
    """The command, run in English."""
    return CliRunner().invoke(main, ["--lang", "en", *arguments], env=ENVIRONMENT)


def test_draw_is_made_and_repeated(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out_entitled()
    others(3)
    none = jiyao("sample", "run", "--on", f"{DAY + timedelta(days=1)}", "--seed", "7")
    assert (none.exit_code, "sampled_percent" in none.stderr) == (5, True)
    monkeypatch.setattr("jiyao.casework.actions.sampling.sampled_percent", lambda measure, pack: 50)

    made = jiyao("sample", "run", "--on", f"{DAY + timedelta(days=1)}", "--seed", "7")

    run = SampleRun.objects.get()
    assert made.exit_code == 0, made.output
    assert run.shares == {MEASURE: [3, 50, 2]}
    assert made.stdout.splitlines()[-1].startswith(f"draw {run.pk}: 2 of 3 cases; hash of the numbers")
    again = jiyao("sample", "again", f"{run.pk}")
    assert (again.exit_code, len(again.stdout.splitlines()), again.stdout.splitlines()[-1]) == (
        0,
        3,
        "the same as then",
    )
    CaseStep.objects.filter(step="pay").update(on=DAY + timedelta(days=9))
    changed = jiyao("sample", "again", f"{run.pk}")
    assert (changed.exit_code, changed.stdout.splitlines()) == (4, ["not the same as then"])
    assert jiyao("sample", "again", "99").exit_code == 2
