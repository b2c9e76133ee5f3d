"""Keys and status lists of bodies, and credentials of what they issued. Every test runs on both databases."""

from datetime import date, datetime, timedelta

import pytest
from pytest_django.fixtures import Settings

from jiyao.evaluation.actions.holding import NoSuchOrganisation
from jiyao.evaluation.actions.issuer_keys import AlreadyVoid, NoSuchKey, ensure_key, replace_key, void_key
from jiyao.evaluation.actions.status_lists import free_places, show_standing
from jiyao.evaluation.credentials.achievement import NameShown
from jiyao.evaluation.credentials.answers import Answer
from jiyao.evaluation.credentials.judging import judge
from jiyao.evaluation.credentials.reading import Json
from jiyao.evaluation.credentials.status import FULLEST, SHORTEST
from jiyao.evaluation.models import (
    Candidate,
    IssuedCertificate,
    IssuerKey,
    PartResult,
    Session,
    Standing,
    StatusList,
)
from jiyao.evaluation.queries.credentials import NotStanding, credential_of
from jiyao.evaluation.queries.issuers import (
    NoIssuer,
    NoSigningKey,
    published_issuer,
    published_list,
    signing_key,
)
from jiyao.evaluation.queries.judging import judge_here
from jiyao.foundation.models import Act
from tests.evaluation.credentials.making import as_file
from tests.evaluation.issued import (
    ADDRESS,
    AT,
    BODY,
    BY,
    CHANCE,
    HOLDER,
    ISSUED_ON,
    NUMBER,
    a_body,
    an_issued_certificate,
)
from tests.foundation.planted import WELDER
from tests.packs.heilongjiang import pack

pytestmark = pytest.mark.django_db
ON = date(2025, 7, 1)
HOUR, DAY = timedelta(hours=1), timedelta(hours=24)


@pytest.fixture(autouse=True)
def body() -> None:
    a_body()


def made(issued: IssuedCertificate, shown: NameShown = NameShown.MASKED, at: datetime = AT) -> Json:
    return credential_of(issued, shown=shown, pack=pack(), address=ADDRESS, at=at)


def judged(credential: Json, on: date = ON) -> Answer:
    """What everybody finds who has the credential and what its body publishes."""
    at = AT + timedelta(days=(on - ON).days)
    lists = [published_list(one, address=ADDRESS, at=at, holds_for=DAY) for one in StatusList.objects.all()]
    return judge(
        as_file(credential),
        on=on,
        issuers=[as_file(published_issuer(BODY, ADDRESS))],
        status_lists=[as_file(one) for one in lists],
    ).answer


def test_credential_says_what_the_record_says_and_holds() -> None:
    credential = made(an_issued_certificate())

    subject = credential["credentialSubject"]
    assert judged(credential) is Answer.VALID
    assert credential["issuer"] == {
        "id": f"{ADDRESS}/issuers/{BODY}",
        "type": ["Profile"],
        "name": "演示评价机构",
    }
    assert (subject["licenseNumber"], subject["identifier"][0]["identityHash"]) == (NUMBER, "张**")
    assert subject["achievement"]["name"] == "焊工 – 电焊工 – 三级/高级工 / Skill level: Level 3"
    assert "result" not in subject


@pytest.mark.parametrize(
    ("is_demonstration", "note"),
    [(True, "演示数据，不是真实证书 / Demonstration data, no real certificate"), (False, None)],
)
def test_credential_of_a_demonstration_says_so(
    settings: Settings, is_demonstration: bool, note: str | None
) -> None:
    settings.DEMONSTRATION = is_demonstration

    assert made(an_issued_certificate()).get("description") == note


def test_credential_with_the_full_name_is_another_file_and_both_hold() -> None:
    issued = an_issued_certificate()

    masked, full = made(issued), made(issued, NameShown.FULL)

    assert full["credentialSubject"]["identifier"][0]["identityHash"] == "张三丰"
    assert (judged(masked), judged(full), masked["id"] == full["id"]) == (Answer.VALID, Answer.VALID, False)


def test_credential_of_a_candidate_has_marks_and_edition() -> None:
    issued = an_issued_certificate()
    session = Session.objects.create(
        organisation_id=BODY,
        number="1",
        occupation=WELDER,
        level="L3",
        standard_edition="edition_2023",
        division="230100",
        starts_on=ISSUED_ON,
        ends_on=ISSUED_ON,
        enrols_until=ISSUED_ON,
    )
    issued.candidate = Candidate.objects.create(
        session=session, person_id=HOLDER, candidacy=1, enrolled_on=ISSUED_ON
    )
    found = {"found_at": AT, "act": 1, "candidate": issued.candidate, "passed": True}
    PartResult.objects.create(part="theory", tenths=700, **found)
    PartResult.objects.create(part="theory", version=2, tenths=725, **found)
    PartResult.objects.create(part="practical", tenths=800, **found)
    PartResult.objects.create(part="review", tenths=900, **found)

    subject = made(issued)["credentialSubject"]

    assert [one["value"] for one in subject["result"]] == ["72.5", "80"]
    assert subject["achievement"]["criteria"]["narrative"].startswith(
        "按焊工国家职业标准（2023年版规程）评价合格"
    )


@pytest.mark.parametrize(
    ("standing", "answer"),
    [(Standing.REVOKED, Answer.REVOKED), (Standing.SUSPENDED, Answer.SUSPENDED)],
)
def test_standing_shows_in_the_lists_and_goes_again(standing: Standing, answer: Answer) -> None:
    issued = an_issued_certificate()
    credential = made(issued)

    issued.standing = standing
    show_standing([issued], at=AT)
    after = judged(credential)
    issued.standing = Standing.VALID
    show_standing([issued], at=AT + HOUR)

    assert (after, judged(credential)) == (answer, Answer.VALID)


def test_credential_of_a_certificate_that_does_not_stand() -> None:
    issued = an_issued_certificate()
    issued.standing = Standing.REVOKED

    with pytest.raises(NotStanding) as refused:
        made(issued)

    assert "已撤销" in refused.value.zh


def here(credential: Json, at: datetime = AT) -> Answer:
    return judge_here(as_file(credential), address=ADDRESS, at=at, holds_for=DAY).answer


def test_credential_handed_in_is_judged_with_what_is_published() -> None:
    issued = an_issued_certificate()
    credential = made(issued)
    issued.standing = Standing.SUSPENDED
    show_standing([issued], at=AT + HOUR)

    assert (here(credential, AT + 2 * HOUR), here({**credential, "name": "x"})) == (
        Answer.SUSPENDED,
        Answer.TAMPERED,
    )


@pytest.mark.parametrize(
    "issuer",
    [
        f"{ADDRESS}/issuers/99",
        f"{ADDRESS}/issuers/0{BODY}",
        f"{ADDRESS}/issuers/{'9' * 40}",
        "https://a.example/31",
    ],
)
def test_credential_of_another_issuer(issuer: str) -> None:
    credential = made(an_issued_certificate())

    assert here({**credential, "issuer": issuer}) is Answer.ISSUER_UNKNOWN


def test_file_handed_in_that_is_no_credential() -> None:
    assert judge_here(b"{", address=ADDRESS, at=AT, holds_for=DAY).answer is Answer.MALFORMED


def test_key_is_made_once() -> None:
    first = ensure_key(organisation=BODY, by=BY, at=AT)

    assert ensure_key(organisation=BODY, by=BY, at=AT + HOUR) == first
    assert [(act.kind, act.subject) for act in Act.objects.all()] == [
        ("make-issuer-key", f"organisation:{BODY}")
    ]


def test_replaced_key_still_checks_what_it_signed_and_the_new_one_signs() -> None:
    issued = an_issued_certificate()
    before = made(issued)

    new = replace_key(organisation=BODY, by=BY, at=AT)
    after = made(issued, at=AT + HOUR)

    assert signing_key(BODY, ADDRESS).id.endswith(f"#{new.public}")
    assert (judged(before), judged(after)) == (Answer.VALID, Answer.VALID)
    assert before["proof"]["verificationMethod"] != after["proof"]["verificationMethod"]


def test_void_key_takes_what_it_signed_from_then_on() -> None:
    issued = an_issued_certificate()
    early, late = made(issued), made(issued, at=AT + 2 * HOUR)
    public = IssuerKey.objects.get().public

    void_key(organisation=BODY, public=public, from_at=AT + HOUR, by=BY, at=AT + 3 * HOUR)

    assert (judged(early), judged(late)) == (Answer.VALID, Answer.WRONG_KEY)
    assert judged(made(issued, at=AT + 4 * HOUR)) is Answer.VALID
    assert Act.objects.filter(kind="void-issuer-key").get().codes == {
        "key": public,
        "since": "2025-07-01T03:30:15.250000+00:00",
    }


def test_void_key_again_only_from_an_earlier_moment() -> None:
    public = ensure_key(organisation=BODY, by=BY, at=AT).public
    void_key(organisation=BODY, public=public, from_at=AT + HOUR, by=BY, at=AT + HOUR)

    with pytest.raises(AlreadyVoid):
        void_key(organisation=BODY, public=public, from_at=AT + HOUR, by=BY, at=AT + HOUR)
    earlier = void_key(organisation=BODY, public=public, from_at=AT, by=BY, at=AT + HOUR)

    assert (earlier.revoked_at, IssuerKey.objects.count()) == (AT, 2)


def test_what_is_not_there() -> None:
    with pytest.raises(NoSuchOrganisation):
        ensure_key(organisation=99, by=BY, at=AT)
    with pytest.raises(NoSuchKey):
        void_key(organisation=BODY, public="z6Mk", from_at=AT, by=BY, at=AT)
    with pytest.raises(NoIssuer):
        published_issuer(BODY, ADDRESS)
    with pytest.raises(NoSigningKey):
        signing_key(BODY, ADDRESS)


def test_private_key_lies_sealed() -> None:
    key = ensure_key(organisation=BODY, by=BY, at=AT)
    private = signing_key(BODY, ADDRESS).private

    assert private not in bytes(IssuerKey.objects.get(pk=key.pk).private_sealed)


def test_list_is_the_same_within_an_hour_and_says_until_when() -> None:
    an_issued_certificate()
    listed = StatusList.objects.get(purpose="revocation")

    def at(minutes: int) -> Json:
        return published_list(listed, address=ADDRESS, at=AT + timedelta(minutes=minutes), holds_for=DAY)

    assert at(0) == at(29) != at(30)
    assert (at(30)["validFrom"], at(30)["validUntil"]) == ("2025-07-01T03:00:00Z", "2025-07-02T03:00:00Z")


def test_free_places_begins_another_list_where_one_is_full() -> None:
    half = int(SHORTEST * FULLEST)
    places = free_places(organisation=BODY, count=half + 2, chance=CHANCE, at=AT)

    assert len(set(places)) == half + 2
    assert [sum(1 for number, _ in places if number == one) for one in (1, 2)] == [half, 2]
    assert StatusList.objects.count() == 4
