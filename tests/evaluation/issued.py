"""A body with a key and a certificate that it issued, all invented."""

from datetime import UTC, date, datetime
from random import Random

from jiyao.evaluation.actions.issuer_keys import ensure_key
from jiyao.evaluation.actions.status_lists import free_places
from jiyao.evaluation.models import IssuedCertificate
from jiyao.foundation.actions.keys import create_keys
from jiyao.registry.models import (
    HeldCertificate,
    Level,
    Occupation,
    Organisation,
    OrganisationVersion,
    Person,
    PersonVersion,
)
from tests.foundation.planted import WELDER, plant

ADDRESS = "https://skills.example"
BODY, HOLDER, RECORD = 31, 41, 51
AT = datetime(2025, 7, 1, 2, 30, 15, 250_000, tzinfo=UTC)
ISSUED_ON = date(2025, 6, 30)
NUMBER = "S000023000001253000018"
BY = "account:1"
CHANCE = Random(7)  # noqa: S311


def a_body(number: int = BODY) -> None:
    """A body with a name and no keys."""
    Organisation.objects.create(id=number)
    plant(OrganisationVersion, record=number, organisation_id=number, name="演示评价机构", division="230100")


def an_issued_certificate(
    number: str = NUMBER, record: int = RECORD, person: int = HOLDER
) -> IssuedCertificate:
    """A certificate of the body, for somebody with a name; the body's key is made with it."""
    Occupation.objects.get_or_create(code=WELDER, defaults={"depth": 4, "zh": "焊工"})
    Level.objects.get_or_create(code="L3", defaults={"rank": 3, "zh": "三级/高级工", "en": "Level 3"})
    keys = create_keys([person])
    Person.objects.create(id=person)
    plant(
        PersonVersion, record=person, person_id=person, name_sealed=keys.seal(person, "name_sealed", "张三丰")
    )
    plant(
        HeldCertificate,
        record=record,
        person_id=person,
        certificate_number=number,
        certificate_kind="skill_level",
        occupation=WELDER,
        work_type="电焊工",
        level="L3",
        issued_on=ISSUED_ON,
        issuer_id=BODY,
    )
    return issue_to(person, record, BODY, number)


def issue_to(person: int, record: int, body: int, number: str = NUMBER) -> IssuedCertificate:
    """The certificate of a record that is there already, issued by an organisation that is there."""
    ensure_key(organisation=body, by=BY, at=AT)
    [(listed, place)] = free_places(organisation=body, count=1, chance=CHANCE, at=AT)
    return IssuedCertificate.objects.create(
        number=number,
        organisation_id=body,
        person_id=person,
        record=record,
        issued_on=ISSUED_ON,
        status_list=listed,
        status_index=place,
    )
