"""An organisation contests its roster on the portal, and follows what it filed."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.rostering import reject_roster
from jiyao.casework.models import Case, Recommendation
from jiyao.casework.queries.messages import to_organisations, unread
from jiyao.registry.models import Account
from jiyao.registry.models import AccountRole as R
from tests.casework.claims import hand
from tests.casework.contests import concluded
from tests.casework.rosters import BODY, lay_out_class, opened
from tests.registry.places import DAY, account_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def roster(settings: Settings, tmp_path: Path) -> Case:
    settings.ATTACHMENTS = tmp_path
    settings.DEMONSTRATION, settings.DAY = True, DAY
    made = opened(lay_out_class(1))
    return reject_roster(made.pk, hand(R.ACCEPT), reason="名单不全")


def browser(who: Account | None, language: str) -> Client:
    """Somebody's browser."""
    assert who is not None
    client = Client(headers={"accept-language": language})
    client.force_login(who)
    return client


@pytest.mark.parametrize(("language", "word"), [("zh-hans", "申诉"), ("en", "Appeal")])
def test_organisation_appeals_for_its_roster_and_takes_the_answer(
    roster: Case, language: str, word: str
) -> None:
    client = browser(hand(R.TRAINING_BODY).account, language)
    address = f"/my-organisation/cases/{roster.pk}/contest/appeal/"
    assert address in client.get(f"/my-organisation/claims/{roster.pk}/").text
    assert roster.number in client.get(address).text

    empty = client.post(address, {"reason": " "})
    made = client.post(address, {"reason": "名单齐全"})

    appeal = Case.objects.get(kind="appeal")
    own = f"/my-organisation/cases/{appeal.pk}/"
    assert (empty.status_code, made.status_code, made.headers["Location"]) == (422, 302, own)
    assert (appeal.organisation_id, appeal.person_id) == (BODY, None)
    assert own in client.get("/my-organisation/claims/").text
    assert own in client.get(f"/my-organisation/claims/{roster.pk}/").text
    concluded(appeal, Recommendation.REFUSE)
    page = client.get(own).text
    assert [one in page for one in (word, "名单齐全", "已核实")] == [True] * 3
    paper = appeal.papers.get(kind="answer")
    assert client.get(f"{own}papers/{paper.pk}/docx/").status_code == 200
    assert client.post(f"{own}withdraw/").status_code == 422
    inbox = "/my-organisation/messages/"
    listed = client.get(inbox).text
    assert [f'href="{one}"' in listed for one in (own, f"/my-organisation/claims/{roster.pk}/")] == [
        True,
        True,
    ]
    assert (roster.number in listed, appeal.number in listed) == (True, True)
    assert client.post(inbox).headers["Location"] == inbox
    assert unread(to_organisations([BODY])) == 0
    other = browser(account_as(R.TECHNICAL_SCHOOL, organisation=BODY + 1), language)
    assert [other.get(one).status_code for one in (own, address)] == [404, 404]


def test_appeal_of_the_organisation_is_taken_back(roster: Case) -> None:
    client = browser(hand(R.TRAINING_BODY).account, "zh-hans")
    client.post(f"/my-organisation/cases/{roster.pk}/contest/appeal/", {"reason": "名单齐全"})
    appeal = Case.objects.get(kind="appeal")

    answer = client.post(f"/my-organisation/cases/{appeal.pk}/withdraw/")

    assert (answer.status_code, Case.objects.get(pk=appeal.pk).state) == (302, "withdrawn")
    assert client.get(f"/my-organisation/cases/{roster.pk}/contest/praise/").status_code == 404
