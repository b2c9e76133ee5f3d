"""Sessions at the desk: what was filed, what stands out, and a supervisor sent from outside."""

from datetime import date

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import BodySuspension, Duty, DutyRole, Part, Supervisor
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.models import AccountRole
from tests.evaluation.planned import BODY, HARBIN, LONG_AGO, NOW, PEOPLE, TODAY, body, filed, sitting
from tests.foundation.planted import person, plant
from tests.registry.places import TOTP_KEY

pytestmark = pytest.mark.django_db
INDEX = "/desk/evaluation/sessions/"
OUTSIDE = 521


@pytest.fixture
def official(settings: Settings) -> Client:
    settings.DEMONSTRATION, settings.DAY = True, TODAY
    body()
    account = open_account(username="official", at=NOW, by="program:test")
    assign(
        account=account,
        role=AccountRole.SUPERVISE,
        division=HARBIN,
        starts_on=LONG_AGO,
        at=NOW,
        by="program:test",
    )
    TOTP.activate(account, TOTP_KEY)
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def test_filed_session_is_listed_with_what_stands_out(official: Client, settings: Settings) -> None:
    session = filed()
    assert "soon, and not arranged" not in official.get(INDEX).content.decode()
    plant(BodySuspension, organisation_id=BODY, suspension_reason="rectification", starts_on=TODAY)
    settings.DAY = date(2025, 6, 5)

    page = official.get(INDEX).content.decode()

    for remark in ("body suspended", "soon, and not arranged", "nobody enrolled", "no external supervisor"):
        assert remark in page
    session.candidates.create(person_id=PEOPLE[0], candidacy=1, enrolled_on=TODAY)
    assert "nobody enrolled" not in official.get(INDEX).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_list_asks_as_much_for_three_as_for_one(
    official: Client, count: int, django_assert_max_num_queries: object
) -> None:
    for number in range(count):
        filed(number=str(number))

    with django_assert_max_num_queries(16):  # type: ignore[operator]
        official.get(INDEX)


def test_supervisor_is_sent_from_the_page_of_the_session(official: Client) -> None:
    session = filed()
    here = sitting(session, Part.THEORY, 1)
    plant(Supervisor, person_id=person(OUTSIDE), side="external", division=HARBIN, starts_on=LONG_AGO)
    address = f"/desk/records/sessions/{session.pk}/"
    assert "Send a supervisor" in official.get(address).content.decode()

    send = f"{INDEX}{session.pk}/send/"
    official.post(send, {"sitting": here.pk, "person": OUTSIDE})
    refused = official.post(send, {"sitting": here.pk, "person": PEOPLE[0]}, follow=True)

    assert [one.role for one in Duty.objects.all()] == [DutyRole.EXTERNAL]
    assert "no external supervisor" in refused.content.decode()
    assert official.post(send, {"sitting": "x", "person": OUTSIDE}).status_code == 404
