"""Findings of inspections: who records, answers and settles them, and what is refused. On both databases."""

from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pytest_django.fixtures import Settings

from jiyao.base.reasons import BadReason
from jiyao.evaluation.actions.inspecting import (
    BadDay,
    Found,
    NoSuchInspection,
    NoSuchSession,
    NotToInspect,
    SettledAlready,
    TooManyFiles,
    answer_inspection,
    note_read,
    record_inspection,
    settle_inspection,
    take_inspection_file,
)
from jiyao.evaluation.models import EvaluationBody, Inspection, Session, Supervisor
from jiyao.evaluation.queries.inspections import inspections_of, overdue, unanswered
from jiyao.foundation.actions.attaching import EmptyFile, open_attachment
from jiyao.foundation.contents import WrongContent
from jiyao.foundation.models import Act
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole as R
from jiyao.registry.permitting import holder_of
from tests.foundation.planted import WELDER, plant
from tests.registry.places import AT, CITY, DAY, HERE, OTHER_CITY, THERE, account_as, lay_out

pytestmark = pytest.mark.django_db
BODY, OTHER_BODY = 801, 802
PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out()


def by(role: R, **where: Any) -> Hand:
    return Hand(holder_of(account_as(role, **where), DAY), DAY, AT)


def supervisor(person: int, division: str, **values: Any) -> Hand:
    plant(
        Supervisor,
        person_id=person,
        division=division,
        starts_on=date(2024, 1, 1),
        **{"side": "external", **values},
    )
    account = open_account(username=f"s{person}", person=person, at=AT, by="program:test")
    return Hand(holder_of(account, DAY), DAY, AT)


def planned(organisation: int, number: str) -> int:
    """A session of a body."""
    made = Session.objects.create(
        organisation_id=organisation,
        number=number,
        occupation=WELDER,
        level="L4",
        standard_edition="edition_2023",
        division=CITY,
        starts_on=DAY,
        ends_on=DAY,
        enrols_until=DAY,
    )
    return made.pk


def found(**values: Any) -> Found:
    given = {
        "organisation": BODY,
        "inspected_on": DAY,
        "looked_at": "2025-06 焊工技能考核",
        "finding": "两名考生无准考证入场",
        "put_right_by": DAY + timedelta(days=10),
    }
    return Found(**{**given, **values})


def test_finding_is_recorded_answered_and_settled() -> None:
    official = by(R.SUPERVISE, division=CITY)
    made = record_inspection(found(), official)
    answering = by(R.EVALUATION_BODY)
    answer_inspection(made.pk, "已补发并核对", answering)

    [told] = inspections_of([BODY], DAY)
    assert (told.looked_at, told.finding, told.answer) == (
        "2025-06 焊工技能考核",
        "两名考生无准考证入场",
        "已补发并核对",
    )
    assert not told.is_overdue
    settle_inspection(made.pk, official)
    assert Inspection.objects.get().settled_at == AT
    kinds = ["record-inspection", "answer-inspection", "settle-inspection"]
    assert list(Act.objects.filter(kind__in=kinds).order_by("number").values_list("kind", flat=True)) == kinds
    with pytest.raises(SettledAlready):
        settle_inspection(made.pk, official)
    with pytest.raises(SettledAlready):
        answer_inspection(made.pk, "再说", answering)


def test_finding_names_a_session_and_carries_files(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS = tmp_path
    official = by(R.SUPERVISE, division=CITY)
    held = planned(BODY, "2025-06-1")
    picture = BytesIO(PNG)

    made = record_inspection(found(session=" 2025-06-1 ", files=[(picture, "门口.png")]), official)

    [told] = inspections_of([BODY], DAY)
    [(number, kind)] = told.files
    assert (made.session_id, kind) == (held, "png")
    for hand in (official, by(R.EVALUATION_BODY, organisation=BODY)):
        assert open_attachment(take_inspection_file(number, hand).file).read() == PNG
    with pytest.raises(NoSuchInspection):
        take_inspection_file(number, by(R.EVALUATION_BODY, organisation=OTHER_BODY, division=OTHER_CITY))
    assert Act.objects.filter(kind="take-inspection-file").count() == 2


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"session": "没有的批次"}, NoSuchSession),
        ({"files": [(BytesIO(b"MZ\x90\x00"), "病毒.exe")]}, WrongContent),
        ({"files": [(BytesIO(b""), "空.png")]}, EmptyFile),
        ({"files": [(BytesIO(b"x"), "x")] * 13}, TooManyFiles),
    ],
)
def test_finding_with_a_wrong_session_or_file_is_not_kept(
    values: dict[str, Any], error: type[Exception], settings: Settings, tmp_path: Path
) -> None:
    settings.ATTACHMENTS = tmp_path
    planned(OTHER_BODY, "没有的批次")

    with pytest.raises(error):
        record_inspection(found(**values), by(R.SUPERVISE, division=CITY))

    assert not Inspection.objects.exists()


def test_body_sees_what_waits_and_who_supervises_that_it_was_seen() -> None:
    official = by(R.SUPERVISE, division=CITY)
    record_inspection(found(), official)
    record_inspection(found(put_right_by=None), official)
    answering = by(R.EVALUATION_BODY)

    assert (unanswered([BODY]), unanswered([OTHER_BODY])) == (1, 0)
    assert [note_read([BODY], answering), note_read([BODY], answering)] == [2, 0]
    assert {one.read_at for one in Inspection.objects.all()} == {AT}


def test_what_is_not_put_right_in_time_is_overdue() -> None:
    record_inspection(found(), by(R.SUPERVISE, division=CITY))

    assert overdue(DAY + timedelta(days=10)) == frozenset()
    assert overdue(DAY + timedelta(days=11)) == {BODY}


def test_external_supervisor_inspects_where_they_were_sent() -> None:
    sent = supervisor(THERE, CITY)

    assert record_inspection(found(put_right_by=None), sent).organisation_id == BODY
    with pytest.raises(NotToInspect, match="you do not supervise this body"):
        record_inspection(found(organisation=OTHER_BODY), sent)


@pytest.mark.parametrize(
    "spell", [{"ends_on": DAY - timedelta(days=1)}, {"organisation_id": BODY, "side": "internal"}]
)
def test_who_is_sent_no_more_or_is_the_bodys_own_does_not_inspect(spell: dict[str, Any]) -> None:
    hand = supervisor(HERE, CITY, **spell)

    with pytest.raises(NotToInspect):
        record_inspection(found(), hand)


def test_official_of_another_place_does_not_inspect() -> None:
    assert EvaluationBody.objects.filter(organisation=BODY).exists()
    with pytest.raises(NotToInspect):
        record_inspection(found(), by(R.SUPERVISE, division=OTHER_CITY))


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"inspected_on": DAY + timedelta(days=1)}, BadDay),
        ({"put_right_by": DAY - timedelta(days=1)}, BadDay),
        ({"finding": " "}, BadReason),
        ({"looked_at": "字" * 1001}, BadReason),
        ({"organisation": 99}, NotToInspect),
    ],
)
def test_wrong_finding_is_refused(values: dict[str, Any], error: type[Exception]) -> None:
    with pytest.raises(error):
        record_inspection(found(**values), by(R.SUPERVISE, division=CITY))

    assert not Inspection.objects.exists()


def test_another_body_neither_sees_nor_answers() -> None:
    made = record_inspection(found(), by(R.SUPERVISE, division=CITY))

    with pytest.raises(NoSuchInspection):
        answer_inspection(made.pk, "不是我", by(R.EVALUATION_BODY, organisation=OTHER_BODY))
