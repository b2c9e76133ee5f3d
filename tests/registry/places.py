"""Two counties in two prefectures, each with a person who lives and works there, and one row of every table."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from typing import Any

from allauth.mfa.totp.internal.auth import TOTP
from django.db import models

from jiyao.casework.models import (
    Case,
    CaseState,
    Channel,
    Correction,
    Flag,
    FlagRun,
    FlagState,
    Grade,
    Message,
    MessageChannel,
    MessageState,
    Paper,
    PaperKind,
    Rating,
    SmsConsent,
)
from jiyao.evaluation.models import Coaching, ContestResult
from jiyao.foundation.actions.keys import create_keys, keyring, lookup_hash
from jiyao.foundation.actions.texts import seal_text
from jiyao.funds.accounts import BankAccount, person_payee, sealed_account
from jiyao.funds.models import Allocation, Batch, BudgetLine, Commitment, PaymentOrder, Transfer
from jiyao.policy.models import Grant
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.models import (
    Account,
    AccountRole,
    BenefitSpell,
    Division,
    EducationSpell,
    EmploymentSpell,
    GroupSpell,
    HeldCertificate,
    HouseholdSpell,
    InsuranceSpell,
    Organisation,
    OrganisationRole,
    OrganisationVersion,
    Ownership,
    Person,
    PersonVersion,
    ScarceOccupation,
    WorkType,
)
from jiyao.registry.models.account import AT_A_DIVISION, FOR_AN_ORGANISATION
from jiyao.registry.permitting import NEEDS_SECOND_FACTOR
from jiyao.training.models import Apprenticeship, ApprenticeshipBreak, Enrolment
from tests.employment.posts import a_question, employment_rows
from tests.evaluation.bodies import a_session, evaluation_rows

AT = datetime(2025, 1, 1, 8, tzinfo=UTC)
DAY = date(2025, 6, 30)
PROVINCE, CITY, COUNTY, OTHER_CITY, OTHER_COUNTY = "230000", "230100", "230102", "230200", "230202"
HERE, THERE = 1, 2
"""The numbers of the two people; their organisations' are 801 and 802, and all their records end in them."""
DIVISIONS = [
    (PROVINCE, None, "province", "省"),
    (CITY, PROVINCE, "prefecture", "甲市"),
    (COUNTY, CITY, "county", "甲县"),
    (OTHER_CITY, PROVINCE, "prefecture", "乙市"),
    (OTHER_COUNTY, OTHER_CITY, "county", "乙县"),
]
TOTP_KEY = "JBSWY3DPEHPK3PXP"
"""Of everybody's authenticator."""
NAMES = {HERE: "张三", THERE: "李四"}
IDENTITIES = {HERE: "239901199003074513", THERE: "239902199003074514"}


def lay_out() -> None:
    """Makes the two places and all that is in them."""
    for code, parent, level, zh in DIVISIONS:
        Division.objects.create(code=code, parent_id=parent, level=level, zh=zh, en=code)
    create_keys([HERE, THERE])
    for number, county in ((HERE, COUNTY), (THERE, OTHER_COUNTY)):
        _somebody(number)
        _their_organisation(800 + number, county)
        for model, values in _rows(number, 800 + number, county).items():
            kept(model, 1000 + number, **values)
        Grant.objects.create(
            measure="subsidy",
            pack_version="1",
            subject="certificate",
            subject_record=1000 + number,
            person_id=number,
            division=county,
            amount_fen=150000,
            granted_on=date(2025, 2, 1),
            recorded_at=AT,
        )
        _a_request(number, county)
        _a_case(number, county)
        _a_message(number, county)
        SmsConsent.objects.create(
            pk=1000 + number, person_id=number, wanted=number == HERE, way="counter", said_at=AT
        )
        _their_money(number, county)
        _a_flag(number, county)
        _a_paper(number, county)
        _a_rating(number, county)
        a_session(number, 800 + number, county)
        a_question(number, 800 + number, county, Account.objects.get(username="former"))


def kept(model: type[models.Model], record: int, **values: Any) -> Any:
    """A record of that number, in its first version."""
    row = {"reference": f"r{record}", "recorded_at": AT, **values}
    return model._default_manager.create(record=record, **row)


def _a_request(number: int, county: str) -> None:
    """A request of an official who is no longer there: that the person was certified on another level."""
    asker, _ = Account.objects.get_or_create(
        username="former", defaults={"is_active": False, "opened_at": AT, "closed_at": AT}
    )
    case = Case.objects.create(
        pk=3000 + number,
        kind="correction",
        state=CaseState.ACCEPTED,
        measure="",
        subject="certificates.level",
        subject_record=1000 + number,
        person_id=number,
        division=county,
        channel=Channel.COUNTER,
        opened_by=asker,
        opened_on=date(2025, 1, 1),
        opened_at=AT,
        state_since=date(2025, 1, 1),
    )
    Correction.objects.create(
        pk=1000 + number,
        case=case,
        table="certificates",
        record=1000 + number,
        version=1,
        column="level",
        claimed_sealed=seal_text(number, "claimed_sealed", '"L3"'),
        reason_sealed=seal_text(number, "reason_sealed", "证书上写的是三级"),
    )


def _a_case(number: int, county: str) -> None:
    """A claim that was closed long ago."""
    Case.objects.create(
        pk=1000 + number,
        kind="person-claim",
        state=CaseState.CLOSED,
        measure="subsidy",
        subject="certificate",
        subject_record=1000 + number,
        person_id=number,
        organisation_id=800 + number,
        division=county,
        channel=Channel.COUNTER,
        opened_on=date(2025, 1, 2),
        opened_at=AT,
        state_since=date(2025, 2, 1),
        amount_fen=150000,
    )


def _a_paper(number: int, county: str) -> None:
    """A list of a year ago."""
    Paper.objects.create(
        pk=1000 + number,
        kind=PaperKind.SUMMARY,
        division=county,
        year=2024,
        serial=1,
        about="subsidy",
        reference=f"（{county}）技汇〔2024〕1号",
        issued_on=date(2024, 6, 30),
        issued_at=AT,
        act=1,
    )


def _a_message(number: int, county: str) -> None:
    """What was to be brought to the person, and was not needed any more."""
    Message.objects.create(
        pk=1000 + number,
        case_id=1000 + number,
        step="decide",
        person_id=number,
        measure="subsidy",
        division=county,
        channel=MessageChannel.VISIT,
        state=MessageState.NEEDLESS,
        made_at=AT,
        state_at=AT,
    )


def _a_flag(number: int, county: str) -> None:
    """A flag on a certificate that is not found any more."""
    run = FlagRun.objects.create(
        pk=1000 + number,
        run_on=date(2025, 1, 2),
        known_at=AT,
        pack_version="1",
        pack_hash="",
        snapshot_hash="",
    )
    Flag.objects.create(
        pk=1000 + number,
        flag="trainer-is-evaluator",
        table="certificates",
        record=1000 + number,
        person_id=number,
        organisation_id=800 + number,
        division=county,
        columns={},
        found_on=run.run_on,
        run=run,
        state=FlagState.GONE,
    )


def _a_rating(number: int, county: str) -> None:
    """What the person said of the claim."""
    Rating.objects.create(
        pk=1000 + number,
        case_id=1000 + number,
        person_id=number,
        division=county,
        measure="subsidy",
        grade=Grade.VERY_GOOD,
        rated_on=date(2025, 2, 2),
        rated_at=AT,
    )


def _their_money(number: int, county: str) -> None:
    """A line of a fund of its own with ten yuan in it, and how they came there."""
    former = Account.objects.get(username="former")
    BudgetLine.objects.create(
        pk=1000 + number, fund="invented", division_id=county, year=2020, available_fen=1000
    )
    Allocation.objects.create(
        pk=1000 + number,
        kind="allocate",
        fund="invented",
        division_id=county,
        place_id=county[:4] + "00",
        year=2020,
        amount_fen=1000,
        basis="文号",
        proposed_by=former,
        proposed_at=AT,
    )
    Transfer.objects.create(
        pk=1000 + number,
        kind="allocate",
        target_id=1000 + number,
        target_pot="available",
        amount_fen=1000,
        moved_on=date(2020, 1, 1),
        recorded_at=AT,
        division=county,
        subject=f"allocation:{1000 + number}",
        act=0,
    )

    _their_payment(number, former)


def _their_payment(number: int, former: Account) -> None:
    """An order of one yuan in a batch that was given up long ago."""
    commitment = Commitment.objects.create(
        pk=1000 + number,
        key=f"old-{number}",
        line_id=1000 + number,
        subject=f"case:{900 + number}",
        amount_fen=100,
        released_fen=100,
        made_on=date(2020, 1, 1),
        act=0,
    )
    Batch.objects.create(
        pk=1000 + number,
        line_id=1000 + number,
        format="bank-file",
        state="dissolved",
        count=1,
        total_fen=100,
        made_by=former,
        made_on=date(2020, 1, 1),
        made_at=AT,
    )
    payee = person_payee(number, BankAccount(NAMES[number], f"622848000000000{number}", "甲银行"))
    PaymentOrder.objects.create(
        pk=1000 + number,
        key=f"old-{number}",
        commitment=commitment,
        line_id=1000 + number,
        payee=payee.party,
        owner=number,
        account_sealed=sealed_account(keyring([number]), payee),
        amount_fen=100,
        state="withdrawn",
        made_on=date(2020, 1, 1),
        act=0,
    )


def _somebody(number: int) -> None:
    Person.objects.create(id=number)
    keys = keyring([number])
    kept(
        PersonVersion,
        number,
        reference=lookup_hash(IDENTITIES[number]),
        person_id=number,
        name_sealed=keys.seal(number, "name_sealed", NAMES[number]),
        identity_sealed=keys.seal(number, "identity_sealed", IDENTITIES[number]),
        birth_on=date(1990, 3, 7),
        sex="female",
    )


def _their_organisation(number: int, county: str) -> None:
    Organisation.objects.create(id=number)
    kept(
        OrganisationVersion,
        number,
        reference=f"9123{number}",
        organisation_id=number,
        name=f"第{number}公司",
        division=county,
        is_enterprise=True,
    )
    kept(OrganisationRole, 5000 + number, organisation_id=number, role="employer", starts_on=date(2010, 1, 1))


def _rows(number: int, organisation: int, county: str) -> Mapping[type[models.Model], dict[str, Any]]:
    person = {"person_id": number}
    since = {"starts_on": date(2020, 1, 1)}
    months = {"first_month": 2020 * 12 + 1}
    return {
        HouseholdSpell: {**person, **since, "division": county},
        GroupSpell: {**person, **since, "person_group": "none"},
        EmploymentSpell: {**person, **since, "organisation_id": organisation, "division": county},
        InsuranceSpell: {**person, **months, "organisation_id": organisation, "division": county},
        BenefitSpell: {**person, **months, "division": county},
        EducationSpell: {**person, **since, "organisation_id": organisation},
        HeldCertificate: {
            **person,
            "certificate_number": f"S00002399000124300000{number}",
            "level": "L4",
            "occupation": "6-18-02-04",
            "issued_on": date(2025, 2, 1),
            "issuer_id": organisation,
        },
        Enrolment: {**person, **since, "provider_id": organisation, "division": county},
        Apprenticeship: {**person, **since, "employer_id": organisation, "division": county},
        ApprenticeshipBreak: {
            **person,
            "employer_id": organisation,
            "division": county,
            "starts_on": date(2022, 3, 1),
            "ends_on": date(2022, 4, 30),
        },
        ContestResult: {**person, "division": county, "contest_name": "焊接"},
        Coaching: {**person, "division": county},
        **employment_rows(number, organisation, county),
        **evaluation_rows(number, organisation, county),
        Ownership: {**since, "organisation_id": organisation, "owner_person_id": number, "share": 6000},
        WorkType: {"occupation": "6-18-02-04", "name": f"工种{number}"},
        ScarceOccupation: {**since, "division": county, "occupation": "6-18-02-04"},
    }


def account_as(
    role: AccountRole, *, division: str = COUNTY, organisation: int = 801, factor: bool = True
) -> Account:
    """An account that holds that role here; a citizen's stands for the person here. It has the factor it needs."""
    if role is AccountRole.CITIZEN:
        return open_account(username="citizen", person=HERE, at=AT, by="program:test")
    account = open_account(username=f"{role}-{division}", at=AT, by="program:test")
    assign(
        account=account,
        role=role,
        division=division if role in AT_A_DIVISION else None,
        organisation=organisation if role in FOR_AN_ORGANISATION else None,
        starts_on=date(2020, 1, 1),
        at=AT,
        by="program:test",
    )
    if factor and role in NEEDS_SECOND_FACTOR:
        TOTP.activate(account, TOTP_KEY)
    return account
