"""The plan of a case on its pages: each instalment, when it is due, how much, paid or not; and what came back is booked."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.base.money import yuan
from jiyao.casework.models import CaseState, RecoveryInstalment
from jiyao.registry.models import Account, AccountRole
from tests.casework.apprentice import (
    HALF_FEN,
    answered,
    broke_off,
    decided,
    earned,
    lay_out_apprentice,
    left,
    net,
    night,
)
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import DAY

pytestmark = pytest.mark.django_db
R = AccountRole
LIST = "/desk/funds/recoveries/"
STANDS = re.compile(r'<div><p><span class="mark mark-\w+">([^<]+)')
ENGLISH = {"accept-language": "en"}


def by(username: str) -> Client:
    """Their browser."""
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(Account.objects.get(username=username))
    return client


def plan_on(page: str) -> str:
    """What the part of instalments says, without its tags."""
    part = re.search(r"<h2>(?:分期拨付|Paid by instalments)</h2>.*?</ul>(?:\s*<p.*?</p>)?", page, re.DOTALL)
    return "" if part is None else " ".join(re.sub(r"<[^>]+>", " ", part[0]).split())


def test_plan_stands_on_both_pages_and_what_came_back_is_booked(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS, settings.DEMONSTRATION, settings.DAY = tmp_path, True, DAY
    lay_out_apprentice()
    person, paying = signed_in(R.CITIZEN), by("pay-230000")
    case = decided()
    own, desk = f"/my/cases/{case.pk}/", f"/desk/cases/{case.pk}/"

    said = plan_on(person.get(own).text)
    assert said == plan_on(paying.get(desk).text)
    for words in ("已安排拨付", "第 1 期 · 7,000 元", "未到期", "待：学徒取得目标等级证书的日期"):
        assert words in said, words
    english = plan_on(person.get(own, headers=ENGLISH).text)
    assert re.search("[一-鿿]", english) is None

    answered()
    left(99)
    settings.DAY = DAY + timedelta(days=100)
    night(100)
    owed = HALF_FEN - earned(99)
    page, listed = person.get(own).text, paying.get(LIST).text
    assert "不再支付" in plan_on(page)
    assert (STANDS.findall(page), page.count(f">{yuan(owed)}<small>")) == (["应退回"], 1)
    assert (f'href="{LIST}advances/{case.pk}/"' in listed, f"<b>{yuan(owed)}</b>" in listed) == (True, True)
    book = {"do": "given-back", "amount": f"{owed / 100:.2f}"}
    assert paying.post(f"{desk}move/", {**book, "amount": "999999"}).status_code == 422
    assert paying.post(f"{desk}move/", book).status_code == 302

    case.refresh_from_db()
    assert (case.state, net(case)) == (CaseState.CLOSED, earned(99))
    assert plan_on(person.get(own).text) == ""
    assert "没有要追回的" in paying.get(LIST).text


def test_what_is_owed_of_an_advance_has_a_plan_by_two_hands(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS, settings.DEMONSTRATION, settings.DAY = tmp_path, True, DAY
    lay_out_apprentice()
    case, paying, approving = decided(), by("pay-230000"), by("approve-230102")
    answered()
    broke_off(10, 40)
    left(99)
    settings.DAY = DAY + timedelta(days=100)
    night(100)
    address, owed = f"{LIST}advances/{case.pk}/", HALF_FEN - earned(99, paused=31)
    first = (settings.DAY + timedelta(days=10)).isoformat()

    proposed = [
        paying.post(f"{address}change/", {"do": "propose", "count": count, "first": first}).status_code
        for count in ("0", "3", "3")
    ]
    waiting = approving.get(address).text
    own_hand = paying.post(f"{address}change/", {"do": "agree"}).status_code
    agreed = approving.post(f"{address}change/", {"do": "agree"}).status_code
    settings.DAY += timedelta(days=11)
    late, page = (
        paying.get(f"{LIST}?overdue=yes").text,
        by("citizen").get(f"/my/cases/{case.pk}/").text,
    )
    settings.DAY -= timedelta(days=11)

    assert (proposed, own_hand, agreed) == ([422, 302, 409], 422, 302)
    assert "份追回计划待同意" in waiting or "待同意的计划" in waiting
    assert (address in late, "应退回" in page, "学徒中断：2025年7月10日至2025年8月9日" in page) == (True,) * 3
    parts = [one.amount_fen for one in RecoveryInstalment.objects.order_by("due_on")]
    assert (len(parts), sum(parts)) == (3, owed)
    for part in parts:
        paying.post(f"{address}change/", {"do": "receive", "amount": f"{part / 100:.2f}"})
    case.refresh_from_db()
    assert (case.state, net(case)) == (CaseState.CLOSED, HALF_FEN - owed)
    assert paying.get(address).status_code == 200
