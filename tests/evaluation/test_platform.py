"""What goes to the national platform: once each, again only when changed; and what its answers do."""

from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from python_calamine import CalamineWorkbook

from jiyao.base.reasons import BadReason
from jiyao.evaluation.actions.platform_answering import Answered, AnsweredAlready
from jiyao.evaluation.actions.platform_sending import (
    NoSuchFile,
    NoSuchSession,
    NothingToSend,
    NotRefused,
    put_right,
    send_certificates,
    send_session,
    take_certificates,
)
from jiyao.evaluation.actions.standing import (
    Decided,
    correct_certificate,
    revoke_certificate,
    suspend_certificate,
)
from jiyao.evaluation.models import IssuedCertificate, PlatformFile, SentCertificate, SentState, Session
from jiyao.evaluation.platform.answers import BadAnswers
from jiyao.evaluation.platform.formats import USUAL, format_files, platform_format
from jiyao.evaluation.platform.writing import Shape, ending, written
from jiyao.evaluation.queries.platform import (
    NotToSend,
    Sender,
    Standing,
    due_certificates,
    due_sessions,
    reason_of,
    refused_lines,
    sender_of,
    standings,
)
from jiyao.foundation.actions.sealing import anonymise
from jiyao.foundation.models import Act
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.registry.actions.correcting import correct_record
from jiyao.registry.exchange.reading import BadFile
from jiyao.registry.imports.reading.tables import NotATable
from jiyao.registry.models import FOREVER, HeldCertificate
from tests.evaluation.certified import AT, BODY, CANDIDATES, ISSUED_ON, account_of, issued, issuing, last_act
from tests.evaluation.examined import hand
from tests.evaluation.platformed import FIRST, SECOND, answered, body_office, sent, shape
from tests.foundation.planted import fact

pytestmark = pytest.mark.django_db
EVERYBODY = Sender(None, "cli:test", None, ISSUED_ON, AT)


def decided() -> Decided:
    return Decided(issuing(body_office().account), "查实替考", last_act())


def due() -> list[str]:
    return list(due_certificates({BODY}).values_list("number", flat=True))


def found(number: str) -> bool | None:
    return HeldCertificate.objects.get(certificate_number=number, superseded_at=FOREVER).found_in_lookup


def states() -> list[tuple[str, int, str]]:
    rows = SentCertificate.objects.order_by("pk").values_list("certificate__number", "version", "state")
    return list(rows)


def test_everything_issued_is_told_once() -> None:
    issued()

    file = sent()

    assert (file.rows, file.organisation_id, states()) == (
        2,
        BODY,
        [(FIRST, 1, SentState.SENT), (SECOND, 1, SentState.SENT)],
    )
    assert due() == []
    with pytest.raises(NothingToSend):
        sent()
    act = Act.objects.get(kind="send-certificates")
    assert (act.codes["rows"], act.codes["format"]) == (2, USUAL)
    assert verify_acts().findings == {}


def test_file_says_who_passed_what_and_is_the_same_each_time() -> None:
    issued()
    file = sent()

    taken = take_certificates(file.pk, body_office())
    again = take_certificates(file.pk, body_office())

    content = written(taken.sheets, shape(), Shape.CSV, made_at=file.made_at)
    lines = content.decode("utf-8-sig").splitlines()
    assert lines[0].split(",")[:6] == ["证书编号", "版本", "变动类型", "证书状态", "变动日期", "姓名"]
    assert lines[1].split(",")[:6] == [FIRST, "1", "新发", "有效", "2025-06-30", "张三丰"]
    assert lines[1].split(",")[8:] == [
        *("6-18-02-04", "焊工", "", "三级/高级工", "80.5", "80.5", "", "2025-06-30"),
        *("演示评价机构", FIRST[:13], "演示评价机构", "2025-001"),
    ]
    assert content.count("\ufeff".encode()) == 1
    assert content == written(again.sheets, shape(), Shape.CSV, made_at=file.made_at)
    assert Act.objects.filter(kind="take-platform-file").count() == 2


def test_workbook_has_the_same_rows_below_a_note() -> None:
    issued()
    file = sent()
    taken = take_certificates(file.pk, body_office())

    made = written(taken.sheets, shape(), Shape.XLSX, made_at=file.made_at, note="演示数据")

    rows = CalamineWorkbook.from_object(BytesIO(made)).get_sheet_by_name("证书").to_python()
    assert (rows[0][0], rows[1][0], [row[0] for row in rows[2:]]) == ("演示数据", "证书编号", [FIRST, SECOND])
    assert made == written(taken.sheets, shape(), Shape.XLSX, made_at=file.made_at, note="演示数据")


def test_accepted_certificate_is_found_in_the_look_up_and_rules_see_it() -> None:
    record = issued()[0].record
    sent()

    done = answered(f"{FIRST},接收,", f"{SECOND},退回,证件号码不符")

    assert done == Answered(1, 1, 0)
    assert (found(FIRST), found(SECOND)) == (True, None)
    known = HeldCertificate.objects.get(record=record, superseded_at=FOREVER).recorded_at
    assert fact("found_in_national_lookup", "certificate", record, on=ISSUED_ON, known_at=known) is True
    act = Act.objects.get(kind="read-platform-answers")
    assert (act.codes["accepted"], act.codes["refused"]) == (1, 1)
    assert verify_acts().findings == {}


def test_refused_one_comes_back_with_its_reason_and_goes_again_once_put_right() -> None:
    issued()
    sent()
    answered(f"{FIRST},接收,", f"{SECOND},退回,证件号码不符")

    [line] = refused_lines({BODY})
    assert (line.certificate.number, reason_of(line), due()) == (SECOND, "证件号码不符", [])
    with pytest.raises(BadReason):
        put_right(line.pk, body_office(3), what=" ")
    put_right(line.pk, body_office(3), what="已更正登记的证件号码")

    assert (due(), list(refused_lines({BODY}))) == ([SECOND], [])
    sent(4)
    assert states()[-1] == (SECOND, 1, SentState.SENT)
    answered(f"{SECOND},接收,", hours=5)
    assert (found(SECOND), states()[-1][2]) == (True, SentState.ACCEPTED)
    with pytest.raises(NotRefused):
        put_right(line.pk, body_office(6), what="再报一次")


def test_change_of_standing_is_sent_after_it() -> None:
    first, second = issued()
    sent()
    answered(f"{FIRST},接收,", f"{SECOND},退回,证件号码不符")
    suspend_certificate(first.pk, decided())
    correct_record(
        model=HeldCertificate,
        record=second.record,
        changes={"work_type": "气焊工"},
        at=AT + timedelta(hours=2),
        by="account:1",
        reason="工种录错",
    )
    correct_certificate(second.record, decided())

    assert (due(), list(refused_lines({BODY}))) == ([FIRST, SECOND], [])
    file = sent(3)
    told = take_certificates(file.pk, body_office(3)).sheets["certificates"]

    names = ("number", "version", "change", "standing", "work_type")
    assert [tuple(one[name] for name in names) for one in told] == [
        (FIRST, "2", "suspended", "suspended", "none"),
        (SECOND, "2", "corrected", "valid", "气焊工"),
    ]


def test_revoked_before_anything_was_answered_is_told_and_each_answer_finds_its_line() -> None:
    first, _ = issued()
    sent()
    revoke_certificate(first.pk, decided())
    sent(2)

    answered(f"{FIRST},2,接收", f"{FIRST},1,接收", head="证书编号,版本,处理结果", hours=3)

    assert states() == [
        (FIRST, 1, SentState.ACCEPTED),
        (SECOND, 1, SentState.SENT),
        (FIRST, 2, SentState.ACCEPTED),
    ]
    assert found(FIRST) is None


def test_same_file_is_read_once_and_the_same_answers_change_nothing() -> None:
    issued()
    sent()
    answered(f"{FIRST},接收,")

    with pytest.raises(AnsweredAlready, match="was read on 2025-06-30"):
        answered(f"{FIRST},接收,")
    with pytest.raises(AnsweredAlready, match="answered before"):
        answered(f"{FIRST},成功,")
    assert answered(f"{FIRST},接收,", f"{SECOND},接收,") == Answered(1, 0, 1)


@pytest.mark.parametrize(
    ("row", "said"),
    [
        (f"{FIRST},不知道,", "line 3: result “不知道” is none of 接收"),
        (f"{FIRST},退回,", "line 3: refused without a reason"),
        (f"{SECOND},退回,再看", f"line 3: certificate {SECOND} stands in line 2 too"),
        (",接收,", "line 3: the number is missing"),
        ("S000023000001253999999,接收,", "line 3: certificate S000023000001253999999 is none that you sent"),
    ],
)
def test_wrong_row_is_named_and_nothing_is_taken(row: str, said: str) -> None:
    issued()
    sent()

    with pytest.raises(BadAnswers, match=said):
        answered(f"{SECOND},接收,", row)

    assert {state for _, _, state in states()} == {SentState.SENT}
    assert (found(SECOND), PlatformFile.objects.filter(kind="answers").count()) == (None, 0)


def test_answer_against_an_earlier_one_is_refused() -> None:
    issued()
    sent()
    answered(f"{FIRST},接收,")

    with pytest.raises(BadAnswers, match="answered before: accepted"):
        answered(f"{FIRST},退回,重复")


def test_version_that_was_not_sent_and_days_that_are_none_are_refused() -> None:
    issued()
    sent()
    head = "证书编号,版本,处理结果,处理日期"

    with pytest.raises(BadAnswers) as refused:
        answered(f"{FIRST},7,接收,", f"{SECOND},x,接收,", f"{SECOND},1,接收,2025-13-01", head=head)

    assert [(one.line, one.said.zh) for one in refused.value.rows] == [
        (2, f"证书 {FIRST} v7 不在您的报送记录中"),
        (3, "版本“x”不是数字"),
        (4, "“2025-13-01”不是日期"),
    ]


def test_number_of_another_body_is_as_unknown() -> None:
    issued()
    sent()
    other = Sender(frozenset({77}), "account:9", None, ISSUED_ON, AT)

    with pytest.raises(BadAnswers, match=f"{FIRST} is none that you sent"):
        answered(f"{FIRST},接收,", sender=other)
    with pytest.raises(NothingToSend):
        send_certificates(other, USUAL)
    with pytest.raises(NoSuchFile):
        take_certificates(PlatformFile.objects.get().pk, other)


def test_wrong_files_are_refused_as_a_whole() -> None:
    issued()

    with pytest.raises(BadFile, match="处理结果"):
        answered("S1,张三", head="证书编号,姓名")
    with pytest.raises(BadFile, match="no rows"):
        answered()
    with pytest.raises(NotATable):
        answered(head="")


def test_nobody_else_sends() -> None:
    issued()

    with pytest.raises(NotToSend):
        sender_of(hand(account_of(CANDIDATES[0]), on=ISSUED_ON))


def test_whoever_was_anonymised_is_told_of_no_more() -> None:
    issued()
    file = sent()
    anonymise(CANDIDATES[0], by="program:test", at=AT, reason="本人申请")

    taken = take_certificates(file.pk, body_office())

    assert ([one["number"] for one in taken.sheets["certificates"]], taken.gone) == ([SECOND], 1)


def test_session_is_told_as_it_went_on_and_not_twice_the_same() -> None:
    issued()
    session = Session.objects.get()
    assert list(due_sessions({BODY})) == [session]

    taken = send_session(session.pk, body_office(), USUAL)

    assert list(due_sessions({BODY})) == []
    assert send_session(session.pk, body_office(), USUAL).file == taken.file
    plan, *_ = taken.sheets["plan"]
    assert (plan["session"], plan["state"], plan["candidates"]) == ("2025-001", "已发证", "3")
    assert [(one["ticket"], one["practical"], one["passed"]) for one in taken.sheets["results"]] == [
        ("T601", "80.5", "yes"),
        ("T602", "80.5", "yes"),
        ("T603", "50", "no"),
    ]
    packed = ZipFile(BytesIO(written(taken.sheets, shape(), Shape.CSV, made_at=AT)))
    assert (packed.namelist(), ending(taken.sheets, Shape.CSV)) == (
        ["计划.csv", "考生.csv", "成绩.csv"],
        "zip",
    )
    Session.objects.update(state="cancelled")
    assert send_session(session.pk, body_office(), USUAL).file != taken.file


def test_planned_session_and_that_of_another_body_are_not_told() -> None:
    issued()
    session = Session.objects.get().pk

    with pytest.raises(NoSuchSession):
        send_session(session, Sender(frozenset({77}), "account:9", None, ISSUED_ON, AT), USUAL)
    Session.objects.update(state="planned")
    with pytest.raises(NoSuchSession):
        send_session(session, body_office(), USUAL)


def test_bodies_stand_by_what_was_refused_and_what_waits() -> None:
    issued()
    assert standings(None) == [Standing(BODY, due=2, sent=0, accepted=0, refused=0)]

    sent()
    answered(f"{SECOND},退回,证件号码不符")

    assert standings({BODY}) == [Standing(BODY, due=0, sent=1, accepted=0, refused=1)]
    assert standings({77}) == []


def test_installation_has_its_own_profile(tmp_path) -> None:
    ours = format_files(None)[USUAL].read_text("utf-8")
    (tmp_path / "formats").mkdir()
    theirs = ours.replace("id: platform-file", "id: platform-2027").replace("zh: 证书编号}", "zh: 编号}")
    (tmp_path / "formats" / "platform-2027.yaml").write_text(theirs, "utf-8")
    (tmp_path / "formats" / "sms-file.yaml").write_text("id: x", "utf-8")

    assert sorted(format_files(tmp_path)) == ["platform-2027", USUAL]
    assert platform_format("platform-2027", tmp_path).headings("answers")[0].zh == "编号"


def test_certificate_of_before_the_platform_is_not_told() -> None:
    made = issued()[0]
    made.steps.all().delete()

    assert due() == [SECOND]
    assert IssuedCertificate.objects.count() == 2


def test_department_sends_for_every_body_and_its_body_reads_the_answers() -> None:
    issued()

    file = send_certificates(EVERYBODY, USUAL)

    assert (file.rows, file.by) == (2, None)
    assert answered(f"{FIRST},接收,") == Answered(1, 0, 0)
