"""What bodies publish, as anybody gets it, and the command line beside it. Every test runs on both databases."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.config.environment import BadSetting, web_address
from jiyao.evaluation.credentials.answers import Answer
from jiyao.evaluation.credentials.judging import judge
from jiyao.evaluation.models import IssuedCertificate, IssuerKey
from jiyao.foundation.models import Act
from jiyao.interfaces.cli import main
from jiyao.interfaces.ui.public import NoAddress, public_address
from tests.evaluation.issued import ADDRESS, BODY, NUMBER, a_body, an_issued_certificate
from tests.interfaces.small import ENVIRONMENT

pytestmark = pytest.mark.django_db


@pytest.fixture
def issued(settings: Settings) -> IssuedCertificate:
    settings.ADDRESS = ADDRESS
    a_body()
    return an_issued_certificate()


def jiyao(*arguments: object) -> Result:
    """The command, run, on the database of the test."""
    return CliRunner().invoke(
        main, ["--lang", "en", "credential", "issuing", *map(str, arguments)], env=ENVIRONMENT
    )


def test_credential_from_the_command_line_holds_by_what_is_published(
    issued: IssuedCertificate, client: Client
) -> None:
    made = jiyao("make", NUMBER)
    credential = json.loads(made.stdout)
    places = [credential["credentialStatus"][one] for one in ("statusListCredential", "statusReference")]

    issuer, *lists = [
        client.get(place.removeprefix(ADDRESS)) for place in (credential["issuer"]["id"], *places)
    ]

    verdict = judge(
        made.stdout_bytes,
        on=date.fromisoformat(credential["proof"]["created"][:10]),
        issuers=[issuer.content],
        status_lists=[one.content for one in lists],
    )
    assert (verdict.answer, verdict.why) == (Answer.VALID, None)
    assert {one.headers["Access-Control-Allow-Origin"] for one in (issuer, *lists)} == {"*"}
    assert {one.headers["Cache-Control"] for one in (issuer, *lists)} == {"public, max-age=300"}
    assert [one.headers["Content-Type"] for one in (issuer, *lists)] == [
        "application/json",
        *["application/vc"] * 2,
    ]
    assert "张三丰" not in made.stdout


@pytest.mark.parametrize(
    "place",
    ["/issuers/99", f"/issuers/{BODY}/status/9/revocation", f"/issuers/{BODY}/status/1/message"],
)
def test_what_no_body_publishes(issued: IssuedCertificate, client: Client, place: str) -> None:
    assert client.get(place).status_code == 404


def test_files_for_whoever_cannot_reach_the_addresses(
    issued: IssuedCertificate, tmp_path: Path, client: Client
) -> None:
    written = jiyao("lists", BODY, "--out", tmp_path)
    document = jiyao("issuer", BODY)

    assert written.exit_code == 0
    assert sorted(file.name for file in tmp_path.iterdir()) == ["1-revocation.json", "1-suspension.json"]
    assert json.loads(document.stdout) == client.get(f"/issuers/{BODY}").json()


def test_keys_are_replaced_and_declared_compromised(issued: IssuedCertificate) -> None:
    first = IssuerKey.objects.get().public

    replaced = jiyao("replace-key", BODY)
    void = jiyao("void-key", BODY, first, "--since", "2025-06-30T08:00:00+08:00")
    again = jiyao("void-key", BODY, first, "--since", "2025-06-30T08:00:00+08:00")

    now = IssuerKey.objects.get(ends_at=None).public
    assert replaced.stdout == f"the key {now} signs from now on\n"
    assert void.stdout == f"the key {first} counts as compromised from 2025-06-30T08:00:00+08:00\n"
    assert again.exit_code == 5
    assert set(Act.objects.filter(kind="void-issuer-key").values_list("subject", flat=True)) == {
        f"organisation:{BODY}"
    }


@pytest.mark.parametrize("arguments", [("make", "S1"), ("issuer", 99), ("replace-key", 99)])
def test_command_about_what_is_not_there(issued: IssuedCertificate, arguments: tuple[object, ...]) -> None:
    result = jiyao(*arguments)

    assert (result.exit_code, result.stdout) == (4, "")
    assert str(arguments[-1]) in result.stderr


def test_nothing_is_signed_without_an_address(issued: IssuedCertificate, settings: Settings) -> None:
    settings.ADDRESS = ""

    with pytest.raises(NoAddress):
        public_address()
    assert jiyao("make", NUMBER).exit_code == 5


@pytest.mark.parametrize(
    "text", ["skills.example", "ftp://skills.example", "https://", "https://a b", "https://a?x=1"]
)
def test_address_that_is_none(monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    monkeypatch.setenv("JIYAO_ADDRESS", text)

    with pytest.raises(BadSetting):
        web_address("JIYAO_ADDRESS", "")


def test_address_without_its_last_slash(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("JIYAO_ADDRESS", "https://skills.example/jiyao/")

    assert web_address("JIYAO_ADDRESS", "") == "https://skills.example/jiyao"
