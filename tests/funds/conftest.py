"""The world of money: who allocates, and a county's line."""

import pytest
from pytest_django.fixtures import Settings

from jiyao.funds.models import BudgetLine
from tests.funds.money import Hands
from tests.registry.places import lay_out


@pytest.fixture
def hands(settings: Settings, tmp_path) -> Hands:
    """Who allocates, in the world of two counties."""
    settings.ATTACHMENTS = tmp_path
    lay_out()
    return Hands()


@pytest.fixture
def line(hands: Hands) -> BudgetLine:
    """The county's line with ten thousand yuan in it."""
    return hands.county_line()
