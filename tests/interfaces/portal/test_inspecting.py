"""An inspection from end to end: a supervisor's phone, the desk, and the body's own page."""

from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings
from python_calamine import CalamineWorkbook

from jiyao.evaluation.models import Inspection, InspectionFile, Supervisor
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.registry.models import Account, PersonVersion
from jiyao.registry.models import AccountRole as R
from tests.foundation.planted import plant
from tests.interfaces.browser import HOUSE, barriers, needs_browser, opened
from tests.registry.places import CITY, DAY, HERE, account_as, lay_out

pytestmark = pytest.mark.django_db
BODY = 801
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
FOUND = {"body": str(BODY), "inspected_on": "2025-06-20", "looked_at": "考场", "finding": "监控未开"}


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out()


def browser(account: Account, language: str = "zh-hans") -> Client:
    client = Client(headers={"accept-language": language})
    client.force_login(account)
    return client


def sent() -> Client:
    """The phone of an external supervisor."""
    plant(Supervisor, person_id=HERE, side="external", division=CITY, starts_on=date(2024, 1, 1))
    return browser(account_as(R.CITIZEN))


def test_supervisor_finds_the_body_answers_and_the_desk_settles() -> None:
    phone, body, desk = (
        sent(),
        browser(account_as(R.EVALUATION_BODY)),
        browser(account_as(R.SUPERVISE, division=CITY)),
    )
    wrong = [
        phone.post("/my/inspecting/", {**FOUND, name: value}).status_code
        for name, value in (("finding", ""), ("inspected_on", "昨天"), ("body", "802"), ("body", "x"))
    ]
    made = phone.post("/my/inspecting/", {**FOUND, "put_right_by": "2025-06-25"})
    one = Inspection.objects.get()

    assert (wrong, made.status_code) == ([422] * 4, 302)
    assert "监控未开" in phone.get("/my/inspecting/").content.decode()
    address = f"/my-organisation/inspections/{one.pk}/"
    assert [body.post(address, {"answer": text}).status_code for text in ("", "已全部开启")] == [422, 302]
    page = f"/desk/evaluation/supervision/{BODY}/"
    told = desk.get(page).content.decode()
    assert ["督导问题逾期未改" in told, "已全部开启" in told] == [True, True]
    assert desk.post(f"{page}inspect/", {**FOUND, "inspected_on": "2030-01-01"}).status_code == 422
    assert desk.post(f"{page}settle/{one.pk}/").status_code == 302
    assert "督导问题逾期未改" not in desk.get(page).content.decode()
    assert desk.post(f"{page}settle/{one.pk}/").status_code == 422
    assert desk.post(f"{page}inspect/", FOUND).status_code == 302


def test_who_was_not_sent_has_no_such_page_and_others_no_such_finding() -> None:
    assert browser(account_as(R.CITIZEN)).get("/my/inspecting/").status_code == 404
    body = browser(account_as(R.EVALUATION_BODY), "en")
    assert "Nothing was found" in body.get("/my-organisation/inspections/").content.decode()
    assert body.post("/my-organisation/inspections/9/", {"answer": "x"}).status_code == 404


def test_photograph_comes_back_to_who_may_see_it(tmp_path: Path, settings: Settings) -> None:
    settings.ATTACHMENTS = tmp_path
    phone, body = sent(), browser(account_as(R.EVALUATION_BODY))
    picture = SimpleUploadedFile("门口.png", PNG, "image/png")
    made = phone.post("/my/inspecting/", {**FOUND, "files": [picture]})
    wrong = phone.post("/my/inspecting/", {**FOUND, "files": [SimpleUploadedFile("a.exe", b"MZ.....")]})

    number = InspectionFile.objects.get().pk

    assert (made.status_code, wrong.status_code) == (302, 422)
    desk = browser(account_as(R.SUPERVISE, division=CITY))
    places = {
        phone: f"/my/inspecting/files/{number}/",
        body: f"/my-organisation/inspections/files/{number}/",
        desk: f"/desk/evaluation/inspections/files/{number}/",
    }
    for client, address in places.items():
        assert b"".join(client.get(address).streaming_content) == PNG  # type: ignore[attr-defined]
        assert client.get(address.replace(str(number), str(number + 1))).status_code == 404


def test_links_lead_who_was_sent_and_whom_a_finding_waits_for() -> None:
    phone, body = sent(), browser(account_as(R.EVALUATION_BODY))
    before = body.get("/notices/").content.decode()
    phone.post("/my/inspecting/", {**FOUND, "put_right_by": "2025-06-25"})

    assert ["/my/inspecting/" in phone.get("/").content.decode(), "督导待答复" in before] == [True, False]
    assert "督导待答复 1" in body.get("/notices/").content.decode()
    assert "/my/inspecting/" not in body.get("/").content.decode()
    body.get("/my-organisation/inspections/")
    assert "机构已阅知" in phone.get("/my/inspecting/").content.decode()


def test_department_appoints_at_the_desk() -> None:
    PersonVersion.objects.filter(record=HERE).update(reference=lookup_hash("239901199003074513"))
    desk = browser(account_as(R.SUPERVISE, division=CITY))
    given = {"identity": "239901199003074513", "division": CITY, "starts_on": "2025-01-01"}
    wrong = [
        desk.post("/desk/evaluation/supervisors/appoint/", {**given, name: value}).status_code
        for name, value in (("identity", "1"), ("division", "230200"), ("starts_on", "昨天"))
    ]

    made = desk.post("/desk/evaluation/supervisors/appoint/", given)

    assert (wrong, made.status_code) == ([422] * 3, 302)
    assert "/desk/evaluation/supervisors/" in desk.get("/desk/evaluation/supervision/").content.decode()
    [one] = Supervisor.objects.filter(reference__startswith="appointed-")
    assert "今日起止聘" in desk.get("/desk/evaluation/supervisors/").content.decode()
    book = CalamineWorkbook.from_filelike(BytesIO(desk.get("/desk/evaluation/supervisors.xlsx").content))
    assert "2025-01-01" in str(book.get_sheet_by_index(0).to_python())
    assert desk.post(f"/desk/evaluation/supervisors/{one.record}/end/").status_code == 302
    assert desk.post("/desk/evaluation/supervisors/9/end/").status_code == 422


@needs_browser
@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_page_on_a_phone_bars_nobody(language: str) -> None:
    sent().post("/my/inspecting/", {**FOUND, "put_right_by": "2025-06-25"})
    phone = browser(Account.objects.get(username="citizen"), language)
    body = browser(account_as(R.EVALUATION_BODY), language)
    pages = {"/my/inspecting/": phone, "/my-organisation/inspections/": body}

    with opened({path: client.get(path) for path, client in pages.items()}, 390) as page:
        for path in pages:
            page.goto(HOUSE + path)
            assert barriers(page) == []
            assert page.evaluate("document.documentElement.scrollWidth") == 390
