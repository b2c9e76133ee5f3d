"""What one was told, on one's own pages; at the desk who must be visited, and what came of it."""

from datetime import timedelta

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.deciding import keep
from jiyao.casework.actions.telling import tell
from jiyao.casework.models import Case, Message, MessageChannel, MessageState, SmsConsent
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account, AccountRole
from jiyao.registry.permitting import holder_of
from tests.casework.asking import ask, deciding, holder
from tests.casework.claims import lay_out_entitled
from tests.casework.offers import standing_offer
from tests.casework.revising import ISSUED, carried_out, paid, revised
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import AT, DAY, HERE, OTHER_COUNTY

pytestmark = pytest.mark.django_db
R = AccountRole


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()


def offer() -> Case:
    """An offer to the person here, who is told of it."""
    case = standing_offer(opened_on=DAY - timedelta(days=3))
    tell([case], "offer", Hand(None, DAY, AT))
    return case


def text(client: Client, address: str) -> str:
    """What stands on a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_own_page_counts_what_is_not_read_and_the_list_leads_to_the_case() -> None:
    person = signed_in(R.CITIZEN)
    assert "未读" not in text(person, "/my/")
    assert "还没有消息" in text(person, "/my/messages/")
    case = offer()

    own, listed = text(person, "/my/"), text(person, "/my/messages/")
    answer = person.post("/my/messages/")

    assert "(1 条未读)" in own
    assert (f'href="/my/cases/{case.pk}/"' in listed, "可领取：" in listed, "1 条未读" in listed) == (
        True,
        True,
        True,
    )
    assert (answer.status_code, answer.url) == (302, "/my/messages/")
    assert ("全部已读" in text(person, "/my/messages/"), "未读" in text(person, "/my/")) == (True, False)


def test_who_must_give_something_back_is_told_and_led_to_the_reason() -> None:
    person = signed_in(R.CITIZEN)
    grant = paid()
    claim = Case.objects.get(grant=grant)
    revised(ISSUED, 10)
    over = carried_out(12)

    listed, page = text(person, "/my/messages/"), text(person, f"/my/cases/{over.pk}/")

    assert f'href="/my/cases/{over.pk}/">给您的待遇已重新核定：' in listed
    assert f'href="/my/cases/{over.pk}/">看原因和决定' in text(person, f"/my/cases/{claim.pk}/")
    assert (f'href="/my/cases/{claim.pk}/"' in page, "撤销并追回" in page) == (True, True)
    assert 'href="/my/#certificates">证书</a>' in page
    assert "原给 1,500 元 · 现为 0 元" in page


def test_who_asked_for_a_correction_is_told_of_the_answer_and_who_did_not_is_not() -> None:
    person = signed_in(R.CITIZEN)
    reviewer = deciding(holder(R.REVIEW))
    for who in (holder_of(Account.objects.get(person=HERE), DAY), holder(R.ACCEPT)):
        keep(ask(who).pk, reviewer, answer="与原件一致")

    listed = text(person, "/my/messages/")

    assert 'href="/my/#requests">已有答复：更正申请' in listed
    assert listed.count("更正申请") == 1


def test_messages_are_in_english_where_english_is_asked_for() -> None:
    person = signed_in(R.CITIZEN, english=True)
    offer()

    page = text(person, "/my/messages/")

    assert "Ready for you: " in page
    assert "1 not read yet" in page


def test_who_has_no_channel_stands_on_the_list_of_the_county_until_told() -> None:
    offer()
    helper = signed_in(R.HELPER)
    number = Message.objects.get(channel=MessageChannel.VILLAGE, state=MessageState.WAITING).pk
    address = "/desk/records/messages/?channel=village&state=waiting"
    listed = text(helper, address)
    assert f"/desk/records/messages/{number}/" in listed
    assert "张*" in listed
    assert f"/desk/records/messages/{number}/" not in text(signed_in(R.HELPER, OTHER_COUNTY), address)
    assert "告知结果" in text(helper, f"/desk/records/messages/{number}/")

    bad = helper.post(f"/desk/visits/{number}/", {"outcome": "delivered", "on": "昨天"})
    done = helper.post(f"/desk/visits/{number}/", {"outcome": "delivered", "on": DAY.isoformat()})

    assert (bad.status_code, "请填写告知日期" in bad.content.decode()) == (422, True)
    assert (done.status_code, done.url) == (302, f"/desk/records/messages/{number}/")
    assert f"/desk/visits/{number}/" not in text(helper, done.url)
    assert f"/desk/records/messages/{number}/" not in text(helper, address)


def test_person_says_on_the_page_of_messages_whether_text_messages_are_wanted() -> None:
    SmsConsent.objects.all().delete()
    person = signed_in(R.CITIZEN)
    assert "未表示同意的不发短信" in text(person, "/my/messages/")

    yes = person.post("/my/messages/texts/", {"wanted": "yes"})
    wanted = text(person, "/my/messages/")
    no, neither = (person.post("/my/messages/texts/", {"wanted": value}) for value in ("no", "perhaps"))

    assert (yes.status_code, yes.url, no.status_code, neither.status_code) == (302, "/my/messages/", 302, 404)
    assert ("愿意接收短信" in wanted, "不接收短信" in wanted) == (False, True)
    assert "愿意接收短信" in text(person, "/my/messages/")
    assert not SmsConsent.objects.get(person=HERE).wanted


def test_official_notes_what_who_stands_at_the_counter_wants() -> None:
    SmsConsent.objects.all().delete()
    here, there = signed_in(R.ACCEPT), signed_in(R.ACCEPT, OTHER_COUNTY)
    assert "本人愿意接收" in text(here, f"/desk/people/{HERE}/")
    assert "本人愿意接收" not in text(signed_in(R.REVIEW), f"/desk/people/{HERE}/")

    done = here.post(f"/desk/people/{HERE}/texts/", {"wanted": "yes"})
    refused = there.post(f"/desk/people/{HERE}/texts/", {"wanted": "no"})

    assert (done.status_code, done.url, refused.status_code) == (302, f"/desk/people/{HERE}/", 404)
    said = SmsConsent.objects.get(person=HERE)
    assert (said.wanted, said.way) == (True, "counter")
    assert "窗口登记" in text(here, f"/desk/people/{HERE}/")
