"""Messages: who is told by which channel, what goes out as text messages and comes back, and visits."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pytest
from django.conf import settings
from django.db.models import QuerySet

from jiyao.casework.actions.accepting import ask_supplement
from jiyao.casework.actions.bringing import (
    BadOutcome,
    NoLongerWaiting,
    NotYourList,
    note_told,
    note_told_at_work,
)
from jiyao.casework.actions.consenting import NotYoursToSay, say_sms_consent
from jiyao.casework.actions.telling import hand_on_from_employers, tell
from jiyao.casework.actions.texting import (
    NoSuchBatch,
    NothingToSend,
    load_sms_report,
    make_sms_batch,
    write_sms_batch,
)
from jiyao.casework.models import (
    Case,
    CaseState,
    Message,
    MessageChannel,
    MessageState,
    MessageStep,
    SmsConsent,
)
from jiyao.casework.sms import BadReport, segments, sms_file
from jiyao.engine.packs.telling import CHANNELS, STEPS
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.registry.hand import Hand
from jiyao.registry.imports.reading.tables import NotATable
from jiyao.registry.models import Account, AccountRole, Assignment, EmploymentSpell, PersonVersion
from jiyao.registry.permitting import holder_of
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
    tell([case], "offer", Hand(None, DAY, LATER))
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
    found = load_sms_report(report(*rows), SHAPE, by="cli:test", on=DAY, at=LATER)
    return found.changed, found.unchanged, [one.row for one in found.refused]


def sent() -> int:
    """The number of the text message to the person here, sent."""
    give_phone()
    offered()
    make_sms_batch(SHAPE, pack(), on=DAY, at=LATER)
    return ours().get(channel=MessageChannel.SMS).pk


@pytest.mark.parametrize(
    ("has_account", "has_phone", "channels"),
    [
        (True, True, [("portal", "delivered"), ("sms", "waiting")]),
        (True, False, [("portal", "delivered")]),
        (False, True, [("sms", "waiting")]),
        (False, False, [("village", "waiting")]),
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
        make_sms_batch(SHAPE, pack(), on=DAY, at=LATER)
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
        make_sms_batch(SHAPE, pack(), on=DAY, at=LATER)
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

    assert states() == [("offer", "sms", "failed"), ("offer", "village", "waiting")]


@pytest.mark.parametrize("content", ["编号,结果\r\n1,成功", "短信编号\r\n1", ""])
def test_file_with_other_columns_is_refused_whole(content: str) -> None:
    sent()

    with pytest.raises(BadReport, match="the heading"):
        load_sms_report(BytesIO(content.encode()), SHAPE, by="cli:test", on=DAY, at=LATER)
    with pytest.raises(NotATable):
        load_sms_report(BytesIO(b"\0\1\2\3"), SHAPE, by="cli:test", on=DAY, at=LATER)
    assert [state for _, _, state in states()] == ["sent"]


def test_message_whose_person_is_gone_is_not_sent() -> None:
    give_phone()
    offered()
    PersonVersion.objects.filter(record=HERE).update(phone_sealed=None)

    batch = make_sms_batch(SHAPE, pack(), on=DAY, at=LATER)

    assert (batch.count, states()) == (0, [("offer", "sms", "failed"), ("offer", "village", "waiting")])


def test_length_is_counted_in_segments() -> None:
    assert [segments("字" * count) for count in (1, 70, 71, 134, 135)] == [1, 1, 2, 2, 3]
    longest = max(pack().measures.values(), key=lambda one: len(one.title.zh)).title.zh
    assert {segments(text.format(surname="张", measure=longest)) for text in SHAPE.steps.values()} == {1}


def test_who_is_not_found_in_the_village_is_visited_and_each_outcome_is_noted_once() -> None:
    offered()
    number = ours().get().pk
    here = replace(hand(R.HELPER), on=DAY, at=LATER + timedelta(days=1))

    with pytest.raises(NotYourList):
        note_told([number], "delivered", DAY, hand(R.HELPER, OTHER_COUNTY))
    with pytest.raises(BadOutcome):
        note_told([number], "sent", here.on, here)
    with pytest.raises(BadOutcome):
        note_told([number], "delivered", here.on + timedelta(days=1), here)
    with pytest.raises(BadOutcome, match="choose who"):
        note_told([], "delivered", here.on, here)
    note_told([number], "failed", here.on, here)
    assert states() == [("offer", "village", "failed"), ("offer", "visit", "waiting")]
    (noted,) = note_told([number], "refused", here.on, here)
    with pytest.raises(NoLongerWaiting):
        note_told([number], "delivered", here.on, here)

    assert states() == [("offer", "village", "refused"), ("offer", "visit", "needless")]
    assert noted.told_on == here.on
    acts = Act.objects.filter(kind="note-told", subject=f"message:{number}").order_by("number")
    assert [act.codes["outcome"] for act in acts] == ["failed", "refused"]
    assert not verify_acts().findings


def at_employer() -> Message:
    """What waits at the organisation of the person here, for which somebody signs in."""
    account_as(R.EMPLOYER)
    offered()
    return ours().get()


def employer(organisation: int = 801) -> Hand:
    """The hand of who signed in for an organisation."""
    account = Account.objects.filter(assignments__organisation=organisation).first()
    return Hand(
        holder_of(account or account_as(R.EMPLOYER, organisation=organisation), DAY),
        DAY,
        LATER + timedelta(days=1),
    )


def test_who_works_where_somebody_signs_in_stands_on_the_list_of_the_employer() -> None:
    message = at_employer()

    assert (message.channel, message.state, message.organisation_id) == ("employer", "waiting", 801)
    (told,) = note_told_at_work([message.pk], "delivered", employer())

    assert (told.state, told.told_on) == (MessageState.DELIVERED, DAY)
    with pytest.raises(NotYourList):
        note_told_at_work([message.pk], "delivered", employer())
    assert states() == [("offer", "employer", "delivered")]


def test_another_employer_and_an_official_note_nothing_on_the_list_of_an_employer() -> None:
    message = at_employer()

    for other in (hand(R.HELPER), employer()):
        with pytest.raises(NotYourList):
            note_told([message.pk], "delivered", DAY, other)
    Assignment.objects.filter(organisation=801).update(organisation=802)
    with pytest.raises(NotYourList):
        note_told_at_work([message.pk], "delivered", employer(802))


def test_who_cannot_be_told_at_work_is_told_in_the_village() -> None:
    message = at_employer()

    note_told_at_work([message.pk], "failed", employer())

    assert states() == [("offer", "employer", "failed"), ("offer", "village", "waiting")]


def test_who_left_the_employer_leaves_its_list_with_the_day() -> None:
    message = at_employer()
    nobody = Hand(None, DAY, LATER + timedelta(days=1))
    assert hand_on_from_employers(nobody) == 0

    EmploymentSpell.objects.filter(person=HERE).update(ends_on=DAY - timedelta(days=1))

    with pytest.raises(NotYourList):
        note_told_at_work([message.pk], "delivered", employer())
    assert (hand_on_from_employers(nobody), hand_on_from_employers(nobody)) == (1, 0)
    assert states() == [("offer", "employer", "failed"), ("offer", "village", "waiting")]


@pytest.mark.parametrize("wish", [None, False])
def test_no_text_message_goes_to_who_did_not_say_yes(wish: bool | None) -> None:
    give_phone()
    SmsConsent.objects.filter(person=HERE).delete()
    if wish is not None:
        SmsConsent.objects.create(person_id=HERE, wanted=wish, way="counter", said_at=AT)

    offered()

    assert states() == [("offer", "village", "waiting")]


def test_who_says_no_is_told_otherwise_of_what_was_to_be_sent() -> None:
    give_phone()
    offered()
    official = replace(hand(R.ACCEPT), at=LATER)

    with pytest.raises(NotYoursToSay):
        say_sms_consent(HERE, "no", hand(R.ACCEPT, OTHER_COUNTY))
    said = say_sms_consent(HERE, "no", official)

    assert (said.wanted, said.way) == (False, "counter")
    assert states() == [("offer", "sms", "failed"), ("offer", "village", "waiting")]
    with pytest.raises(NothingToSend):
        make_sms_batch(SHAPE, pack(), on=DAY, at=LATER)
    act = Act.objects.get(kind="say-sms-consent")
    assert (act.subject, act.codes) == (f"person:{HERE}", {"wanted": "no", "way": "counter"})


def test_wish_that_was_lost_before_the_file_is_made_is_kept() -> None:
    give_phone()
    offered()
    SmsConsent.objects.filter(person=HERE).delete()

    batch = make_sms_batch(SHAPE, pack(), on=DAY, at=LATER)

    assert (batch.count, states()) == (0, [("offer", "sms", "failed"), ("offer", "village", "waiting")])


def test_what_failed_after_the_case_went_on_is_told_no_more() -> None:
    number = sent()
    Case.objects.filter(state=CaseState.OFFERED).update(state=CaseState.LAPSED)

    load(f"{number},空号")

    assert states() == [("offer", "sms", "failed")]


def test_pack_and_messages_name_the_same_channels_and_steps() -> None:
    assert set(CHANNELS) == set(MessageChannel.values)
    assert set(STEPS) == set(MessageStep.values)
