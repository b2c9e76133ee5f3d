"""Asking to correct a record, and withdrawing: each way out."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from jiyao.base.reasons import LONGEST_REASON, BadReason
from jiyao.casework.actions.asking import (
    AskedAlready,
    NotOpen,
    NotYours,
    OutOfReach,
    RecordMoved,
    SaysThatAlready,
    withdraw_correction,
)
from jiyao.casework.actions.deciding import correct, keep
from jiyao.casework.actions.moving import NotYourDuty
from jiyao.casework.claiming import BadClaim, NotCorrectable
from jiyao.casework.models import Case, CaseState, Channel, Correction, State
from jiyao.casework.sealing import Said, said_by
from jiyao.foundation.actions.sealing import anonymise
from jiyao.foundation.models import Act
from jiyao.registry.models import (
    AccountRole,
    EmploymentSpell,
    HouseholdSpell,
    OrganisationVersion,
)
from jiyao.registry.permitting import NOBODY
from jiyao.registry.tabling import UnknownTable
from tests.casework.asking import LATER, LATEST, ask, deciding, holder, payload, standing
from tests.packs.heilongjiang import assessor
from tests.registry.places import COUNTY, HERE, OTHER_COUNTY, PROVINCE, lay_out

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world() -> None:
    lay_out()


def test_citizen_asks_and_the_request_keeps_what_she_says_sealed() -> None:
    who = holder(AccountRole.CITIZEN)

    made = Correction.objects.get(pk=ask(who).pk)

    assert who.account is not None
    assert (made.asked_by_id, made.person_id, made.division) == (who.account.pk, HERE, COUNTY)
    case = made.case
    assert (case.kind, case.state, case.channel) == ("correction", CaseState.ACCEPTED, Channel.PORTAL)
    assert (case.subject, case.subject_record) == ("certificates.issued_on", 1001)
    assert (made.table, made.record, made.version, made.column) == ("certificates", 1001, 1, "issued_on")
    assert (made.state, made.asked_at, made.decided_at) == (State.OPEN, LATER, None)
    assert said_by([made])[made.pk] == Said(claimed="2025-02-03", reason="证书上写的是 3 日")
    assert b"2025" not in bytes(made.claimed_sealed)
    [step] = case.steps.all()
    assert (step.step, step.by_id, step.at, step.reason_sealed) == ("open", who.account.pk, LATER, None)
    act = Act.objects.get(pk=step.act)
    assert (act.kind, act.actor, act.subject, act.owner) == ("case-open", who.party, f"case:{case.pk}", HERE)
    states = {"before": "before", "after": "accepted"}
    assert act.codes == states | {
        "table": "certificates",
        "record": 1001,
        "version": 1,
        "column": "issued_on",
    }
    assert payload(act) == {"claimed": "2025-02-03", "reason": "证书上写的是 3 日"}


@pytest.mark.parametrize(
    ("changed", "error", "complaint"),
    [
        ({"record": 1002}, OutOfReach, "没有这条记录，或不在您的权限之内"),
        ({"record": 9999}, OutOfReach, "没有这条记录"),
        ({"version": 2}, RecordMoved, "这条记录已被更正"),
        ({"column": "person"}, NotCorrectable, "不是可以更正的栏目"),
        ({"column": "reference"}, NotCorrectable, "不是可以更正的栏目"),
        ({"column": "nothing"}, NotCorrectable, "不是可以更正的栏目"),
        ({"table": "people", "record": 1, "column": "name_sealed"}, NotCorrectable, "不是可以更正的栏目"),
        ({"claimed": "2025-02-31"}, BadClaim, "核发日期：不是日期，请写成 2024-01-31"),
        ({"column": "level", "claimed": "九级"}, BadClaim, "不在“职业技能等级”的范围内"),
        ({"column": "issuer", "claimed": "91230102X"}, BadClaim, "统一社会信用代码应为 18 位"),
        ({"column": "work_type", "claimed": "焊" * 41}, BadClaim, "超过 40 个字"),
        ({"claimed": "2025-02-01"}, SaysThatAlready, "记录中已经是这个值"),
        ({"column": "level"} | {"claimed": "L2"}, AskedAlready, "已有一件更正申请在办理"),
        ({"reason": "  "}, BadReason, "请用一句话写明理由"),
        ({"reason": "啊" * (LONGEST_REASON + 1)}, BadReason, "理由超过 1000 个字"),
        ({"table": "grants", "record": 1}, OutOfReach, "没有这条记录"),
        ({"table": "employment", "column": "starts_on", "claimed": ""}, BadClaim, "起始日：必填，不能为空"),
    ],
)
def test_request_that_cannot_be_is_refused(
    changed: dict[str, Any], error: type[Exception], complaint: str
) -> None:
    who = holder(AccountRole.CITIZEN)

    with pytest.raises(error) as refused:
        ask(who, **changed)

    assert complaint in refused.value.said("zh")  # type: ignore[attr-defined]
    assert refused.value.said("en").isascii() or "level" in changed.get("column", "")  # type: ignore[attr-defined]
    assert Act.objects.filter(kind="case-open").count() == 0


def test_end_before_the_beginning_is_refused() -> None:
    with pytest.raises(BadClaim, match="the end would lie before the beginning"):
        ask(holder(AccountRole.CITIZEN), table="employment", column="ends_on", claimed="2019-12-31")


def test_unknown_table_is_told_with_the_nearest() -> None:
    with pytest.raises(UnknownTable, match='did you mean "certificates"'):
        ask(holder(AccountRole.CITIZEN), table="certificate")


@pytest.mark.parametrize(
    ("role", "division"), [(AccountRole.REVIEW, COUNTY), (AccountRole.ACCEPT, OTHER_COUNTY), (None, "")]
)
def test_who_may_not_ask_is_refused(role: AccountRole | None, division: str) -> None:
    who = NOBODY if role is None else holder(role, division)

    with pytest.raises(OutOfReach):
        ask(who)


@pytest.mark.parametrize("written", ["第802公司", "  第802公司 "])
def test_organisation_is_claimed_by_its_name(written: str) -> None:
    made = ask(holder(AccountRole.CITIZEN), column="issuer", claimed=written)

    assert said_by([made])[made.pk].claimed == 802


def test_name_of_two_organisations_does_not_do() -> None:
    OrganisationVersion.objects.update(name="同名公司")

    with pytest.raises(BadClaim, match="names more than one"):
        ask(holder(AccountRole.CITIZEN), column="issuer", claimed="同名公司")


def test_organisation_is_claimed_by_its_credit_code() -> None:
    code = "91239901MA0QYQY01X"
    OrganisationVersion.objects.filter(record=802).update(reference=code)

    made = ask(holder(AccountRole.CITIZEN), column="issuer", claimed=code)

    assert said_by([made])[made.pk].claimed == 802


def test_nothing_can_be_claimed_where_a_record_may_say_nothing() -> None:
    made = ask(holder(AccountRole.CITIZEN), column="issuer", claimed="")
    correct(made.pk, deciding(holder(AccountRole.REVIEW)), assessor=assessor())

    assert standing().issuer_id is None


def test_who_asked_withdraws_and_may_ask_again() -> None:
    who = holder(AccountRole.CITIZEN)
    made = ask(who)

    found = withdraw_correction(made.pk, deciding(who))

    assert (found.state, found.decided_by_id) == (State.WITHDRAWN, made.asked_by_id)
    assert [one.step for one in found.case.steps.order_by("pk")] == ["open", "withdraw"]
    assert ask(who).state == State.OPEN


def test_nobody_else_withdraws_and_nothing_closed_is_withdrawn() -> None:
    who = holder(AccountRole.CITIZEN)
    made = ask(who)
    with pytest.raises(NotYours):
        withdraw_correction(made.pk, deciding(holder(AccountRole.ACCEPT)))
    with pytest.raises(NotYours):
        withdraw_correction(made.pk + 1, deciding(who))
    keep(made.pk, deciding(holder(AccountRole.REVIEW)), answer="一致")

    with pytest.raises(NotOpen):
        withdraw_correction(made.pk, deciding(who))


def test_list_is_corrected_under_the_key_of_the_house() -> None:
    made = ask(
        holder(AccountRole.ACCEPT),
        table="scarce-occupations",
        column="ends_on",
        claimed="2025-12-31",
        reason="目录到期",
    )

    assert (made.person_id, made.division) == (None, COUNTY)
    assert said_by([made])[made.pk] == Said(claimed="2025-12-31", reason="目录到期")
    assert keep(made.pk, deciding(holder(AccountRole.REVIEW)), answer="未到期").state == State.KEPT


def test_list_of_no_place_is_decided_by_the_province() -> None:
    made = ask(
        holder(AccountRole.ACCEPT, PROVINCE),
        table="work-types",
        column="name",
        claimed="电焊工",
        reason="名称有误",
    )

    assert made.division is None
    with pytest.raises(NotYourDuty):
        keep(made.pk, deciding(holder(AccountRole.REVIEW)), answer="一致")
    assert keep(made.pk, deciding(holder(AccountRole.REVIEW, PROVINCE)), answer="一致").state == State.KEPT


def test_person_without_a_home_is_decided_where_they_work() -> None:
    HouseholdSpell.objects.filter(person=HERE).delete()
    EmploymentSpell.objects.filter(person=HERE).update(division=OTHER_COUNTY)

    assert ask(holder(AccountRole.CITIZEN)).division == OTHER_COUNTY


def test_what_an_anonymised_person_said_is_gone() -> None:
    made = ask(holder(AccountRole.CITIZEN))
    anonymise(HERE, by="account:9", reason="本人要求", at=LATEST)

    assert said_by([made])[made.pk] == Said(erased=True)


def test_open_request_about_a_column_stands_once_in_the_database() -> None:
    case = ask(holder(AccountRole.CITIZEN)).case
    case.pk, case._state.adding = None, True

    with pytest.raises(IntegrityError), transaction.atomic():
        case.save(force_insert=True)
    Case.objects.filter(kind="correction").update(state=CaseState.CLOSED)
    case.save(force_insert=True)
