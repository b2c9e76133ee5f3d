"""Ratings: once, by whom the case was about; a bad mark is answered by officials who did not handle the case."""

import pytest

from jiyao.base.reasons import LONGEST_REASON, BadReason
from jiyao.casework.actions.accepting import accept, withdraw
from jiyao.casework.actions.moving import SameHand
from jiyao.casework.actions.rating import Mark, NoGrade, NotRatable, NotYoursToRate, RatedAlready, rate
from jiyao.casework.models import Case, Channel, Grade, Rating, Recommendation
from jiyao.casework.queries.ratings import RateCount, rates, rating_of
from jiyao.casework.queries.saying import reasons_of
from jiyao.registry.permitting import NOBODY
from tests.casework.claims import claimed, hand, lay_out_entitled
from tests.casework.contests import R, by, concluded, contested, refused, stranger
from tests.registry.places import COUNTY, DAY, HERE, OTHER_COUNTY, PROVINCE

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out_entitled()
    Rating.objects.all().delete()


def marked(case: Case, grade: str, sentence: str = "", *, days: int = 0) -> Rating:
    """What the person here says of it."""
    return rate(case.pk, Mark(grade, sentence), hand(R.CITIZEN, days=days))


def test_good_mark_is_kept_with_its_sentence_and_opens_nothing() -> None:
    case = refused()

    made = marked(case, Grade.VERY_GOOD, " 很快 ")

    assert rating_of(case) == (made, "很快")
    assert (made.follow_up, made.division, made.measure, made.person_id) == (
        None,
        case.division,
        case.measure,
        HERE,
    )


def test_bad_mark_is_looked_into_by_others_and_answered() -> None:
    case = refused()

    followed = marked(case, Grade.BAD, "没有说明理由").follow_up

    assert followed is not None
    assert (followed.kind, followed.channel, followed.parent, followed.person_id) == (
        "complaint",
        Channel.RATING,
        case,
        HERE,
    )
    assert list(reasons_of(followed, followed.steps.all()).values()) == ["不满意：没有说明理由"]
    with pytest.raises(SameHand):
        accept(followed.pk, hand(R.ACCEPT))
    over = concluded(followed, Recommendation.GRANT)
    assert over.state == "closed"
    [count] = rates(by(R.SUPERVISE).holder or NOBODY, DAY)
    assert count == RateCount(COUNTY, None, (0, 0, 0, 1, 0), 1)
    assert (count.count, count.bad, count.content_percent) == (1, 1, 0.0)


def test_bad_mark_joins_the_complaint_that_is_open() -> None:
    case = refused()
    complaint = contested(case, "complaint", hand(R.CITIZEN))

    assert marked(case, Grade.VERY_BAD).follow_up == complaint
    assert Case.objects.filter(kind="complaint").count() == 1


def test_rates_are_those_in_reach_by_place() -> None:
    first = refused()
    marked(first, Grade.VERY_GOOD)
    marked(refused(), Grade.FAIR)
    Rating.objects.filter(case=first).update(division=OTHER_COUNTY)

    def seen(division: str) -> list[tuple[str | None, tuple[int, ...], float]]:
        found = rates(by(R.SUPERVISE, division=division).holder or NOBODY, DAY)
        return [(one.division, one.grades, one.content_percent) for one in found]

    here, there = (COUNTY, (0, 0, 1, 0, 0), 100.0), (OTHER_COUNTY, (1, 0, 0, 0, 0), 100.0)
    assert (seen(COUNTY), seen(OTHER_COUNTY), seen(PROVINCE)) == ([here], [there], [here, there])


@pytest.mark.parametrize(
    ("grade", "sentence", "error"),
    [("", "", NoGrade), ("best", "", NoGrade), (Grade.FAIR, "长" * (LONGEST_REASON + 1), BadReason)],
)
def test_mark_that_is_none_is_refused(grade: str, sentence: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        marked(refused(), grade, sentence)

    assert not Rating.objects.exists()


def test_case_is_rated_once_when_it_is_over_by_whom_it_was_about() -> None:
    open_ = claimed()
    with pytest.raises(NotRatable):
        marked(open_, Grade.VERY_GOOD)
    withdraw(open_.pk, hand(R.CITIZEN))
    with pytest.raises(NotRatable):
        marked(open_, Grade.VERY_GOOD)
    case = refused()
    for who in (stranger(), by(R.ACCEPT)):
        with pytest.raises(NotYoursToRate):
            rate(case.pk, Mark(Grade.VERY_GOOD), who)
    with pytest.raises(NotYoursToRate):
        rate(99, Mark(Grade.VERY_GOOD), hand(R.CITIZEN))

    assert marked(case, Grade.GOOD).grade == Grade.GOOD
    with pytest.raises(RatedAlready):
        marked(case, Grade.VERY_GOOD, days=1)
    over = concluded(contested(case, "appeal", hand(R.CITIZEN)), Recommendation.REFUSE)
    with pytest.raises(NotRatable):
        marked(over, Grade.VERY_BAD)
