"""Papers of an appointment, questions about it, a whole roster, and how the rules see one. On both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from jiyao.base.reasons import BadReason
from jiyao.employment.actions.papering import NoSuchAppointment, add_paper, take_paper
from jiyao.employment.actions.questioning import (
    NotInReach,
    SettledAlready,
    answer_about,
    ask_about,
    settle_about,
)
from jiyao.employment.actions.rostering import Alike, appoint_roster
from jiyao.employment.models import AppointmentQuestion, PostAppointment
from jiyao.employment.queries.appointments import papers_of
from jiyao.employment.queries.conditions import Stand, judged_on
from jiyao.employment.queries.questions import asked_open, questions_about
from jiyao.employment.rosters import read_roster, write_roster_template
from jiyao.engine.determination.assessing import Assessor
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.foundation.contents import WrongContent
from jiyao.foundation.models import Act
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.hand import Hand
from jiyao.registry.imports.rosters import Roster
from jiyao.registry.models import AccountRole, EmploymentSpell, HeldCertificate, PersonVersion
from jiyao.registry.permitting import holder_of
from tests.packs.heilongjiang import pack
from tests.registry.imports.files import identity
from tests.registry.places import COUNTY, DAY, HERE, IDENTITIES, OTHER_COUNTY, THERE, account_as, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.database]
AT = datetime(2025, 6, 30, 8, tzinfo=UTC)
EMPLOYER, MINE, OTHERS = 801, 1001, 1002
RULES = Assessor(pack())
SURE = {HERE: IDENTITIES[HERE], THERE: identity("23990219900307451")}
PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out()
    load_lists(pack())
    AppointmentQuestion.objects.all().delete()
    HeldCertificate.objects.update(level="L1")
    PersonVersion.objects.filter(person=THERE).update(reference=lookup_hash(SURE[THERE]))


def hand(role: AccountRole, **place: str) -> Hand:
    return Hand(holder_of(account_as(role, **place), DAY), DAY, AT)


def test_paper_is_kept_beside_the_appointment_and_looking_leaves_an_act(
    settings: Settings, tmp_path: Path
) -> None:
    settings.ATTACHMENTS = tmp_path
    employer = hand(AccountRole.EMPLOYER)

    made = add_paper(MINE, BytesIO(PDF), "业绩.pdf", employer)
    taken = take_paper(made, employer)

    assert [(one.file.name, one.added_at) for one in papers_of(MINE)] == [("业绩.pdf", AT)]
    assert taken == made.file
    kinds = ["add-appointment-paper", "take-appointment-paper"]
    assert list(Act.objects.order_by("pk").values_list("kind", flat=True))[-2:] == kinds
    with pytest.raises(NoSuchAppointment):
        add_paper(OTHERS, BytesIO(PDF), "业绩.pdf", employer)
    with pytest.raises(WrongContent):
        add_paper(MINE, BytesIO(b"a,b\n"), "业绩.csv", employer)


def test_question_is_asked_answered_and_settled() -> None:
    official, employer = hand(AccountRole.REVIEW, division=COUNTY), hand(AccountRole.EMPLOYER)

    asked = ask_about(MINE, "业绩材料在哪里？", official)
    assert asked_open([MINE, OTHERS]) == {MINE}
    answer_about(asked.pk, "已补充", employer)
    settle_about(asked.pk, replace(official, at=AT + timedelta(hours=1)))

    [told] = questions_about([MINE])
    assert (told.question, told.answer, told.is_open) == ("业绩材料在哪里？", "已补充", False)
    assert asked_open([MINE]) == frozenset()
    with pytest.raises(SettledAlready):
        answer_about(asked.pk, "再说", employer)
    with pytest.raises(SettledAlready):
        settle_about(asked.pk, official)


def test_who_is_elsewhere_asks_answers_and_settles_nothing() -> None:
    asked = ask_about(MINE, "为什么？", hand(AccountRole.REVIEW, division=COUNTY))
    elsewhere = hand(AccountRole.REVIEW, division=OTHER_COUNTY)
    employer = hand(AccountRole.EMPLOYER)

    for refused in (
        lambda: ask_about(MINE, "为什么？", elsewhere),
        lambda: ask_about(OTHERS, "为什么？", employer),
        lambda: settle_about(asked.pk, elsewhere),
        lambda: settle_about(asked.pk, employer),
        lambda: answer_about(asked.pk, "因为", elsewhere),
        lambda: answer_about(99, "因为", employer),
    ):
        with pytest.raises(NotInReach):
            refused()
    with pytest.raises(BadReason):
        answer_about(asked.pk, "  ", employer)


def a_roster(*rows: tuple[str, ...]) -> Roster:
    headings = ("姓名", "公民身份号码", "聘任岗位", "职业编码", "聘任起始日", "聘任截止日", "聘任文件")
    file = BytesIO("\n".join(",".join(row) for row in (headings, *rows)).encode())
    return read_roster(file, pack(), folder=None, on=DAY, invented=True)


def a_row(number: int = HERE, post: str = "首席技师", document: str = "厂人发1号") -> tuple[str, ...]:
    return ("某", SURE[number], post, "6-18-02-04", "2025-07-01", "2027-06-30", document)


def test_roster_appoints_everybody_in_it() -> None:
    EmploymentSpell.objects.filter(person=THERE).update(organisation=EMPLOYER)

    done = appoint_roster(
        Alike(EMPLOYER, True), a_roster(a_row(), a_row(THERE)), RULES, hand(AccountRole.EMPLOYER)
    )

    assert (done.people, done.bad) == (2, ())
    made = PostAppointment.objects.filter(post="chief_technician", starts_on=date(2025, 7, 1))
    assert set(made.values_list("person", "employer", "ends_on")) == {
        (HERE, EMPLOYER, date(2027, 6, 30)),
        (THERE, EMPLOYER, date(2027, 6, 30)),
    }


def test_one_wrong_row_and_nobody_is_appointed() -> None:
    before = PostAppointment.objects.count()
    rows = (a_row(), a_row(THERE), a_row(HERE, "厂长"), a_row(HERE, document=""))

    done = appoint_roster(Alike(EMPLOYER, True), a_roster(*rows), RULES, hand(AccountRole.EMPLOYER))

    assert done.people == 0
    assert [one.line for one in done.bad] == [3, 4, 5]
    assert "没有此人" in done.bad[0].zh
    assert "不在“技术岗位”的范围内" in done.bad[1].zh
    assert PostAppointment.objects.count() == before


def test_template_has_what_the_account_does_not_say() -> None:
    file = BytesIO()

    write_roster_template(file, pack(), folder=None, language="zh")

    assert file.getvalue()[:2] == b"PK"


def test_appointments_that_run_are_seen_as_the_rules_see_them_on_the_day() -> None:
    rows = list(PostAppointment.objects.order_by("record"))
    assert [one.stand for one in judged_on(rows, DAY, RULES, known_at=AT).values()] == [Stand.MEETS] * 2

    HeldCertificate.objects.filter(person=HERE).update(revoked_on=DAY)
    HeldCertificate.objects.filter(person=THERE).update(level=None)
    PostAppointment.objects.filter(person=THERE).update(post="other")

    found = judged_on(rows[:1], DAY, RULES, known_at=AT)
    assert [(one.stand, one.failed) for one in found.values()] == [(Stand.FAILS, ["level_below"])]
    other = judged_on(PostAppointment.objects.filter(person=THERE), DAY, RULES, known_at=AT)  # type: ignore[arg-type]
    assert [one.stand for one in other.values()] == [Stand.NO_RULE]
    assert judged_on(rows, date(2019, 1, 1), RULES, known_at=AT) == {}
