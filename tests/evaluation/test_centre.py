"""Certificates of single abilities: the department's centre issues them, the body is named as where it was tested."""

import pytest

from jiyao.evaluation.actions.issuing import NotYourSession, issue_certificates
from jiyao.evaluation.actions.platform_sending import send_certificates, take_certificates
from jiyao.evaluation.credentials.achievement import NameShown
from jiyao.evaluation.credentials.answers import Answer
from jiyao.evaluation.credentials.judging import judge
from jiyao.evaluation.models import IssuedCertificate, IssuerKey, Session, StatusList
from jiyao.evaluation.numbers import NoNumbers
from jiyao.evaluation.platform.formats import USUAL
from jiyao.evaluation.queries.credentials import credential_of
from jiyao.evaluation.queries.platform import sender_of
from jiyao.evaluation.queries.printing import printed
from jiyao.foundation.models import Act
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole, HeldCertificate, OrganisationVersion
from tests.evaluation.abilities import CENTRE, ITEM, NAME, NUMBER_PART, reported_test
from tests.evaluation.certified import AT, ISSUED_ON, issuing, pack
from tests.evaluation.credentials.making import as_file
from tests.evaluation.examined import hand
from tests.foundation.planted import fact
from tests.packs.heilongjiang import pack as real_pack
from tests.registry.places import account_as

pytestmark = pytest.mark.django_db
ADDRESS = "https://skills.example"


@pytest.fixture
def session() -> Session:
    """A test of a single ability whose results are reported."""
    return reported_test()


def centre_office(role: AccountRole = AccountRole.ACCEPT, division: str = "230000") -> Hand:
    """Somebody of the office."""
    return hand(account_as(role, division=division), on=ISSUED_ON, at=AT)


def certified(session: Session) -> list[IssuedCertificate]:
    """The certificates that the centre issued."""
    return issue_certificates(session.pk, centre_office(), pack())


def test_centre_issues_and_keeps_keys_and_status(session: Session) -> None:
    made = certified(session)

    centre = OrganisationVersion.objects.get(name=CENTRE).record
    assert [(one.number, one.organisation_id) for one in made] == [
        (f"{NUMBER_PART}250{serial:06d}", centre) for serial in (1, 2)
    ]
    held = HeldCertificate.objects.get(record=made[0].record)
    assert (held.issuer_id, held.certificate_kind, held.level, held.work_type) == (
        centre,
        "special_ability",
        "none",
        ITEM,
    )
    assert (
        fact("certificate_kind", "certificate", held.record, on=ISSUED_ON, known_at=AT) == "special_ability"
    )
    assert set(IssuerKey.objects.values_list("organisation", flat=True)) == {centre}
    assert set(StatusList.objects.values_list("organisation", flat=True)) == {centre}
    assert Act.objects.get(kind="issue-certificates").codes["organisation"] == centre


def test_body_that_tested_issues_nothing_itself(session: Session) -> None:
    with pytest.raises(NotYourSession):
        issue_certificates(session.pk, issuing(), pack())
    with pytest.raises(NotYourSession):
        issue_certificates(session.pk, centre_office(AccountRole.REVIEW), pack())
    with pytest.raises(NotYourSession):
        issue_certificates(session.pk, centre_office(division="230200"), pack())


def test_office_issues_no_certificate_of_a_level(session: Session) -> None:
    Session.objects.update(ability_item="", level="L3")

    with pytest.raises(NotYourSession):
        certified(session)


def test_nothing_is_issued_where_nobody_knows_the_centre(session: Session) -> None:
    with pytest.raises(NoNumbers):
        issue_certificates(session.pk, centre_office(), real_pack())

    assert not OrganisationVersion.objects.filter(name=CENTRE).exists()


def test_paper_names_the_centre_the_item_and_where_it_was_tested(session: Session) -> None:
    [first, _] = printed(certified(session))

    assert (first.body, first.tested_at, first.work_type, first.level) == (CENTRE, "演示评价机构", NAME, "")


def test_credential_is_the_centres_and_names_its_source(session: Session) -> None:
    [first, _] = certified(session)

    made = credential_of(first, shown=NameShown.MASKED, pack=pack(), address=ADDRESS, at=AT)

    assert made["issuer"]["name"] == CENTRE
    assert made["credentialSubject"]["source"]["name"] == "演示评价机构"
    achievement = made["credentialSubject"]["achievement"]
    assert made["name"] == f"焊工 – {NAME}"
    assert achievement["description"] == (
        f"专项职业能力证书：焊工 – {NAME} / Certificate of special vocational ability"
    )
    assert achievement["criteria"]["narrative"].startswith(f"按{NAME}考核规范评价合格")
    assert judge(as_file(made), on=ISSUED_ON).answer is Answer.ISSUER_UNKNOWN


def test_national_platform_is_told_who_issued_and_who_tested(session: Session) -> None:
    office = centre_office()
    issue_certificates(session.pk, office, pack())
    sender = sender_of(office)

    file = send_certificates(sender, USUAL)

    [first, _] = take_certificates(file.pk, sender).sheets["certificates"]
    assert (first["issuer"], first["body"], first["body_code"], first["level"]) == (
        CENTRE,
        "演示评价机构",
        NUMBER_PART,
        "none",
    )
