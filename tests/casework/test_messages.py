"""Messages: who is told by which channel, what goes out as text messages and comes back, and visits."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.db.models import QuerySet

from jiyao.casework.actions.accepting import ask_supplement
from jiyao.casework.actions.telling import tell
from jiyao.casework.actions.texting import (
    NoSuchBatch,
    NothingToSend,
    load_sms_report,
    make_sms_batch,
    write_sms_batch,
)
from jiyao.casework.actions.visiting import BadVisit, NoLongerWaiting, NotYourVisit, note_visit
from jiyao.casework.models import Case, Message, MessageChannel, MessageState
from jiyao.casework.sms import BadReport, segments, sms_file
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.registry.imports.reading.tables import NotATable
from jiyao.registry.models import AccountRole, PersonVersion
from tests.casework.claims import MEASURE, claimed, hand, lay_out_entitled
from tests.casework.offers import standing_offer
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, DAY, HERE, OTHER_COUNTY, account_as

pytestmark = pytest.mark.django_db
R = AccountRole
SHAPE = sms_file(settings.PROFILES)
LATER = AT + timedelta(days=200)


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out_entitled()


def give_phone() -> None:
    """A telephone number of the person here."""
    sealed = keyring([HERE]).seal(HERE, "phone_sealed", "13800000001")
    PersonVersion.objects.filter(record=HERE).update(phone_sealed=sealed)


def offered() -> Case:
    """An offer to the person here, as a run makes it."""
    case = standing_offer(opened_at=LATER)
    tell([case], "offer", LATER)
    return case


def ours() -> QuerySet[Message]:
    """The messages that the world did not have before."""
    return Message.objects.exclude(measure="subsidy")


def states() -> list[tuple[str, str, str]]:
    """What each message is about, how it goes and where it stands."""
    return list(ours().order_by("pk").values_list("step", "channel", "state"))


def report(*rows: str) -> BytesIO:
    """A report with these rows."""
    return BytesIO("\r\n".join(["短信编号,发送结果", *rows]).encode("utf-8-sig"))


def load(*rows: str) -> tuple[int, int, list[int]]:
    """What came of a report: changed, known, rows not taken."""
    found = load_sms_report(report(*rows), SHAPE, by="cli:test", at=LATER)
    return found.changed, found.unchanged, [one.row for one in found.refused]


def sent() -> int:
    """The number of the text message to the person here, sent."""
    give_phone()
    offered()
    make_sms_batch(SHAPE, pack(), at=LATER)
    return ours().get(channel=MessageChannel.SMS).pk


@pytest.mark.parametrize(
    ("has_account", "has_phone", "channels"),
    [
        (True, True, [("portal", "delivered"), ("sms", "waiting")]),
        (True, False, [("portal", "delivered")]),
        (False, True, [("sms", "waiting")]),
        (False, False, [("visit", "waiting")]),
    ],
)
def test_offer_goes_by_the_channels_that_are_known(
    has_account: bool, has_phone: bool, channels: list[tuple[str, str]]
) -> None:
    if has_account:
        account_as(R.CITIZEN)
    if has_phone:
        give_phone()

    offered()

    assert states() == [("offer", *one) for one in channels]


def test_steps_of_a_claim_are_told_and_what_was_not_sent_of_earlier_ones_is_dropped() -> None:
    give_phone()
    offered()
    case = claimed(channel="offer")
    ask_supplement(case.pk, hand(R.ACCEPT), missing="缺少身份证复印件")

    assert states() == [
        ("offer", "sms", "needless"),
        ("ask-supplement", "portal", "delivered"),
        ("ask-supplement", "sms", "waiting"),
    ]


def test_text_messages_say_surname_and_measure_and_nothing_else_and_go_once() -> None:
    number = sent()
    batch = ours().get(pk=number).batch

    with pytest.raises(NothingToSend, match="no text message waits"):
        make_sms_batch(SHAPE, pack(), at=LATER)
    first, again = (write_sms_batch(batch.pk, SHAPE, pack(), by="cli:test", at=LATER) for _ in range(2))

    text = f"张同志，您好：您符合“{pack().measures[MEASURE].title.zh}”的条件，不用申请，请登录本人页面或到所在社区确认领取。"
    assert (
        first == again == f"短信编号,手机号码,短信内容\r\n{number},13800000001,{text}\r\n".encode("utf-8-sig")
    )
    assert (batch.count, batch.segments) == (1, 1)
    assert Act.objects.filter(kind="take-sms-file", subject=f"sms-batch:{batch.pk}").count() == 2
    assert not verify_acts().findings
    with pytest.raises(NoSuchBatch, match="no batch 999"):
        write_sms_batch(999, SHAPE, pack(), by="cli:test", at=LATER)


def test_killed_between_batch_and_file_the_file_is_written_again_and_nothing_goes_twice() -> None:
    number = sent()

    assert ours().get(pk=number).state == MessageState.SENT
    with pytest.raises(NothingToSend):
        make_sms_batch(SHAPE, pack(), at=LATER)
    batch = ours().get(pk=number).batch_id
    assert b"13800000001" in write_sms_batch(batch, SHAPE, pack(), by="cli:test", at=LATER)


def test_report_settles_each_message_once_and_unknown_ones_again() -> None:
    number = sent()

    assert load(f"{number},不明") == (1, 0, [])
    assert load(f"{number},成功") == (1, 0, [])
    assert load(f"{number},成功") == (0, 1, [])
    assert load(f"{number},失败", "77,成功", "x,成功", f"{number},好", "") == (0, 0, [2, 3, 4, 5])
    assert ours().get(pk=number).state == MessageState.DELIVERED
    assert Act.objects.filter(kind="load-sms-report").count() == 2


def test_offer_that_did_not_arrive_and_has_no_other_channel_is_brought() -> None:
    number = sent()

    load(f"{number},空号")

    assert states() == [("offer", "sms", "failed"), ("offer", "visit", "waiting")]


@pytest.mark.parametrize("content", ["编号,结果\r\n1,成功", "短信编号\r\n1", ""])
def test_file_with_other_columns_is_refused_whole(content: str) -> None:
    sent()

    with pytest.raises(BadReport, match="the heading"):
        load_sms_report(BytesIO(content.encode()), SHAPE, by="cli:test", at=LATER)
    with pytest.raises(NotATable):
        load_sms_report(BytesIO(b"\0\1\2\3"), SHAPE, by="cli:test", at=LATER)
    assert [state for _, _, state in states()] == ["sent"]


def test_message_whose_person_is_gone_is_not_sent() -> None:
    give_phone()
    offered()
    PersonVersion.objects.filter(record=HERE).update(phone_sealed=None)

    batch = make_sms_batch(SHAPE, pack(), at=LATER)

    assert (batch.count, states()) == (0, [("offer", "sms", "failed")])


def test_length_is_counted_in_segments() -> None:
    assert [segments("字" * count) for count in (1, 70, 71, 134, 135)] == [1, 1, 2, 2, 3]
    longest = max(pack().measures.values(), key=lambda one: len(one.title.zh)).title.zh
    assert {segments(text.format(surname="张", measure=longest)) for text in SHAPE.steps.values()} == {1}


def test_visit_is_noted_once_by_who_goes_there() -> None:
    offered()
    number = ours().get().pk
    here = replace(hand(R.HELPER), on=DAY, at=LATER + timedelta(days=1))

    with pytest.raises(NotYourVisit):
        note_visit(number, "delivered", DAY, hand(R.HELPER, OTHER_COUNTY))
    with pytest.raises(BadVisit):
        note_visit(number, "sent", here.on, here)
    with pytest.raises(BadVisit):
        note_visit(number, "delivered", here.on + timedelta(days=1), here)
    note_visit(number, "failed", here.on, here)
    noted = note_visit(number, "refused", here.on, here)
    with pytest.raises(NoLongerWaiting):
        note_visit(number, "delivered", here.on, here)

    assert (noted.state, noted.visited_on) == (MessageState.REFUSED, here.on)
    assert [act.codes["outcome"] for act in Act.objects.filter(kind="note-visit").order_by("number")] == [
        "failed",
        "refused",
    ]
