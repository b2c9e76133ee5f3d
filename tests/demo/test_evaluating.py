"""Invented sessions at every stage, their certificates and what became of them, single abilities, supervision."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from io import BytesIO
from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case
from jiyao.demo.bodies import list_province
from jiyao.demo.evaluating import scenes, sheets
from jiyao.demo.evaluating.province import Evaluated, evaluate_province
from jiyao.demo.filling.database import NotADemonstration
from jiyao.engine.determination.assessing import Assessor
from jiyao.evaluation.actions.enrolling import enrol
from jiyao.evaluation.mark_files import read_marks
from jiyao.evaluation.models import (
    Candidate,
    CertificatePaper,
    Duty,
    Inspection,
    IssuedCertificate,
    ReMarking,
    SentCertificate,
    Session,
)
from jiyao.evaluation.queries.candidacies import Stand, judged
from jiyao.evaluation.queries.platform import due_certificates
from jiyao.evaluation.rosters import read_roster
from jiyao.foundation.actions.keys import create_keys, lookup_hash
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.funds.models import BudgetLine
from jiyao.funds.queries.balancing import differences
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.hand import Hand
from jiyao.registry.models import (
    Account,
    AccountRole,
    EmploymentSpell,
    HeldCertificate,
    HouseholdSpell,
    InsuranceSpell,
    Level,
    Organisation,
    OrganisationRole,
    OrganisationVersion,
    Person,
    PersonVersion,
)
from jiyao.registry.permitting import holder_of
from tests.casework.filings import lay_out_unlisted
from tests.foundation.planted import BOTH_PAY, WELDER, month, plant
from tests.funds.money import Hands
from tests.packs.heilongjiang import demonstration_pack
from tests.registry.imports.files import identity
from tests.registry.places import AT, COUNTY, DAY, PROVINCE

pytestmark = pytest.mark.django_db
R = AccountRole
LATER = AT.replace(year=2026)
BY = "program:test"
BODY, OTHER, TESTER = 811, 814, 820
STAFF, TEACHERS, PEOPLE = range(3001, 3031), range(3041, 3046), range(3101, 3201)
NAMED = {"holder": 3101, "candidate": 3102, "citizen": 3103, "supervisor": 3104, "supervisor-2": 3105}
OFFICES = {"evaluation-body": (R.EVALUATION_BODY, BODY), "ability-body": (R.EVALUATION_BODY, TESTER)}
OFFICIALS = (R.ACCEPT, R.REVIEW, R.APPROVE, R.PAY, R.SUPERVISE)


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A county where bodies issued to welders, with people who live there, and everybody's accounts; small sessions."""
    settings.DEMONSTRATION, settings.ATTACHMENTS = True, tmp_path
    monkeypatch.setattr(scenes, "MANY", 6)
    monkeypatch.setattr(scenes, "FEW", 2)
    lay_out_unlisted()
    codes = demonstration_pack().vocabulary.codes["level"].codes
    Level.objects.bulk_create(
        Level(code=code, rank=rank, zh=words.zh, en=words.en)
        for rank, (code, words) in enumerate(codes.items())
    )
    Hands().county_line(10_000_000)
    _organisations()
    _people()
    _accounts()


def _organisations() -> None:
    for number in (BODY, 812, 813, OTHER, TESTER):
        Organisation.objects.create(id=number)
        plant(
            OrganisationVersion,
            record=number,
            organisation_id=number,
            name=f"示范{number}号",
            division=COUNTY,
        )
        role = "training_body" if number == TESTER else "evaluation_body"
        plant(OrganisationRole, organisation_id=number, role=role, starts_on=date(2010, 1, 1))


def _people() -> None:
    everybody = [*STAFF, *TEACHERS, *PEOPLE]
    keys = create_keys(everybody)
    for person in everybody:
        number = identity(f"2399011985{person % 12 + 1:02}07{person % 1000:03}")
        Person.objects.create(id=person)
        plant(
            PersonVersion,
            record=person,
            person_id=person,
            reference=lookup_hash(number),
            birth_on=date(1985, person % 12 + 1, 7),
            name_sealed=keys.seal(person, "name_sealed", "演示甲"),
            identity_sealed=keys.seal(person, "identity_sealed", number),
        )
    for person in PEOPLE:
        plant(HouseholdSpell, person_id=person, division=COUNTY, starts_on=date(2015, 1, 1))
    _certified(STAFF, "L1", None)
    _certified(TEACHERS, "L3", None)
    for turn, body in enumerate((BODY, 812, 813, OTHER)):
        _certified([STAFF[turn]], "L4", body)
    plant(EmploymentSpell, person_id=NAMED["holder"], organisation_id=802, starts_on=date(2018, 1, 1))
    plant(
        InsuranceSpell,
        person_id=NAMED["holder"],
        division=COUNTY,
        first_month=month(2018, 1),
        **BOTH_PAY,
    )


def _certified(people: Iterable[int], level: str, issuer: int | None) -> None:
    for person in people:
        plant(
            HeldCertificate,
            person_id=person,
            occupation=WELDER,
            level=level,
            issuer_id=issuer,
            issued_on=date(2020, 1, 5),
        )


def _accounts() -> None:
    for name, person in NAMED.items():
        open_account(username=name, person=person, at=AT, by=BY)
    given: dict[str, tuple[AccountRole, str | None, int | None, int | None]] = {
        "employer": (R.EMPLOYER, None, 801, None),
        "examiner": (R.EXAMINER, None, BODY, STAFF[20]),
        **{name: (role, None, body, None) for name, (role, body) in OFFICES.items()},
        **{f"{role.value}@province": (role, PROVINCE, None, None) for role in OFFICIALS},
    }
    for name, (role, division, organisation, person) in given.items():
        account = open_account(username=name, person=person, at=AT, by=BY)
        assign(
            account=account,
            role=role,
            division=division,
            organisation=organisation,
            starts_on=date(2020, 1, 1),
            at=AT,
            by=BY,
        )


def evaluated() -> Evaluated:
    """What is there then."""
    assessor = Assessor(demonstration_pack())
    list_province(assessor.pack, on=DAY, at=LATER, by=BY)
    return evaluate_province(assessor, on=DAY, at=LATER, by=BY)


def stages(organisation: int) -> list[str]:
    """How far the sessions of a body are, in their order."""
    return list(
        Session.objects.filter(organisation=organisation, number__startswith="示范")
        .order_by("pk")
        .values_list("state", flat=True)
    )


def test_sessions_stand_at_every_stage_and_certificates_in_each_way() -> None:
    told = evaluated()

    every = ["certified", "reported", "published", "examined", "arranged", "arranged", "filed", "planned"]
    assert stages(BODY) == every
    assert stages(OTHER) == ["certified", "published", "filed"]
    assert stages(TESTER) == ["certified", "filed"]
    issued = IssuedCertificate.objects.filter(candidate__isnull=False)
    assert told == Evaluated(13, issued.count())
    assert {"suspended": 1, "revoked": 1}.items() <= Counter(
        issued.values_list("standing", flat=True)
    ).items()
    assert CertificatePaper.objects.filter(version__gt=1).count() == 1
    assert Case.objects.filter(kind="certificate-standing", state="accepted").count() == 1
    told_of = Counter(SentCertificate.objects.values_list("state", flat=True))
    assert (told_of["refused"], told_of["accepted"] > 0, due_certificates({BODY}).count()) == (1, True, 3)
    assert verify_acts().findings == {}


def test_each_account_has_something_to_do() -> None:
    evaluated()

    paid = Case.objects.get(measure="skill-upgrade-subsidy", person=NAMED["holder"])
    [certificate] = IssuedCertificate.objects.filter(person=NAMED["holder"])
    assert (paid.state, paid.subject_record) == ("closed", certificate.record)
    assert differences() == []
    seen = Candidate.objects.get(person=NAMED["candidate"])
    assert seen.session.state == "published"
    assert ReMarking.objects.filter(candidate__session=seen.session).exclude(candidate=seen).count() == 1
    assert Candidate.objects.get(person=NAMED["citizen"]).ticket is not None
    duties = Counter(Duty.objects.filter(person=STAFF[20]).values_list("state", flat=True))
    assert duties == {"signed": 8, "accepted": 2, "asked": 2}
    outside = Duty.objects.filter(person=NAMED["supervisor"])
    assert set(outside.values_list("role", "state")) == {("external", "asked")}
    found = Inspection.objects.filter(by__username="supervisor-2")
    assert (found.count(), found.exclude(settled_at=None).count()) == (4, 1)
    assert Inspection.objects.get(organisation=BODY).answered_at is None


def test_without_a_budget_line_the_claim_waits() -> None:
    BudgetLine.objects.update(year=2020)

    evaluated()

    waiting = Case.objects.get(measure="skill-upgrade-subsidy", person=NAMED["holder"])
    assert waiting.state == "claimed"


def test_candidates_of_the_workbook_stand_in_each_way(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "CANDIDATES", 20)
    _certified(PEOPLE[90:96], "L5", None)
    HeldCertificate.objects.filter(level="L5").update(issued_on=date(2024, 1, 5))
    evaluated()
    file = BytesIO()

    assert sheets.write_candidates(file, on=DAY) == 20

    file.seek(0)
    roster = read_roster(file, demonstration_pack(), folder=None, on=DAY, invented=True)
    assert roster.bad == []
    open_ = Session.objects.get(organisation=BODY, state="filed")
    office = Hand(holder_of(Account.objects.get(username="evaluation-body"), DAY), DAY, LATER)
    enrolled = enrol(open_.pk, roster.people, office, demonstration_pack(), source="test")
    said = judged(enrolled, Assessor(demonstration_pack()), on=DAY, known_at=LATER)
    assert Counter(one.stand for one in said.values()) == {
        Stand.MAY: 20 - sheets.NOT - sheets.LATER - sheets.OPEN,
        Stand.NOT: sheets.NOT,
        Stand.LATER: sheets.LATER,
        Stand.OPEN: sheets.OPEN,
    }


def test_marks_of_the_workbook_are_of_the_last_arranged_session() -> None:
    evaluated()
    file = BytesIO()

    number, count = sheets.write_marks(file)

    file.seek(0)
    session = Session.objects.get(organisation=BODY, number=number)
    tickets = Candidate.objects.filter(session=session).order_by("ticket").values_list("ticket", flat=True)
    assert [row.ticket for row in read_marks(file).rows] == list(tickets)
    assert count == len(tickets)


def test_outside_a_demonstration_nothing_is_written(settings: Settings) -> None:
    settings.DEMONSTRATION = False

    with pytest.raises(NotADemonstration):
        evaluate_province(Assessor(demonstration_pack()), on=DAY, at=LATER, by=BY)
    for write in (lambda: sheets.write_marks(BytesIO()), lambda: sheets.write_candidates(BytesIO(), on=DAY)):
        with pytest.raises(NotADemonstration):
            write()


def test_without_a_body_there_is_nobody_to_write_down() -> None:
    Account.objects.get(username="evaluation-body").assignments.all().delete()

    with pytest.raises(sheets.NobodyThere, match="demo-bodies"):
        sheets.write_candidates(BytesIO(), on=DAY)
