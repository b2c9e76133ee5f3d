"""What an organisation's people come to by what is on record: worked out for who signed in for it, and for nobody else."""

import re
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from time import perf_counter

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from python_calamine import CalamineWorkbook

from jiyao.foundation.actions.keys import create_keys
from jiyao.insight.roster.determining import Standing, determine_roster
from jiyao.insight.roster.registered import people_at_work, registered_roster
from jiyao.interfaces.portal import beside, rosters
from jiyao.interfaces.ui.pack import assessor
from jiyao.policy.models import Grant, GrantSlot
from jiyao.policy.queries.people import determinations_of
from jiyao.registry.models import (
    AccountRole,
    EmploymentSpell,
    HeldCertificate,
    InsuranceSpell,
    Level,
    Person,
    PersonVersion,
)
from tests.insight.rosters import the_assessor, the_roster
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import AT, DAY, HERE, NAMES, account_as, kept, lay_out

ROOT = Path(__file__).parents[3]
HAN = re.compile(r"[\u4e00-\u9fff]+")
UPGRADE = "skill-upgrade-subsidy"


@pytest.fixture(autouse=True)
def demonstration(settings: Settings) -> None:
    settings.PACK, settings.DEMONSTRATION, settings.DAY = ROOT / "packs/heilongjiang", True, DAY


def entitle(person: int = HERE) -> None:
    """All that the subsidy for raised skill asks of a person and her certificate."""
    InsuranceSpell.objects.filter(person=person).update(
        in_province=True, employer_pays=True, person_pays=True, division="230100"
    )
    HeldCertificate.objects.filter(person=person).update(
        certificate_kind="skill_level", work_type="none", found_in_lookup=True
    )
    EmploymentSpell.objects.filter(person=person).update(in_province=True)
    for rank, code in enumerate(("none", "L5", "L4", "L3", "L2", "L1")):
        Level.objects.create(code=code, rank=rank, zh=code, en=code)


def answers():
    roster = the_roster()
    found = registered_roster(frozenset({801}), roster, on=DAY, known_at=AT, language="zh")
    return determine_roster(
        read=found.read, roster=roster, assessor=the_assessor(), on=DAY, granted=found.granted
    )


def the_answer():
    [one] = [one for one in answers() if one.measure.id == UPGRADE]
    return one


@pytest.mark.django_db
def test_people_are_those_who_work_there_on_the_day() -> None:
    lay_out()
    kept(EmploymentSpell, 9001, person_id=HERE, organisation_id=802, starts_on=date(2030, 1, 1))

    assert people_at_work(frozenset({801}), DAY) == [HERE]
    assert people_at_work(frozenset({802}), DAY) == [2]
    EmploymentSpell.objects.filter(record=1001).update(ends_on=date(2025, 6, 29))
    assert people_at_work(frozenset({801}), DAY) == []


@pytest.mark.django_db
def test_roster_of_the_registry_comes_to_what_one_person_is_told() -> None:
    lay_out()
    entitle()

    alone = determinations_of(the_assessor(), HERE, on=DAY, known_at=AT)

    told = {
        (one.measure.id, one.case.id): one.result.amount_fen or 0
        for one in alone
        if one.result.payable == "pays"
    }
    found = {one.measure.id: one.amount_fen for one in answers() if one.standing is Standing.NOW}
    wanted = {measure.id for measure in the_roster().measures}
    assert the_answer().standing is Standing.NOW
    assert found == {measure: fen for (measure, _), fen in told.items() if measure in wanted and fen}


@pytest.mark.django_db
def test_what_was_granted_before_is_counted() -> None:
    lay_out()
    entitle()
    [limit] = [one for one in the_answer().measure.limits if one.pool.per[0] == "person"][:1]
    values = {"person": str(HERE), "calendar_year": "2025", "occupation": "6-18-02-04", "level": "L4"}
    key = "|".join(values.get(name, "none") for name in limit.pool.per)
    grant = Grant.objects.get(person=HERE)
    for slot in range(9):
        GrantSlot.objects.create(grant=grant, pool=limit.pool.id, key=key, slot=slot)

    assert the_answer().standing is Standing.LOST


def started(client: Client):
    """The result of the button, the work done."""
    return client.post("/my-organisation/")


def test_employer_sees_what_can_be_claimed_and_takes_it_home(fresh_database: str) -> None:
    lay_out()
    entitle()
    client = signed_in(AccountRole.EMPLOYER)
    first = client.get("/my-organisation/").content.decode()

    response = started(client)

    page = client.get(response.url).content.decode()
    file = client.post(f"{response.url}file/", {"name": "result.xlsx"})
    [head, row] = CalamineWorkbook.from_filelike(BytesIO(file.content)).get_sheet_by_index(0).to_python()[:2]
    assert ("第801公司" in first, "<b>1 人</b>" in first) == (True, True)
    assert "1,500" in page
    assert "张* 4513 #1" in page
    assert NAMES[HERE] not in page
    assert (row[0], head[:2]) == ("张* 4513 #1", ["人员编号", "本行内容"])
    assert client.post(f"{response.url}file/", {"name": "result.xlsx"}).status_code == 410
    assert client.post(f"{response.url}delete/").url == "/my-organisation/"
    assert client.get(response.url).status_code == 410


def test_result_opens_for_the_account_that_asked_and_nobody_else(fresh_database: str) -> None:
    lay_out()
    response = started(signed_in(AccountRole.EMPLOYER))
    token = response.url.split("/")[2]
    other = Client()
    account = account_as(AccountRole.EMPLOYER, division="other", organisation=802)
    other.force_login(account)

    assert other.get(response.url).status_code == 410
    assert other.get(f"/employers/{token}/").status_code == 410
    assert Client().get(response.url).status_code == 302
    assert other.post(f"{response.url}delete/").status_code == 302
    assert (other.get(f"{response.url}progress/").headers["HX-Redirect"]) == response.url


def test_organisation_without_people_is_told(fresh_database: str) -> None:
    lay_out()
    EmploymentSpell.objects.all().delete()

    assert (
        "今天没有登记在岗的人员" in signed_in(AccountRole.EMPLOYER).get("/my-organisation/").content.decode()
    )


def test_work_that_fails_is_told(fresh_database: str, monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out()
    client = signed_in(AccountRole.EMPLOYER)
    monkeypatch.setattr(rosters, "determine_roster", lambda **given: 1 / 0)

    page = client.get(started(client).url).content.decode()

    assert "没有算成" in page


@pytest.mark.django_db
def test_too_many_at_once_are_asked_to_come_back(monkeypatch: pytest.MonkeyPatch) -> None:
    lay_out()
    monkeypatch.setattr(beside._places, "acquire", lambda blocking: False)

    response = started(signed_in(AccountRole.EMPLOYER))

    assert (response.status_code, "请一分钟后再试" in response.content.decode()) == (503, True)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "seen", "hidden"),
    [
        (AccountRole.EMPLOYER, "employment", "certificates"),
        (AccountRole.TRAINING_BODY, "enrolments", "employment"),
        (AccountRole.TECHNICAL_SCHOOL, "education", "insurance"),
        (AccountRole.EVALUATION_BODY, "certificates", "enrolments"),
    ],
)
def test_bodies_find_their_own_records_at_the_desk(role: AccountRole, seen: str, hidden: str) -> None:
    lay_out()
    client = signed_in(role)

    page = client.get("/desk/").content.decode()
    rows = client.get(f"/desk/records/{seen}/").content.decode()

    assert (f"/desk/records/{seen}/" in page, f"/desk/records/{hidden}/" in page) == (True, False)
    assert ("张* 4513" in rows, "李*" in rows) == (True, False)


def test_english_pages_hold_no_chinese_but_data(fresh_database: str) -> None:
    lay_out()
    entitle()
    client = signed_in(AccountRole.EMPLOYER, english=True)

    for address in ("/my-organisation/", started(client).url):
        body = client.get(address).content.decode().partition("<main")[2].partition("</main>")[0]
        plain = re.sub(
            r'<span lang="zh-CN">.*?</span>|<div class="margin">.*?</div>', "", body, flags=re.DOTALL
        )
        assert set(HAN.findall(plain)) <= {"张", "第", "公司"}


@pytest.mark.django_db
def test_five_thousand_people_are_worked_out(record_property: Callable[[str, object], None]) -> None:
    """How long it takes is told, not held against anything."""
    lay_out()
    people = range(10_000, 15_000)
    Person.objects.bulk_create(Person(id=number) for number in people)
    create_keys(people)
    common = {"version": 1, "recorded_at": AT}
    PersonVersion.objects.bulk_create(
        PersonVersion(
            record=n, person_id=n, reference=f"p{n}", birth_on=date(1990, 3, 7), sex="male", **common
        )
        for n in people
    )
    since = {"starts_on": date(2020, 1, 1), "division": "230100", "in_province": True, "organisation_id": 801}
    EmploymentSpell.objects.bulk_create(
        EmploymentSpell(record=100_000 + n, person_id=n, reference=f"e{n}", **since, **common) for n in people
    )
    months = {"first_month": 24241, "division": "230100", "in_province": True, "organisation_id": 801}
    InsuranceSpell.objects.bulk_create(
        InsuranceSpell(
            record=200_000 + n,
            person_id=n,
            reference=f"i{n}",
            employer_pays=True,
            person_pays=True,
            **months,
            **common,
        )
        for n in people
    )
    held = {"certificate_kind": "skill_level", "occupation": "6-18-02-04", "work_type": "none", "level": "L4"}
    HeldCertificate.objects.bulk_create(
        HeldCertificate(
            record=300_000 + n,
            person_id=n,
            reference=f"c{n}",
            issued_on=date(2025, 2, 1),
            found_in_lookup=True,
            **held,
            **common,
        )
        for n in people
    )
    assessor()

    began = perf_counter()
    found = answers()

    assert len({one.entry.person for one in found}) == 5001
    record_property("seconds", round(perf_counter() - began, 1))
