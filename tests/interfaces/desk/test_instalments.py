"""The plan of a case on its pages: each instalment, when it is due, how much, paid or not; and what came back is booked."""

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.base.money import yuan
from jiyao.casework.models import CaseState
from jiyao.registry.models import Account, AccountRole
from tests.casework.apprentice import (
    HALF_FEN,
    answered,
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
ENGLISH = {"accept-language": "en"}


def plan_on(page: str) -> str:
    """What the part of instalments says, without its tags."""
    part = re.search(r"<h2>(?:分期拨付|Paid by instalments)</h2>.*?</ul>(?:\s*<p.*?</p>)?", page, re.DOTALL)
    return "" if part is None else " ".join(re.sub(r"<[^>]+>", " ", part[0]).split())


def test_plan_stands_on_both_pages_and_what_came_back_is_booked(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS, settings.DEMONSTRATION, settings.DAY = tmp_path, True, DAY
    lay_out_apprentice()
    person, paying = signed_in(R.CITIZEN), Client(headers={"accept-language": "zh-hans"})
    paying.force_login(Account.objects.get(username="pay-230000"))
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
    assert "不再支付" in plan_on(person.get(own).text)
    assert yuan(owed) in plan_on(person.get(own).text)
    book = {"do": "given-back", "amount": f"{owed / 100:.2f}"}
    assert paying.post(f"{desk}move/", {**book, "amount": "999999"}).status_code == 422
    assert paying.post(f"{desk}move/", book).status_code == 302

    case.refresh_from_db()
    assert (case.state, net(case)) == (CaseState.CLOSED, earned(99))
    assert plan_on(person.get(own).text) == ""
