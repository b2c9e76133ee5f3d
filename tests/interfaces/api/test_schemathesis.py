"""The API does what its own document says, whatever it is asked: Schemathesis tries what is allowed and what is not."""

from collections.abc import Iterator
from datetime import date

import pytest
import schemathesis
from django.conf import settings as dj_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from pytest_django.fixtures import Settings
from schemathesis.config import SchemathesisConfig

from jiyao.config.wsgi import application
from jiyao.interfaces.api.document.openapi import document_of

CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {"max-examples": 25, "database": "none", "deterministic": True},
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "404", "422"]}},
    }
)
api = schemathesis.openapi.from_dict(document_of(dj_settings.PACK, "zh"), config=CONFIG)
api.app = application


@pytest.fixture(autouse=True)
def usual(settings: Settings) -> Iterator[None]:
    """The day is given, nobody asks too often, and requests leave the test's transaction open, as Django's client does."""
    settings.DAY = date(2025, 6, 30)
    settings.API_REQUESTS_A_MINUTE = settings.API_DETERMINATIONS_A_MINUTE = 100_000
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.django_db
@api.parametrize()
def test_api_does_what_its_document_says(case: schemathesis.Case) -> None:
    case.call_and_validate()
