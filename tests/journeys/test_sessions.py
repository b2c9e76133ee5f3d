"""A body plans a session and takes a roster in, somebody enrols on a phone, and everybody comes to the door once."""

from datetime import date

import pytest
from django.test import Client
from playwright.sync_api import Page
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import Candidate, CandidateState, Duty, DutyState, Session, Sitting
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.models import Account
from tests.evaluation.planned import EXAM, PEOPLE, TODAY, account_of, body, office, pack
from tests.journeys.browser import Looking, aside, browsing, page_of, served
from tests.packs.heilongjiang import ROOT


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.PACK, settings.DEMONSTRATION = ROOT / "packs/heilongjiang", True
    settings.DAY, settings.ALLOWED_HOSTS = TODAY, ["127.0.0.1", "testserver"]
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


def signed_in(account: Account) -> Client:
    client = Client()
    client.force_login(account)
    return client


def planned(page: Page, address: str, look: Looking) -> None:
    """A session of two parts with a room and two sittings, filed."""
    page.goto(f"{address}/my-organisation/sessions/")
    page.fill("#number", "2025-焊工-1")
    page.select_option("#division", "230102")
    for name, day in (("enrols_until", "2025-05-20"), ("starts_on", str(EXAM)), ("ends_on", str(EXAM))):
        page.fill(f"#{name}", day)
    look.at("plan")
    page.click("#plan .button")
    page.click("form[action$='/file/'] .button")
    for name, text in (("venue", "实训楼"), ("name", "一号"), ("seats", "30")):
        page.fill(f"#{name}", text)
    page.click("form[action$='/room/'] .button")
    for part, begins, ends in (("theory", "09:00", "10:30"), ("practical", "13:00", "16:00")):
        page.click("#sittings summary >> nth=0")
        page.select_option("#part", part)
        page.fill("#from", begins)
        page.fill("#to", ends)
        page.click("form[action$='/sitting/'] .button")
    look.at("filed")


def enrolled(page: Page, address: str, look: Looking) -> None:
    """Somebody enrols and answers the one question."""
    page.goto(f"{address}/my/evaluations/")
    look.at("open")
    page.click("form[action*='/join/'] .button")
    look.at("question")
    page.fill("#value", "72")
    page.click("#ask .button")
    page.wait_for_selector(".mark-yes")
    look.at("may-apply")


def others_admitted() -> None:
    """More candidates, admitted already."""
    session = Session.objects.get()
    for one in PEOPLE[1:6]:
        session.candidates.create(
            person_id=one, state=CandidateState.ADMITTED, candidacy=one, enrolled_on=TODAY
        )


def arranged(page: Page, address: str, session: int, settings: Settings, look: Looking) -> None:
    """The candidate is admitted, seats and examiners are drawn, and the session is arranged."""
    page.goto(f"{address}/my-organisation/sessions/{session}/")
    look.at("candidates")
    page.click("form[action$='/admit/'] .button >> nth=0")
    page.click("form[action$='/seats/'] .button")
    page.click("form[action$='/examiners/'] .button")
    settings.DAY = date(2025, 5, 21)
    page.click("form[action$='/arrange/'] .button")
    page.wait_for_selector("a[href$='tickets.pdf']")
    look.at("arranged")


def at_the_door(page: Page, address: str, settings: Settings, look: Looking) -> None:
    """The same ticket twice: let in, then refused."""
    settings.DAY = EXAM
    session, sitting, ticket = aside(
        lambda: (
            Session.objects.get().pk,
            Sitting.objects.order_by("starts_at")[0].pk,
            Candidate.objects.get(person=PEOPLE[0]).ticket or "",
        )
    )
    page.goto(f"{address}/my-organisation/sessions/{session}/doors/{sitting}/")
    for what in ("[role=status]", "[role=alert]"):
        page.fill("#ticket", ticket)
        page.press("#ticket", "Enter")
        page.wait_for_selector(what)
    look.at("door")


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 390), ("en-US", 1280)])
def test_session_is_planned_enrolled_for_arranged_and_opened(
    fresh_database: str, settings: Settings, locale: str, width: int
) -> None:
    load_lists(pack())
    body()
    at_office, mine = signed_in(office()), signed_in(account_of(PEOPLE[0]))
    with served() as address, browsing() as browser:
        desk, phone = (page_of(browser, client, address, locale, width) for client in (at_office, mine))
        look, own = Looking(desk, f"session-{width}"), Looking(phone, f"candidate-{width}")
        planned(desk, address, look)
        enrolled(phone, address, own)
        aside(others_admitted)
        arranged(desk, address, aside(lambda: Session.objects.get().pk), settings, look)
        phone.goto(f"{address}/my/evaluations/")
        phone.click(".lines a >> nth=0")
        own.at("ticket")
        at_the_door(desk, address, settings, look)

    roles = aside(
        lambda: sorted(Duty.objects.exclude(state=DutyState.DECLINED).values_list("role", flat=True))
    )
    assert roles == ["examiner"] * 4 + ["internal"] * 2 + ["lead"] * 2
