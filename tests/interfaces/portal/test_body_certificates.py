"""A body looks its certificates up and proposes to suspend, revoke or correct one; another hand decides."""

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.certificates import decide_standing
from jiyao.casework.models import Case, Correction
from jiyao.evaluation.models import IssuedCertificate, Standing
from jiyao.registry.models import Account
from tests.casework.appealing import later, official
from tests.evaluation.certified import CANDIDATES, ISSUED_ON, account_of, issued
from tests.packs.heilongjiang import assessor

pytestmark = pytest.mark.django_db
PAGE = "/my-organisation/certificates/"


@pytest.fixture
def body(settings: Settings) -> Client:
    settings.DAY, settings.DEMONSTRATION = ISSUED_ON, True
    issued()
    return client_of(Account.objects.get(username="office"))


def client_of(account: Account) -> Client:
    client = Client(headers={"accept-language": "en"})
    client.force_login(account)
    return client


def certificate() -> IssuedCertificate:
    return IssuedCertificate.objects.get(person=CANDIDATES[0])


def test_body_proposes_to_revoke_and_an_official_decides(body: Client) -> None:
    one = certificate()
    page = f"{PAGE}{one.pk}/"

    listed = body.get(f"{PAGE}?q={one.number[:20]}&standing=valid").text
    proposed = body.post(page, {"change": "revoke", "reason": "替考，已查实"})
    waiting = body.get(page).text
    decide_standing(Case.objects.get().pk, later(official()), assessor())

    assert (one.number in listed, proposed.status_code, certificate().standing) == (
        True,
        302,
        Standing.REVOKED,
    )
    assert ["the department decides" in waiting, "替考，已查实" in waiting] == [True, True]
    over = body.get(page).text
    assert ["Restore the certificate" in over, "carried out" in over] == [True, True]
    assert one.number not in body.get(f"{PAGE}?standing=valid").text


@pytest.mark.parametrize(
    ("given", "status", "said"),
    [
        ({"change": "revoke", "reason": ""}, 422, "reason"),
        ({"change": "resume", "reason": "查实"}, 422, "it cannot be changed so"),
        ({"change": "revoke", "reason": "查实", "since": "soon"}, 422, "Write a day"),
        ({"change": "burn", "reason": "查实"}, 404, ""),
    ],
)
def test_what_cannot_be_proposed_says_why(
    body: Client, given: dict[str, str], status: int, said: str
) -> None:
    answer = body.post(f"{PAGE}{certificate().pk}/", given)

    assert (answer.status_code, said in answer.text, Case.objects.count()) == (status, True, 0)


def test_body_asks_to_correct_what_a_certificate_says(body: Client) -> None:
    one = certificate()
    address = f"/desk/records/certificates/{one.record}/correct/"
    assert f'href="{address}"' in body.get(f"{PAGE}{one.pk}/").text
    assert body.get(address).status_code == 200

    asked = body.post(
        f"{address}issued_on/", {"version": 1, "value": "2025-06-29", "reason": "核发日期录入有误"}
    )

    assert (asked.status_code, Correction.objects.get().record) == (302, one.record)
    assert body.get(asked.headers["Location"]).status_code == 200


def test_nobody_else_sees_or_proposes(body: Client) -> None:
    one = certificate()
    person = client_of(account_of(CANDIDATES[0]))

    assert [person.get(PAGE).status_code, person.get(f"{PAGE}{one.pk}/").status_code] == [403, 403]
    assert body.get(f"{PAGE}999999/").status_code == 404
    assert client_of(official()).get(PAGE).text.count(one.number) == 0
