"""An employer appoints to its posts, and ends what it made. Every test runs on both databases."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from jiyao.employment.actions.appointing import (
    AppointedAlready,
    BadAppointment,
    NotConfirmed,
    NotEmployed,
    NotQualified,
    NotTheEmployer,
    Wanted,
    appoint,
    check_conditions,
    end_appointment,
    thought_of,
)
from jiyao.employment.models import PostAppointment
from jiyao.employment.queries.appointments import (
    appointed_by_post,
    appointments_of,
    employed_person,
    posts_of,
)
from jiyao.employment.queries.conditions import Judged, judged_thought
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.measures import Payable
from jiyao.foundation.models import Act
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole, HeldCertificate
from jiyao.registry.permitting import holder_of
from tests.packs.heilongjiang import pack
from tests.registry.places import DAY, HERE, IDENTITIES, THERE, account_as, lay_out

pytestmark = [pytest.mark.django_db, pytest.mark.database]
WELDER = "6-18-02-04"
EMPLOYER, OTHER = 801, 802
WANTED = Wanted(
    HERE,
    EMPLOYER,
    "special_technician",
    WELDER,
    DAY,
    None,
    " 厂人发〔2025〕3号 ",
    "post_performance",
    confirmed=True,
)
RULES = Assessor(pack())
AT = datetime(2025, 6, 30, 8, tzinfo=UTC)


@pytest.fixture(autouse=True)
def employer() -> Hand:
    lay_out()
    load_lists(pack())
    PostAppointment.objects.all().delete()
    HeldCertificate.objects.filter(person=HERE).update(level="L1")
    return Hand(holder_of(account_as(AccountRole.EMPLOYER), DAY), DAY, AT)


def test_employer_appoints_and_the_act_says_who_did(employer: Hand) -> None:
    made = appoint(WANTED, RULES, employer)

    said = (made.person_id, made.employer_id, made.post, made.division, made.document_number, made.post_pay)
    assert said == (HERE, EMPLOYER, "special_technician", "230102", "厂人发〔2025〕3号", "post_performance")
    last = Act.objects.order_by("pk").last()
    assert last is not None
    assert (last.kind, last.actor, last.subject) == (
        "record",
        employer.party,
        "table:employment.postappointment",
    )
    assert appointed_by_post(DAY) == {"special_technician": 1}
    assert [one.record for one in posts_of(HERE, DAY)] == [made.record]


def test_ending_is_the_next_version(employer: Hand) -> None:
    made = appoint(WANTED, RULES, employer)
    later = replace(employer, at=AT + timedelta(hours=1))

    ended = end_appointment(made.record, DAY, later)

    assert (ended.record, ended.version, ended.ends_on, ended.document_number) == (
        made.record,
        2,
        DAY,
        made.document_number,
    )
    assert posts_of(HERE, DAY + timedelta(days=1)) == []
    assert [one.version for one in appointments_of([EMPLOYER])] == [2]
    with pytest.raises(BadAppointment, match="ended on"):
        end_appointment(made.record, DAY, later)


@pytest.mark.parametrize(
    ("change", "error"),
    [
        ({"person": THERE}, NotEmployed),
        ({"starts_on": date(2019, 1, 1)}, NotEmployed),
        ({"employer": OTHER}, NotTheEmployer),
        ({"post": "provincial_chief_technician"}, BadAppointment),
        ({"pay": "much"}, BadAppointment),
        ({"occupation": "焊工"}, BadAppointment),
        ({"ends_on": date(2025, 6, 29)}, BadAppointment),
        ({"document": "  "}, BadAppointment),
        ({"document": "长" * 61}, BadAppointment),
    ],
)
def test_what_is_wrong_is_refused_and_nothing_is_recorded(
    employer: Hand, change: dict[str, object], error: type[Exception]
) -> None:
    with pytest.raises(error):
        appoint(replace(WANTED, **change), RULES, employer)  # type: ignore[arg-type]

    assert not PostAppointment.objects.exists()


def test_condition_that_does_not_hold_is_named_and_nothing_recorded(employer: Hand) -> None:
    HeldCertificate.objects.filter(person=HERE).update(level="L2")

    with pytest.raises(NotQualified, match="not met: Holds level 1 in the occupation of the post"):
        appoint(WANTED, RULES, employer)

    assert not PostAppointment.objects.exists()


@pytest.mark.parametrize("level", ["L1", None])
def test_what_nobody_has_read_or_knows_the_employer_confirms(employer: Hand, level: str | None) -> None:
    HeldCertificate.objects.filter(person=HERE).update(level=level)

    with pytest.raises(NotConfirmed):
        appoint(replace(WANTED, confirmed=False), RULES, employer)
    appoint(WANTED, RULES, employer)

    assert PostAppointment.objects.count() == 1


def test_where_everything_is_known_nothing_is_to_be_confirmed(employer: Hand) -> None:
    told = judged_thought(thought_of(WANTED, RULES.pack.vocabulary, employer), RULES, known_at=AT).told
    assert told is not None
    settled = Judged(replace(told, result=told.result._replace(payable=Payable.PAYS)))

    check_conditions(replace(WANTED, confirmed=False), settled)

    assert (settled.decides_alone, Judged(told).decides_alone) == (True, False)


def test_one_post_once_at_a_time_and_another_beside_it(employer: Hand) -> None:
    appoint(replace(WANTED, ends_on=date(2025, 12, 31)), RULES, employer)

    with pytest.raises(AppointedAlready):
        appoint(replace(WANTED, starts_on=date(2025, 12, 31)), RULES, employer)
    appoint(replace(WANTED, post="chief_technician"), RULES, employer)
    appoint(replace(WANTED, starts_on=date(2026, 1, 1)), RULES, employer)

    assert PostAppointment.objects.count() == 3


def test_official_and_other_employer_do_not_appoint(employer: Hand) -> None:
    made = appoint(WANTED, RULES, employer)
    for role, place in ((AccountRole.APPROVE, {}), (AccountRole.TRAINING_BODY, {"organisation": OTHER})):
        hand = Hand(holder_of(account_as(role, **place), DAY), DAY, AT)
        with pytest.raises(NotTheEmployer):
            appoint(WANTED, RULES, hand)
        with pytest.raises(NotTheEmployer):
            end_appointment(made.record, DAY, hand)


def test_not_before_it_began_and_not_what_is_not_there(employer: Hand) -> None:
    made = appoint(WANTED, RULES, employer)

    with pytest.raises(BadAppointment, match="began on"):
        end_appointment(made.record, DAY - timedelta(days=1), employer)
    with pytest.raises(BadAppointment, match="no appointment 99999"):
        end_appointment(99999, DAY, employer)


def test_person_is_found_only_where_they_work(employer: Hand) -> None:
    found = [employed_person(IDENTITIES[one], EMPLOYER, DAY) for one in (HERE, THERE)]

    assert [*found, employed_person("239901199003074599", EMPLOYER, DAY)] == [HERE, None, None]
