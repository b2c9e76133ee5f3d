"""`jiyao take-up count`: the figures are kept, and it says how many."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from pytest_django.fixtures import Settings

from jiyao.casework.queries.kept_take_up import kept_file
from jiyao.foundation.lake import note_in
from jiyao.interfaces.cli import main
from tests.casework.claims import claimed, lay_out_entitled
from tests.interfaces.small import ENVIRONMENT
from tests.registry.places import DAY


@pytest.mark.django_db(transaction=False)
def test_take_up_is_counted_and_kept(settings: Settings, tmp_path: Path) -> None:
    settings.VAR, settings.DAY = tmp_path, DAY
    lay_out_entitled()
    claimed()

    told = CliRunner().invoke(main, ["--lang", "en", "take-up", "count"], env=ENVIRONMENT)

    assert (told.exit_code, told.output) == (0, "take-up counted: 3 rows\n")
    assert (note_in(kept_file()) or {}).keys() == {"at", "run_on"}
