"""The published pattern lights up, look-alikes do not, and few candidates condemn nobody. On both databases."""

from datetime import date, timedelta

import pytest

from jiyao.evaluation.intervals import Share, Sums, spread_of
from jiyao.evaluation.models import DutyState, Part, PartResult, Seat
from jiyao.evaluation.queries.behaviour import behaviour_of, behaviours
from tests.evaluation.behaving import ON, behaviour, body, certificates, session, sitting

FILED = date(2025, 1, 6)
LONG_AGO = date(2021, 1, 4)


def weekly(first: date, number: int, apart: int = 1) -> list[date]:
    return [first + timedelta(days=apart * turn) for turn in range(number)]


@pytest.mark.parametrize(
    ("good", "of", "low", "high"), [(0, 0, 0.0, 1.0), (5, 5, 0.5655, 1.0), (81, 263, 0.2553, 0.3662)]
)
def test_interval_of_a_share_is_as_wilson_gives_it(good: int, of: int, low: float, high: float) -> None:
    found = Share(good, of)

    assert (round(found.low, 4), round(found.high, 4)) == (low, high)


def test_spread_of_one_mark_is_not_known() -> None:
    assert spread_of(Sums(1, 80, 6400)) is None
    found = spread_of(Sums(1, 700, 490_000) + Sums(2, 1700, 1_450_000), 10)
    assert found is not None
    assert (found.value, found.low < 10.0 < found.high) == (10.0, True)


@pytest.mark.django_db
def test_published_pattern_lights_up_and_what_looks_like_it_does_not() -> None:
    mill = body(31, FILED)
    long_there, slow, renewed, quiet = (
        body(32, LONG_AGO),
        body(33, date(2023, 2, 6)),
        body(34, LONG_AGO, FILED),
        body(35, LONG_AGO),
    )
    burst = weekly(FILED + timedelta(days=7), 25, 2)
    for one in (mill, long_there, renewed):
        certificates(one, burst, 105)
    certificates(slow, weekly(date(2023, 2, 6), 26, 28), 102)
    certificates(quiet, weekly(LONG_AGO, 10), 3)
    held = session(mill, 0, 0, on=FILED)
    for day in burst:
        sitting(held, "一号考点", 1, day=day)

    found = behaviours([mill, long_there, slow, renewed, quiet], ON, behaviour())

    assert {one: list(each.signs) for one, each in found.items()} == {
        mill: ["burst"],
        long_there: [],
        slow: [],
        renewed: [],
        quiet: [],
    }
    start = found[mill].start
    assert start is not None
    assert (start.certificates, start.sittings, start.filed_on, start.usual) == (2625, 25, FILED, 15)


@pytest.mark.django_db
def test_who_issued_before_the_first_filing_on_record_is_no_new_body() -> None:
    new, old = body(31, FILED), body(32, FILED)
    certificates(old, [LONG_AGO], 1)
    for one in (new, old):
        certificates(one, weekly(FILED, 10), 60)

    found = behaviours([new, old], ON, behaviour())

    assert [list(each.signs) for each in found.values()] == [["burst"], []]


@pytest.mark.django_db
def test_pass_rate_unlike_that_of_others_is_told_from_chance() -> None:
    for number in (31, 32, 33):
        session(body(number, LONG_AGO), passed=70, failed=30)
    mill, small, good = body(41, LONG_AGO), body(42, LONG_AGO), body(43, LONG_AGO)
    session(mill, passed=300, failed=0)
    session(small, passed=6, failed=0)
    session(good, passed=160, failed=40)

    found = behaviours([mill, small, good, 31], ON, behaviour())

    assert {one: list(each.signs) for one, each in found.items()} == {
        mill: ["unlike-peers"],
        small: [],
        good: [],
        31: [],
    }
    [line] = found[mill].lines
    assert (line.own, line.peers) == (Share(300, 300), 5)
    assert line.others == Share(210 + 6 + 160, 300 + 6 + 200)


@pytest.mark.django_db
def test_marks_that_lie_together_are_told_from_a_few_that_happen_to() -> None:
    for number in (31, 32, 33):
        session(body(number, LONG_AGO), passed=80, failed=20)
    alike, few, usual = body(41, LONG_AGO), body(42, LONG_AGO), body(43, LONG_AGO)
    for one, candidates in ((alike, 40), (few, 6)):
        marked = session(one, passed=candidates, failed=0)
        PartResult.objects.filter(candidate__session=marked).update(tenths=750)
    session(usual, passed=80, failed=20)

    found = behaviours([alike, few, usual, 31], ON, behaviour())

    assert {one: list(each.signs) for one, each in found.items()} == {
        alike: ["marks-unlike-peers"],
        few: [],
        usual: [],
        31: [],
    }


@pytest.mark.django_db
def test_with_too_few_others_nobody_is_unlike_them() -> None:
    session(body(31, LONG_AGO), passed=100, failed=100)
    session(body(32, LONG_AGO), passed=100, failed=100)
    session(body(33, LONG_AGO), passed=300, failed=0)

    assert behaviour_of(33, ON, behaviour()).signs == []


@pytest.mark.django_db
def test_who_was_absent_did_not_sit_and_the_last_version_counts() -> None:
    made = session(body(31, LONG_AGO), passed=1, failed=2)
    first, second, third = PartResult.objects.order_by("pk")
    PartResult.objects.filter(pk=third.pk).update(absent=True, tenths=None)
    PartResult.objects.create(
        candidate=second.candidate,
        part=Part.PRACTICAL,
        version=2,
        tenths=600,
        passed=True,
        found_at=first.found_at,
        act=0,
    )

    [line] = behaviour_of(31, ON, behaviour()).lines

    assert (line.own, line.sessions) == (Share(2, 2), [made.pk])


@pytest.mark.django_db
def test_examiner_in_two_places_at_one_time_is_found_at_both_bodies() -> None:
    one, other = session(body(31, LONG_AGO), 1, 0), session(body(32, LONG_AGO), 1, 0)
    at, there = sitting(one, "东校区", 1, 501, 502), sitting(other, "西校区", 1, 501)
    sitting(other, "西校区", 2, 502)
    declined = sitting(other, "北校区", 1, 502)
    declined.duties.update(state=DutyState.DECLINED)

    found = behaviours([31, 32], ON, behaviour())

    assert [list(each.signs) for each in found.values()] == [["two-places"], ["two-places"]]
    [clash] = found[31].clashes
    assert ({clash.one.sitting, clash.other.sitting}, clash.one.person_id) == ({at, there}, 501)


@pytest.mark.django_db
def test_two_rooms_of_one_venue_are_one_place() -> None:
    made = session(body(31, LONG_AGO), 1, 0)
    sitting(made, "东校区", 1, 501)
    other = sitting(session(body(32, LONG_AGO), 1, 0), "东校区", 1, 501)

    assert other.room.organisation_id == 32
    assert behaviour_of(31, ON, behaviour()).clashes == ()


@pytest.mark.django_db
def test_minutes_a_candidate_are_those_of_every_examiner() -> None:
    made = session(body(31, LONG_AGO), 3, 0)
    held = sitting(made, "东校区", 1, 501, 502)
    for number, candidate in enumerate(made.candidates.all(), start=1):
        Seat.objects.create(sitting=held, candidate=candidate, number=number)

    [line] = behaviour_of(31, ON, behaviour()).lines

    assert (line.minutes, line.usual_minutes) == (40.0, None)


@pytest.mark.django_db
def test_body_of_which_nothing_is_known_shows_nothing() -> None:
    found = behaviour_of(body(31), ON, behaviour())

    assert (found.start, found.lines, found.signs) == (None, [], [])
    assert found.first_time == Share(0, 0)
