"""A citizen takes her own certificate as a signed file, with her name as she chooses. Every test runs on both databases."""

import json
import re

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.certificates import Change, Proposed, propose_standing
from jiyao.evaluation.models import IssuedCertificate, Standing
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole
from tests.casework.asking import holder
from tests.evaluation.issued import ADDRESS, issue_to
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import AT, DAY, HERE, NAMES, lay_out

pytestmark = pytest.mark.django_db
RECORD, BODY = 1001, 801
PAGE = f"/my/credentials/{RECORD}/"


@pytest.fixture(autouse=True)
def issued(settings: Settings) -> IssuedCertificate:
    """The certificate that she holds, issued by an organisation here."""
    settings.ADDRESS = ADDRESS
    lay_out()
    return issue_to(HERE, RECORD, BODY)


def citizen(*, english: bool = False) -> Client:
    return signed_in(AccountRole.CITIZEN, english=english)


def test_page_of_the_record_leads_to_the_credential_and_that_to_the_file() -> None:
    client = citizen()
    own = client.get("/my/").content.decode()

    assert (f'href="{PAGE}"' in own, f'href="/my/certificates/{RECORD}/certificate.pdf"' in own) == (
        True,
        True,
    )
    assert f'href="{PAGE}"' in client.get(f"/my/records/certificates/{RECORD}/").content.decode()
    assert re.findall(r'value="(masked|full)"( checked)?', client.get(PAGE).content.decode()) == [
        ("masked", " checked"),
        ("full", ""),
    ]


@pytest.mark.parametrize(
    ("given", "name"),
    [({}, f"{NAMES[HERE][0]}{'*' * (len(NAMES[HERE]) - 1)}"), ({"shown": "full"}, NAMES[HERE])],
)
def test_file_shows_the_name_as_she_chose(given: dict[str, str], name: str) -> None:
    answer = citizen().post(PAGE, given)

    [identity] = json.loads(answer.content)["credentialSubject"]["identifier"]
    assert identity["identityHash"] == name
    assert answer.headers["Content-Type"] == "application/vc"
    assert answer.headers["Content-Disposition"] == 'attachment; filename="S000023000001253000018.json"'


@pytest.mark.parametrize(("english", "says"), [(False, "证书已撤销"), (True, "the certificate is revoked")])
def test_certificate_that_does_not_stand_gives_no_file(
    issued: IssuedCertificate, english: bool, says: str
) -> None:
    IssuedCertificate.objects.filter(pk=issued.pk).update(standing=Standing.REVOKED)

    answer = citizen(english=english).post(PAGE)

    assert (answer.status_code, says in answer.content.decode()) == (422, True)


def test_certificate_of_somebody_else_is_not_there(issued: IssuedCertificate) -> None:
    IssuedCertificate.objects.filter(pk=issued.pk).update(person_id=issued.person_id + 1)

    assert citizen().get(PAGE).status_code == 404


def test_case_about_a_certificate_says_to_its_holder_which_and_what(issued: IssuedCertificate) -> None:
    proposed = Proposed(Change.SUSPEND, "机构来函核查")
    case = propose_standing(issued.pk, proposed, Hand(holder(AccountRole.ACCEPT), DAY, AT))

    page = citizen().get(f"/my/cases/{case.pk}/").content.decode()

    assert f'暂停证书：<a href="/my/records/certificates/{RECORD}/">{issued.number}</a>' in page
    assert "机构来函核查" in page
