"""Lists of those who are to be told: an employer's on the portal, those of places at the desk; and the file of texts."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.telling import tell
from jiyao.casework.models import Case, Message
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.models import Act
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole, EmploymentSpell, PersonVersion
from tests.casework.claims import lay_out_entitled
from tests.casework.offers import standing_offer
from tests.interfaces.desk.signing import signed_in
from tests.packs.heilongjiang import pack
from tests.registry.imports.files import returned_rows
from tests.registry.places import AT, DAY, HERE, OTHER_COUNTY, PROVINCE, account_as

pytestmark = pytest.mark.django_db
R = AccountRole
AT_WORK, AT_DESK, TEXTS = "/my-organisation/to-tell/", "/desk/to-tell/", "/desk/sms/"


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()


def offer() -> Message:
    """What tells the person here of an offer."""
    case: Case = standing_offer(opened_on=DAY - timedelta(days=3))
    tell([case], "offer", Hand(None, DAY, AT))
    return case.messages.get()


def text(client: Client, address: str) -> str:
    """What stands on a page."""
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def cells(client: Client, address: str) -> list[list[str]]:
    """What stands in a workbook."""
    answer = client.get(address)
    assert answer.status_code == 200
    return returned_rows(BytesIO(answer.content))


def employer(organisation: int = 801, *, english: bool = False) -> Client:
    """A browser that an organisation is signed in with."""
    client = Client(headers={"accept-language": "en" if english else "zh-hans"})
    division = str(organisation)
    client.force_login(account_as(R.EMPLOYER, division=division, organisation=organisation))
    return client


def test_employer_sees_who_and_what_kind_of_thing_and_no_more() -> None:
    ours, others = employer(), employer(802)
    offer()

    page, sheet = text(ours, AT_WORK), cells(ours, f"{AT_WORK}list.xlsx")

    title = pack().title_of("skill-upgrade-subsidy").zh
    assert ("张* 4513" in page, "有待遇可领取" in page) == (True, True)
    assert (title in page, "1,500" in page, "1500.00" in page, "张三" in page) == (False,) * 4
    assert sheet == [
        ["人员", "事由", "截止日期", "单位", "告知情况"],
        ["张* 4513", "有待遇可领取", sheet[1][2], "第801公司", ""],
    ]
    assert DAY.isoformat() < sheet[1][2]
    assert "1 人次" in text(ours, "/my-organisation/").replace("</b>", "").replace("<b>", "")
    assert ("没有需要转告的" in text(others, AT_WORK), others.get("/desk/to-tell/").status_code) == (
        True,
        403,
    )


def test_employer_marks_one_or_all_and_the_state_of_the_message_says_so() -> None:
    ours, others = employer(), employer(802)
    message = offer()

    nothing = ours.post(f"{AT_WORK}note/", {"outcome": "delivered"})
    strange = others.post(f"{AT_WORK}note/", {"one": message.pk})
    wrong = ours.post(f"{AT_WORK}note/", {"message": "x", "outcome": "delivered"})
    done = ours.post(f"{AT_WORK}note/", {"shown": message.pk, "all": "yes"})

    assert (nothing.status_code, "请先选择已告知的人员" in nothing.content.decode()) == (422, True)
    assert (strange.status_code, "不在您的清单上" in strange.content.decode()) == (422, True)
    assert wrong.status_code == 422
    assert (done.status_code, done.url) == (302, AT_WORK)
    message.refresh_from_db()
    assert (message.state, message.told_on) == ("delivered", DAY)
    assert "没有需要转告的" in text(ours, AT_WORK)
    assert Act.objects.get(kind="note-told").subject == f"message:{message.pk}"


def test_who_does_not_work_there_on_that_day_is_not_on_the_list() -> None:
    ours = employer()
    message = offer()
    EmploymentSpell.objects.filter(person=HERE).update(ends_on=DAY - timedelta(days=1))

    assert "没有需要转告的" in text(ours, AT_WORK)
    assert ours.post(f"{AT_WORK}note/", {"one": message.pk}).status_code == 422


def test_list_of_an_employer_is_in_english_where_english_is_asked_for() -> None:
    ours = employer(english=True)
    offer()

    page = text(ours, AT_WORK)

    assert ("Something is ready to be claimed" in page, "People to be told" in page) == (True, True)
    assert ours.get(f"{AT_WORK}list.xlsx").headers["Content-Disposition"].startswith("attachment")


def test_helper_takes_the_list_of_the_place_along_and_notes_who_was_told() -> None:
    helper, elsewhere = signed_in(R.HELPER), signed_in(R.HELPER, OTHER_COUNTY)
    message = offer()
    title = pack().title_of("skill-upgrade-subsidy").zh

    page, sheet = text(helper, AT_DESK), cells(helper, f"{AT_DESK}list.xlsx?channel=village")
    assert ("张* 4513" in page, title in page, "村、社区告知" in page) == (True, True, True)
    assert sheet[1][:2] + sheet[1][3:] == ["张* 4513", "有待遇可领取", title, "道里区", "村、社区告知", ""]
    assert "没有待告知的" in text(helper, f"{AT_DESK}?channel=visit")
    assert "没有待告知的" in text(elsewhere, AT_DESK)
    assert "待告知（村、社区和走访）" in text(helper, "/desk/")

    bad = helper.post(f"{AT_DESK}note/", {"one": message.pk, "on": "昨天"})
    out_of_reach = elsewhere.post(f"{AT_DESK}note/", {"one": message.pk, "on": DAY.isoformat()})
    failed = helper.post(
        f"{AT_DESK}note/?channel=village", {"message": message.pk, "outcome": "failed", "on": DAY.isoformat()}
    )

    assert (bad.status_code, out_of_reach.status_code) == (422, 422)
    assert (failed.status_code, failed.url) == (302, f"{AT_DESK}?channel=village")
    assert "上门走访" in text(helper, f"{AT_DESK}?channel=visit")


def sent_by_text() -> Message:
    """A text message that waits."""
    sealed = keyring([HERE]).seal(HERE, "phone_sealed", "13800000001")
    PersonVersion.objects.filter(record=HERE).update(phone_sealed=sealed)
    return offer()


def test_official_of_the_province_takes_the_file_of_texts_and_loads_the_report() -> None:
    message = sent_by_text()
    official = signed_in(R.ACCEPT, PROVINCE)
    assert "1 条待发送" in text(official, TEXTS)

    made = official.post(f"{TEXTS}make/")
    again = official.post(f"{TEXTS}make/")
    message.refresh_from_db()
    taken = official.post(f"{TEXTS}{message.batch_id}/file/")
    none = official.post(f"{TEXTS}999/file/")

    assert (made.status_code, again.status_code, "没有待发送的短信" in again.content.decode()) == (
        200,
        422,
        True,
    )
    assert (message.state, b"13800000001" in taken.content, none.status_code) == ("sent", True, 422)
    assert Act.objects.get(kind="take-sms-file").actor.startswith("account:")

    def load(content: str) -> tuple[int, str]:
        answer = official.post(
            f"{TEXTS}load/", {"file": SimpleUploadedFile("r.csv", content.encode("utf-8-sig"))}
        )
        return answer.status_code, answer.content.decode()

    assert "缺少表头" in load("编号,结果\r\n1,成功")[1]
    assert official.post(f"{TEXTS}load/").status_code == 422
    status, page = load(f"短信编号,发送结果\r\n{message.pk},空号\r\n7,成功\r\n")
    assert (status, "1 条结果已登记" in page, "1 行未采用" in page) == (200, True, True)
    assert list(
        Message.objects.filter(case=message.case_id).values_list("channel", "state").order_by("pk")
    ) == [
        ("sms", "failed"),
        ("village", "waiting"),
    ]


def test_file_of_texts_is_for_the_province_alone() -> None:
    sent_by_text()
    county, auditor = signed_in(R.ACCEPT), signed_in(R.AUDITOR)

    assert [county.get(TEXTS).status_code, county.post(f"{TEXTS}make/").status_code] == [403, 403]
    assert [auditor.get(TEXTS).status_code, auditor.post(f"{TEXTS}make/").status_code] == [200, 403]
