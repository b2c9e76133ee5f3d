"""An appeal against a mark on the pages of candidate and official."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case
from tests.casework.appealing import FAILED, answered, official
from tests.evaluation.certified import ISSUED_ON, account_of, issued

pytestmark = pytest.mark.django_db


def client_of(account: object) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)  # type: ignore[arg-type]
    return client


def test_candidate_appeals_and_reads_what_the_official_decided(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.DEMONSTRATION, settings.DAY = True, ISSUED_ON + timedelta(days=1)
    issued()
    asked = answered(FAILED)
    mine, reviewing = client_of(account_of(FAILED)), client_of(official())
    monkeypatch.setattr("jiyao.interfaces.ui.permitting.has_second_factor", lambda _: True)
    results = f"/my/results/{asked.candidate_id}/"
    offered = mine.get(results).text

    mine.post(f"{results}appeals/{asked.pk}/", {"reason": "第三题漏评"})
    case = Case.objects.get()
    page = f"/desk/cases/{case.pk}/"
    shown = reviewing.get(page).text
    wrong = reviewing.post(f"{page}move/", {"do": "uphold-mark", "mark": "a lot", "reason": "漏评"})
    reviewing.post(f"{page}move/", {"do": "uphold-mark", "mark": "65.5", "reason": "漏评 15.5 分"})
    told = mine.get(results).text

    assert ("Appeal to the department" in offered, "28 July 2025" in offered) == (True, True)
    assert ["第三题漏评" in shown, "维持原分" in shown, 'name="mark"' in shown] == [True] * 3
    assert (wrong.status_code, "is no mark" in wrong.text) == (422, True)
    assert ["65.5" in told, "漏评 15.5 分" in told, "upheld, the mark corrected" in told] == [True] * 3
    assert mine.get(f"/my/cases/{case.pk}/").status_code == 200
