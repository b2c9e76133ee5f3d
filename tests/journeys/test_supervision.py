"""An external supervisor files a finding with a photograph on a phone; the body answers; the desk settles it."""

from datetime import date
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import Inspection, Supervisor
from jiyao.registry.models import Account
from jiyao.registry.models import AccountRole as R
from tests.foundation.planted import plant
from tests.journeys.browser import Looking, aside, browsing, page_of, served
from tests.registry.places import CITY, DAY, HERE, account_as, lay_out

BODY = 801
PICTURE = Path(__file__).parents[2] / "docs/images/home.png"


@pytest.fixture(autouse=True)
def demonstration(settings: Settings, tmp_path: Path) -> None:
    settings.DEMONSTRATION, settings.DAY, settings.ATTACHMENTS = True, DAY, tmp_path
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1280)])
def test_finding_goes_from_a_phone_to_the_body_and_back(fresh_database: str, locale: str, width: int) -> None:
    lay_out()
    plant(Supervisor, person_id=HERE, side="external", division=CITY, starts_on=date(2024, 1, 1))
    sent = signed_in(account_as(R.CITIZEN))
    answers = signed_in(account_as(R.EVALUATION_BODY))
    official = signed_in(account_as(R.SUPERVISE, division=CITY))
    with served() as address, browsing() as browser:
        phone, body, desk = (
            page_of(browser, one, address, locale, width) for one in (sent, answers, official)
        )
        look = Looking(phone, f"supervision-{width}")
        phone.goto(address)
        phone.click("a[href='/my/inspecting/']")
        phone.fill("[name=looked_at]", "焊工技能考核考场")
        phone.fill("[name=finding]", "监控未开，两名考生没有准考证")
        phone.set_input_files("[name=files]", PICTURE)
        look.at("filling-in")
        phone.fill("[name=session]", "没有这个批次")
        phone.click(".actions .button")
        look.at("no-such-session")
        phone.fill("[name=session]", "")
        phone.fill("[name=put_right_by]", f"{DAY.replace(year=DAY.year + 1)}")
        phone.set_input_files("[name=files]", PICTURE)
        phone.click(".actions .button")
        phone.wait_for_selector(".history")
        look.at("filed")

        theirs = Looking(body, f"supervision-{width}")
        body.goto(f"{address}/notices/")
        body.click("a[href='/my-organisation/inspections/'] >> nth=0")
        theirs.at("body-reads")
        body.fill("textarea[name=answer]", "监控已开，准考证已补发")
        body.click(".actions .button")
        body.wait_for_selector("text=监控已开")

        there = Looking(desk, f"supervision-{width}")
        desk.goto(f"{address}/desk/evaluation/supervision/{BODY}/")
        there.at("desk-body")
        desk.click("form[action*='/settle/'] button")
        desk.wait_for_selector(".mark-yes")
        desk.goto(f"{address}/desk/evaluation/supervisors/")
        there.at("desk-appointed")

    made = aside(lambda: Inspection.objects.prefetch_related("files").get())
    assert (made.settled_at is not None, made.read_at is not None) == (True, True)
    assert aside(lambda: made.files.count()) == 1
