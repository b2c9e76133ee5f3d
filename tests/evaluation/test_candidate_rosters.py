"""Rosters of candidates: read row by row, enrolled as a whole or not at all."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest

from jiyao.evaluation.actions.enrolling import enrol
from jiyao.evaluation.actions.planning import TooLate
from jiyao.evaluation.actions.rostering import Enrolled, enrol_roster
from jiyao.evaluation.models import Candidacy, Candidate, Session
from jiyao.evaluation.rosters import read_roster, write_roster_template
from jiyao.foundation.actions.keys import lookup_hash
from jiyao.registry.actions.people import KnownPerson, record_people
from jiyao.registry.imports.checking.headings import WrongHeadings
from jiyao.registry.imports.reading.opening import open_table
from jiyao.registry.imports.rosters import BadRow, EmptyRoster, Roster
from jiyao.registry.models import Account
from jiyao.registry.queries.standing import people_by_hash
from tests.evaluation.planned import NOW, TODAY, acting, body, filed, office, pack
from tests.registry.imports.files import identity

pytestmark = pytest.mark.django_db
SURE = [identity(f"239901199003{day:02}45{one}") for day in (7, 8) for one in (1, 2)]
STRANGER = identity("23990119900309451")


@pytest.fixture
def account() -> Account:
    body()
    people = [
        KnownPerson(
            lookup_hash(one), date(1990, 3, 7), "male", {"identity": one, "name": "某", "phone": None}
        )
        for one in SURE
    ]
    record_people(people=people, at=NOW - timedelta(days=9), by="program:test", source="test")
    return office()


@pytest.fixture
def session(account: Account) -> Session:
    return filed()


def number_of(text: str) -> int:
    [number] = people_by_hash([lookup_hash(text)]).values()
    return number


def read(*rows: str, headings: str = "公民身份号码,姓名,从业月数,专业对应") -> Roster:
    file = BytesIO("\n".join((headings, *rows)).encode())
    return read_roster(file, pack(), folder=None, on=TODAY, invented=True)


def taken(session: Session, roster: Roster, account: Account, **when: Any) -> Enrolled:
    return enrol_roster(session.pk, roster, acting(account, **when), pack(), source="test")


def test_roster_is_enrolled_with_its_answers(account: Account, session: Session) -> None:
    roster = read(*(f"{one},某,{72 + at},是" for at, one in enumerate(SURE)))

    assert taken(session, roster, account) == Enrolled(4, ())
    assert list(
        Candidacy.objects.order_by("occupation_work_months").values_list(
            "person_id", "session", "level", "occupation_work_months", "field_matches"
        )
    ) == [(number_of(one), session.pk, "L4", 72 + at, True) for at, one in enumerate(SURE)]


def test_every_bad_row_is_told_and_nobody_is_enrolled(account: Account, session: Session) -> None:
    enrol(session.pk, {number_of(SURE[3]): {}}, acting(account), pack(), source="test")
    roster = read(
        f"{SURE[0]},某,72,是",
        f"{SURE[0]},某,72,是",
        f"{STRANGER},某,72,是",
        f"{SURE[1]},某,很久,是",
        f"{SURE[2]},某,721,是",
        f"{SURE[3]},某,72,是",
        ",某,72,是",
    )

    found = taken(session, roster, account, later=1)

    assert (found.candidates, [(one.line, one.column, one.en) for one in found.bad]) == (
        0,
        [
            (3, "", "is the same record as row 2"),
            (4, "公民身份号码", "nobody has this number; import people first"),
            (5, "从业月数", "is not a whole number"),
            (6, "", "occupation_work_months: 721 is more than 720"),
            (7, "", "is enrolled in this session already"),
            (8, "公民身份号码", "must not be empty"),
        ],
    )
    assert Candidate.objects.count() == 1


def test_roster_after_the_last_day_is_refused_as_a_whole(account: Account, session: Session) -> None:
    roster = read(f"{SURE[0]},某,72,是")

    with pytest.raises(TooLate):
        taken(session, roster, account, on=date(2025, 5, 21))


def test_file_of_something_else_is_no_roster(account: Account) -> None:
    with pytest.raises(WrongHeadings):
        read("a,b", headings="公民身份号码,申报等级")
    with pytest.raises(EmptyRoster, match="no rows"):
        read()


def test_reason_is_said_in_the_language_of_who_asks() -> None:
    row = BadRow(3, "", "重复", "twice")

    assert [row.said("zh"), row.said("en")] == ["重复", "twice"]


def test_template_has_the_columns_that_a_roster_takes(account: Account) -> None:
    file = BytesIO()
    write_roster_template(file, pack(), folder=None, language="zh")

    headings = open_table(file, lambda text: text == "公民身份号码").headings

    assert headings[:3] == ("公民身份号码", "拟从事本职业", "正在从事本职业")
