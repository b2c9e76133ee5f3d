"""An examiner's own pages: what one was asked for, the sheet without a script, what a device sends, and who is kept out."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import Duty, DutyState, Mark, Seat, Sitting
from jiyao.registry.models import Account
from tests.evaluation.examined import DAY, LEAD, OFFICE, SECOND, account_of, arranged

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DEMONSTRATION, settings.DAY = True, DAY - timedelta(days=1)
    arranged()


def client_of(account: Account, *, english: bool = False) -> Client:
    client = Client(headers={"accept-language": "en" if english else "zh-hans"})
    client.force_login(account)
    return client


@pytest.fixture
def lead() -> Client:
    return client_of(account_of(LEAD))


def address(what: str = "") -> str:
    return f"/my/examining/{Sitting.objects.get().pk}/{what}"


def seats() -> list[int]:
    return list(Seat.objects.order_by("number").values_list("pk", flat=True))


def sent(client: Client, body: object) -> HttpResponse:
    return client.post(address("marks/"), body, content_type="application/json")


def sending(*entries: dict[str, Any]) -> str:
    return json.dumps({"device": "phone", "entries": list(entries)})


def entry(seat: int, tenths: object = 855, sequence: int = 1, **other: Any) -> dict[str, Any]:
    return {
        "seat": seat,
        "tenths": tenths,
        "entered_at": "2025-06-09T01:00:00Z",
        "sequence": sequence,
        **other,
    }


def test_who_was_asked_accepts_and_declines(lead: Client) -> None:
    duty = Duty.objects.get(person=LEAD)
    Duty.objects.update(state=DutyState.ASKED)
    assert "接受" in lead.get("/my/examining/").content.decode()
    assert lead.get(address()).status_code == 404

    lead.post(f"/my/examining/duties/{duty.pk}/accept/")

    assert "打开评分表" in lead.get("/my/examining/").content.decode()
    lead.post(f"/my/examining/duties/{duty.pk}/decline/", {"reason": " "})
    assert Duty.objects.get(pk=duty.pk).state == DutyState.ACCEPTED
    lead.post(f"/my/examining/duties/{duty.pk}/decline/", {"reason": "出差"})
    assert Duty.objects.get(pk=duty.pk).state == DutyState.DECLINED
    again = lead.post(f"/my/examining/duties/{duty.pk}/accept/", follow=True)
    assert "这项派遣已答复" in again.content.decode()
    assert lead.post(f"/my/examining/duties/{duty.pk}/burn/").status_code == 404


@pytest.mark.parametrize(("english", "words"), [(False, "三级/高级工"), (True, "Level 3 (senior)")])
def test_level_is_said_in_words(english: bool, words: str) -> None:
    client = client_of(account_of(LEAD), english=english)

    pages = [client.get(page).text for page in ("/my/examining/", address())]

    assert [(words in page, " L3 " in page) for page in pages] == [(True, False)] * 2


def test_duty_of_another_is_nobody_elses(lead: Client) -> None:
    other = Duty.objects.get(person=SECOND)

    answer = lead.post(f"/my/examining/duties/{other.pk}/decline/", {"reason": "出差"}, follow=True)

    assert "这不是对您的派遣" in answer.content.decode()
    assert Duty.objects.get(pk=other.pk).state == DutyState.ACCEPTED


def test_sheet_is_the_examiners_own() -> None:
    stranger = client_of(account_of(OFFICE))

    assert stranger.get(address()).status_code == 404
    assert sent(stranger, sending(entry(seats()[0]))).status_code == 409
    assert Client().get(address()).status_code == 302
    assert Mark.objects.count() == 0


def test_device_is_told_what_became_of_each_entry(lead: Client) -> None:
    first, other, _ = seats()

    answer = sent(lead, sending(entry(first), entry(other, 1001, 2))).json()

    assert (answer["taken"], list(answer["refused"])) == ([1], ["2"])
    assert "应在 0 至 100 之间" in answer["refused"]["2"]
    assert answer["standing"][0] == {
        "seat": first,
        "agreement": "alone",
        "own": [{"device": "phone", "sequence": 1, "tenths": 855}],
    }


@pytest.mark.parametrize(
    "body",
    [
        "",
        "[]",
        "{",
        '{"device": "", "entries": []}',
        '{"device": "phone", "entries": [], "more": 1}',
        sending(entry(1, "855")),
        sending(entry(1, 85.5)),
        sending(entry(1, entered_at="2025-06-09T01:00:00")),
        sending(entry(1, entered_at="today")),
        sending(entry(1, sequence=0)),
        sending(entry(1, saw=["phone"])),
    ],
)
def test_what_is_no_list_of_entries_is_refused_whole(lead: Client, body: str) -> None:
    answer = sent(lead, body)

    assert (answer.status_code, "请重新打开评分表" in answer.json()["error"]) == (400, True)
    assert Mark.objects.count() == 0


def test_sheet_works_without_a_script(lead: Client) -> None:
    first, other, third = seats()
    lead.post(address("save/"), {f"mark-{first}": "85.5", f"mark-{other}": "60", f"absent-{third}": "on"})
    lead.post(address("save/"), {f"mark-{first}": "86", f"mark-{other}": "60.0", f"absent-{third}": "on"})

    kept = Mark.objects.order_by("pk").values_list("seat", "tenths", "absent")

    assert list(kept) == [(first, 855, False), (other, 600, False), (third, None, True), (first, 860, False)]
    assert 'value="86"' in lead.get(address()).content.decode()


@pytest.mark.parametrize("text", ["8O", "85.55", "-1", "八十", "1e2", "１００"])
def test_what_is_no_mark_is_refused_and_nothing_kept(lead: Client, text: str) -> None:
    answer = lead.post(address("save/"), {f"mark-{seats()[0]}": "60", f"mark-{seats()[1]}": text})

    assert "不是分数" in answer.content.decode()
    assert Mark.objects.count() == 0


def test_page_in_english_says_what_is_missing_before_signing() -> None:
    lead = client_of(account_of(LEAD), english=True)

    answer = lead.post(address("sign/"), follow=True).content.decode()

    assert "3 seats have too few entries" in answer
    assert "<h1>Practical test</h1>" in answer


def test_worker_reaches_no_further_than_the_sheets(lead: Client) -> None:
    answer = lead.get("/my/examining/worker.js")

    assert (answer.headers["Content-Type"], answer.status_code) == ("text/javascript", 200)
