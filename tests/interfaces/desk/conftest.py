"""What tests of the desk begin with."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from tests.interfaces.desk.hand import installed


@pytest.fixture
def installation(settings: Settings, tmp_path: Path) -> Settings:
    """An installation of its own, with the small release in which there is something to find."""
    installed(settings, tmp_path)
    return settings
