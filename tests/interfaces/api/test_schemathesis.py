"""The API does what its own document says, whatever it is asked: Schemathesis tries what is allowed and what is not."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from django.conf import settings as dj_settings
from django.core.signals import request_finished, request_started
from django.db import close_old_connections
from pytest_django.fixtures import Settings
from schemathesis.config import SchemathesisConfig

from jiyao.config.wsgi import application
from jiyao.interfaces.api.document.openapi import document_of
from jiyao.interfaces.api.reading import PARQUET, XLSX
from jiyao.registry.models import AccountRole
from tests.interfaces.api.calling import token_of
from tests.registry.places import PROVINCE, account_as, lay_out

CONFIG = SchemathesisConfig.from_dict(
    {
        "generation": {"max-examples": 25, "database": "none", "deterministic": True},
        "checks": {"positive_data_acceptance": {"expected-statuses": ["2xx", "403", "404", "422"]}},
    }
)
api = schemathesis.openapi.from_dict(document_of(dj_settings.PACK, "zh"), config=CONFIG)
api.app = application


@schemathesis.serializer(XLSX, PARQUET)
def as_bytes(context: schemathesis.SerializationContext, value: Any) -> bytes:
    """A file as it is sent."""
    return value if isinstance(value, bytes) else str(value).encode(errors="replace")


TOKENS: dict[str, str] = {}
"""Tokens that may write: of who stands for a person, and of who accepts at the province."""
GUARDED = "^/api/v1/(me$|me/|tables|jobs|sessions|receipts)"


@pytest.fixture(autouse=True)
def usual(settings: Settings, tmp_path: Path, db: None) -> Iterator[None]:
    """The small world. The day is given, nobody asks too often, and requests leave the test's transaction open, as Django's client does."""
    settings.DAY = date(2025, 6, 30)
    settings.ATTACHMENTS = tmp_path
    for name in ("REQUESTS", "DETERMINATIONS", "TOKEN_REQUESTS", "FAILED_TOKENS"):
        setattr(settings, f"API_{name}_A_MINUTE", 100_000)
    settings.VERIFICATIONS_A_MINUTE = 100_000
    lay_out()
    TOKENS["own"] = token_of(account_as(AccountRole.CITIZEN), is_read_only=False)
    TOKENS["records"] = token_of(account_as(AccountRole.ACCEPT, division=PROVINCE), is_read_only=False)
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)
    yield
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@api.exclude(path_regex=GUARDED).parametrize()
def test_api_does_what_its_document_says(case: schemathesis.Case) -> None:
    case.call_and_validate()


@api.include(path_regex=GUARDED).parametrize()
def test_api_does_what_its_document_says_for_a_token(case: schemathesis.Case) -> None:
    token = TOKENS["own" if "/me" in case.path else "records"]
    case.call_and_validate(headers={"Authorization": f"Bearer {token}"})
