"""What evaluation bodies file: from the filing to the directory. Every test runs on both databases."""

from datetime import date, timedelta
from typing import Any

import pytest

from jiyao.base.errors import JiyaoError
from jiyao.casework.actions.carrying_out import (
    NoticeRuns,
    StandsOtherwise,
    agree_to_filing,
    end_notice,
)
from jiyao.casework.actions.filing import (
    FiledAlready,
    NoLines,
    NotSuspended,
    NotYoursToFile,
    file_filing,
    open_filing,
)
from jiyao.casework.actions.moving import NotYourDuty, SameHand
from jiyao.casework.actions.passing import pass_day
from jiyao.casework.filing_checks import BadDays, BadLines
from jiyao.casework.models import CaseState, Filing
from jiyao.casework.queries.independence import (
    SharedOwner,
    TrainingExaminer,
    examiners_who_train,
    trainers_with_shared_owners,
    trains_itself,
)
from jiyao.engine.determination.assessing import Assessor
from jiyao.evaluation.actions.bodies import ListedAlready
from jiyao.evaluation.filed import Days
from jiyao.evaluation.models import EvaluationBody, Examiner
from jiyao.evaluation.queries.bodies import (
    NotListed,
    OutOfScope,
    Suspended,
    Target,
    check_may_evaluate,
    listing_of,
    scopes_of,
)
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, OrganisationRole, Ownership
from jiyao.registry.queries.ownership import Owner
from tests.casework.claims import hand
from tests.casework.filings import (
    FITTER,
    ORGANISATION,
    UNTIL,
    WELDER,
    R,
    body,
    decided,
    examined,
    filed,
    lay_out_unlisted,
    line,
    listed,
    official,
    opened,
    wanted,
    with_notice,
    without_notice,
)
from tests.registry.places import AT, CITY, COUNTY, DAY, HERE, OTHER_COUNTY, PROVINCE, THERE, kept

pytestmark = pytest.mark.django_db
TARGET = Target(WELDER, "L4")


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out_unlisted()


def after(days: int) -> date:
    return DAY + timedelta(days=days)


def standing() -> list[tuple[str, str, date | None]]:
    """What the body may evaluate, with the last day, as the records stand."""
    found = scopes_of(ORGANISATION, DAY).order_by("occupation", "level")
    return list(found.values_list("occupation", "level", "ends_on"))


def test_filing_that_is_agreed_to_is_listed_with_its_scope_and_a_number() -> None:
    case = decided(filed(added=[line(), line(FITTER, "L3")]))

    listing = listing_of(ORGANISATION, DAY)
    assert listing is not None
    assert (case.state, case.division) == (CaseState.CLOSED, PROVINCE)
    assert (listing.body_kind, listing.division, listing.number_part) == ("social", COUNTY, "S000023000001")
    assert (listing.starts_on, listing.ends_on, listing.filed_on) == (DAY, UNTIL, DAY)
    assert standing() == [(FITTER, "L3", UNTIL), (WELDER, "L4", UNTIL)]
    assert Filing.objects.get(case=case).number_part == listing.number_part
    roles = OrganisationRole.objects.filter(organisation=ORGANISATION, superseded_at=FOREVER)
    assert sorted(roles.values_list("role", flat=True)) == ["employer", "evaluation_body"]
    assert check_may_evaluate(ORGANISATION, TARGET, DAY).level == "L4"


def test_each_kind_of_body_has_its_letter_and_serials_follow_each_other() -> None:
    first, second = filed(), filed(organisation=802, body_kind="employer")
    decided(first)
    decided(second)
    third = decided(filed("body-exit", days=1), days=1)
    assert third.state == CaseState.CLOSED
    again = decided(filed(days=2), days=2)

    parts = EvaluationBody.objects.filter(superseded_at=FOREVER).order_by("record")
    assert list(parts.values_list("number_part", flat=True)) == [
        "S000023000001",
        "Y000023000001",
        "S000023000001",
    ]
    assert again.state == CaseState.CLOSED


def test_imported_number_is_not_given_again() -> None:
    EvaluationBody.objects.create(
        record=77,
        reference="imported",
        recorded_at=AT,
        organisation_id=802,
        body_kind="social",
        number_part="S000023000001",
        division=OTHER_COUNTY,
        starts_on=DAY,
    )

    listed()

    assert getattr(listing_of(ORGANISATION, DAY), "number_part", "") == "S000023000002"


def test_filing_that_is_not_agreed_to_lists_nobody() -> None:
    case = examined(filed(), "refuse")

    agree_to_filing(case.pk, official(R.APPROVE), without_notice(), said="场地不足")

    case.refresh_from_db()
    assert (case.state, listing_of(ORGANISATION, DAY)) == (CaseState.REFUSED, None)


def test_who_examined_does_not_agree_and_a_county_decides_nothing() -> None:
    case = examined(filed())

    with pytest.raises(NotYourDuty):
        agree_to_filing(case.pk, hand(R.APPROVE, CITY), without_notice())
    case.steps.filter(step="review").update(by=official(R.APPROVE).account)
    with pytest.raises(SameHand):
        agree_to_filing(case.pk, official(R.APPROVE), without_notice())


def test_notice_with_days_ends_by_itself() -> None:
    rules = with_notice(5)
    case = decided(filed(), rules=rules)
    assert (case.state, listing_of(ORGANISATION, DAY)) == (CaseState.NOTICED, None)
    with pytest.raises(NoticeRuns):
        end_notice(case.pk, official(R.APPROVE), rules)

    early = pass_day(Hand(None, after(7), AT + timedelta(days=187)), Assessor(rules))
    assert early.decided == 0
    passed = pass_day(Hand(None, after(8), AT + timedelta(days=188)), Assessor(rules))

    listing = listing_of(ORGANISATION, after(8))
    assert (passed.decided, getattr(listing, "starts_on", None)) == (1, after(8))


def test_notice_of_which_nobody_knows_the_days_ends_by_hand() -> None:
    case = decided(filed(), rules=with_notice(None))
    reviewer = official(R.REVIEW)
    with pytest.raises(NotYourDuty):
        end_notice(case.pk, reviewer, with_notice(None))

    end_notice(case.pk, official(R.APPROVE), with_notice(None))

    assert getattr(listing_of(ORGANISATION, DAY), "starts_on", None) == DAY


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"added": []}, (NoLines, "at least one")),
        ({"added": [line("9-99-99-99")]}, (BadLines, "row 1: no occupation '9-99-99-99'")),
        ({"added": [line(), line(level="special_technician")]}, (BadLines, "row 2: bodies of this kind")),
        ({"added": [line(division="999999")]}, (BadLines, "row 1: no division")),
        ({"added": [line(edition="1999")]}, (BadLines, "row 1: no edition")),
        ({"added": [line(ability_item="拔丝")]}, (BadLines, "row 1: a body for single abilities")),
        ({"added": [line(), line(FITTER), line()]}, (BadLines, "row 3: says the same as row 1")),
        ({"days": Days(after(1), DAY)}, (BadDays, "before the first")),
        ({"days": Days(after(-1), None)}, (BadDays, "before today")),
        ({"organisation": 802}, (NotYoursToFile, "not yours")),
        ({"body_kind": "club"}, (JiyaoError, "of what kind")),
    ],
)
def test_bad_filing_is_refused_with_its_row(
    changed: dict[str, Any], said: tuple[type[JiyaoError], str]
) -> None:
    kind, words = said
    who = body()

    with pytest.raises(kind, match=words):
        file_filing(wanted(**changed), who, without_notice())

    assert not Filing.objects.exists()


def test_same_is_filed_once_at_a_time() -> None:
    filed()

    with pytest.raises(FiledAlready):
        filed()


def test_listed_body_does_not_file_again_for_the_same_days() -> None:
    listed()

    with pytest.raises(ListedAlready, match="choose days after"):
        filed(days=1)


def test_change_adds_some_and_ends_others() -> None:
    listed()
    [old] = scopes_of(ORGANISATION, DAY)
    ended = [old.record]

    decided(filed("body-change", days=10, added=[line(FITTER, "L3")], ended=ended), days=10)

    assert standing() == [(WELDER, "L4", after(9))]
    assert [one.level for one in scopes_of(ORGANISATION, after(10))] == ["L3"]
    with pytest.raises(OutOfScope):
        check_may_evaluate(ORGANISATION, TARGET, after(10))


def test_change_that_overlaps_what_is_filed_names_the_row() -> None:
    listed()

    with pytest.raises(BadLines, match=f"row 2: filed since {DAY} already"):
        filed("body-change", days=1, added=[line(FITTER), line()])


def test_who_is_not_listed_changes_nothing() -> None:
    with pytest.raises(NotListed):
        filed("body-change")


def test_renewal_goes_on_under_the_same_number() -> None:
    listed()
    later = Days(UNTIL + timedelta(days=1), date(2031, 6, 30))

    renewal = file_filing(wanted("body-renewal", days=later), body(days=5), without_notice())
    decided(renewal, days=5)

    listing = listing_of(ORGANISATION, later.starts_on)
    assert (getattr(listing, "number_part", ""), standing()) == (
        "S000023000001",
        [(WELDER, "L4", later.ends_on)],
    )


def test_suspended_body_evaluates_and_changes_nothing_until_it_resumes() -> None:
    listed()
    decided(opened("body-suspension", days=1), days=1)
    with pytest.raises(Suspended):
        check_may_evaluate(ORGANISATION, TARGET, after(1))
    with pytest.raises(Suspended, match="until it resumes"):
        filed("body-change", days=2)
    with pytest.raises(NotSuspended):
        opened("body-suspension", days=2)

    decided(opened("body-resumption", days=3), days=3)

    assert check_may_evaluate(ORGANISATION, TARGET, after(3)).level == "L4"


def test_body_that_is_not_suspended_does_not_resume() -> None:
    listed()

    with pytest.raises(NotSuspended):
        opened("body-resumption")


def test_only_the_province_suspends() -> None:
    listed()
    suspension = wanted("body-suspension", suspension_reason="rectification")

    for who in (hand(R.REVIEW, CITY), official(R.ACCEPT), body()):
        with pytest.raises(NotYoursToFile):
            open_filing(suspension, who, without_notice())


def test_change_filed_before_a_suspension_is_not_carried_out_during_it() -> None:
    listed()
    change = examined(filed("body-change", days=1, added=[line(FITTER)]), days=1)
    decided(opened("body-suspension", days=1), days=1)

    with pytest.raises(StandsOtherwise, match="suspended since"):
        agree_to_filing(change.pk, official(R.APPROVE, days=2), without_notice())

    change.refresh_from_db()
    assert (change.state, len(standing())) == (CaseState.REVIEWED, 1)


def test_body_that_leaves_is_listed_to_the_last_day() -> None:
    listed()

    decided(filed("body-exit", days=30), days=30)

    assert getattr(listing_of(ORGANISATION, after(30)), "ends_on", None) == after(30)
    assert listing_of(ORGANISATION, after(31)) is None
    roles = OrganisationRole.objects.filter(role="evaluation_body", superseded_at=FOREVER)
    assert [one.ends_on for one in roles] == [after(30)]


def test_trainers_with_the_same_owner_and_examiners_who_train_are_found() -> None:
    Ownership.objects.filter(organisation=802).update(owner_person=HERE)
    for number, organisation in enumerate((801, 802)):
        kept(
            OrganisationRole,
            7000 + number,
            organisation_id=organisation,
            role="training_body",
            starts_on=date(2020, 1, 1),
        )
    examiner = {"grade": "examiner", "occupation": WELDER, "level": "L3", "starts_on": date(2020, 1, 1)}
    kept(Examiner, 7009, organisation_id=ORGANISATION, person_id=THERE, **examiner)

    assert trainers_with_shared_owners(ORGANISATION, DAY) == [SharedOwner(802, Owner(person=HERE))]
    assert examiners_who_train(ORGANISATION, DAY) == [TrainingExaminer(THERE, 802)]
    assert trains_itself(ORGANISATION, DAY)
