"""A holder takes her certificate as a file on a telephone; an employer checks it with what the body publishes."""

from datetime import date
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from jiyao.evaluation.credentials.answers import Answer
from jiyao.evaluation.credentials.judging import judge
from jiyao.evaluation.credentials.reading import read_json
from jiyao.registry.models import AccountRole
from tests.evaluation.issued import issue_to
from tests.interfaces.desk.signing import signed_in
from tests.journeys.browser import Looking, browsing, served
from tests.journeys.test_own import let_in
from tests.registry.places import HERE, NAMES, lay_out

ROOT = Path(__file__).parents[2]
RECORD, BODY = 1001, 801


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.PACK, settings.DEMONSTRATION = ROOT / "packs/heilongjiang", True
    settings.DAY, settings.ALLOWED_HOSTS = date(2025, 6, 30), ["127.0.0.1", "testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1280)])
def test_certificate_as_a_file(
    fresh_database: str, settings: Settings, tmp_path: Path, locale: str, width: int
) -> None:
    lay_out()
    issue_to(HERE, RECORD, BODY)
    holder = signed_in(AccountRole.CITIZEN)
    with served() as address, browsing() as browser:
        settings.ADDRESS = address
        context = browser.new_context(viewport={"width": width, "height": 844}, locale=locale)
        let_in(context, holder, address)
        page = context.new_page()
        looking = Looking(page, f"credential-{width}")
        page.goto(f"{address}/my/records/certificates/{RECORD}/")
        looking.at("record")
        page.click(f"a[href='/my/credentials/{RECORD}/']")
        looking.at("choose")
        page.check("input[value=full]")
        with page.expect_download() as taken:
            page.click("main button")
        taken.value.save_as(tmp_path / "credential.json")

        page.goto(f"{address}/credentials/")
        page.set_input_files("input[type=file]", tmp_path / "credential.json")
        page.click("main button")
        page.wait_for_selector(".mark-yes")
        looking.at("judged")

        content = (tmp_path / "credential.json").read_bytes()
        credential = read_json(content)
        places = [credential["credentialStatus"][one] for one in ("statusListCredential", "statusReference")]
        issuer, *lists = [page.request.get(one).body() for one in (credential["issuer"]["id"], *places)]

    signed_on = date.fromisoformat(credential["proof"]["created"][:10])
    assert judge(content, on=signed_on, issuers=[issuer], status_lists=lists).answer is Answer.VALID
    assert NAMES[HERE] in content.decode()
