"""Requests of the days before corrections were cases: each gets a case that stands as it stood, and says what it said."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from jiyao.casework.kinds.kind import kind_of
from jiyao.casework.models import Case, CaseState, Correction, State
from jiyao.casework.sealing import Said, said_by
from jiyao.foundation.actions.texts import seal_text
from jiyao.registry.models import Account, AccountRole
from tests.registry.places import COUNTY, HERE, account_as, lay_out

BEFORE, AFTER = ("casework", "0016_messages"), ("casework", "0019_corrections_are_cases")
ASKED = datetime(2025, 1, 1, 17, tzinfo=UTC)
ASKED_ON = date(2025, 1, 2)
"""The same day at the office, which is further east."""
DECIDED, DECIDED_ON = ASKED + timedelta(days=3), ASKED_ON + timedelta(days=3)


def migrated(to: tuple[str, str]) -> Any:
    """The models as they are after a migration, with the database migrated to it."""
    executor = MigrationExecutor(connection)
    executor.migrate([to])
    return executor.loader.project_state([to]).apps


def asked(
    requests: Any, asker: Account, column: str, state: State, *, person: int | None, reviewer: Account
) -> None:
    """A request as it was kept, with the acts 11 and 12."""
    is_open = state is State.OPEN
    requests.create(
        asked_by_id=asker.pk,
        person_id=person,
        division=None if person is None else COUNTY,
        table="certificates",
        record=1001,
        version=2,
        column=column,
        claimed_sealed=seal_text(person, "claimed_sealed", '"L3"'),
        reason_sealed=seal_text(person, "reason_sealed", "证书上写的是三级"),
        answer_sealed=seal_text(person, "answer_sealed", "一致") if state is State.KEPT else None,
        state=state.value,
        asked_at=ASKED,
        asked_act=11,
        decided_by_id=None if is_open else reviewer.pk,
        decided_at=None if is_open else DECIDED,
        decided_act=None if is_open else 12,
    )


def told(request: Correction) -> tuple[object, ...]:
    """A request with its case and steps."""
    case = request.case
    steps = [(one.step, one.after, one.by_id, one.on, one.at, one.act) for one in case.steps.order_by("pk")]
    assert kind_of(case).name == "correction"
    return request.state, case.state, case.subject, case.channel, case.opened_by_id, case.state_since, steps


def test_each_request_becomes_a_case_as_it_stood(fresh_database: str) -> None:
    lay_out()
    Correction.objects.all().delete()
    Case.objects.filter(kind="correction").delete()
    citizen, official = account_as(AccountRole.CITIZEN), account_as(AccountRole.ACCEPT)
    reviewer = account_as(AccountRole.REVIEW)
    requests = migrated(BEFORE).get_model("casework", "CorrectionRequest").objects
    asked(requests, citizen, "level", State.OPEN, person=HERE, reviewer=reviewer)
    asked(requests, official, "issued_on", State.CORRECTED, person=HERE, reviewer=reviewer)
    asked(requests, official, "name", State.KEPT, person=None, reviewer=reviewer)
    asked(requests, citizen, "issuer", State.WITHDRAWN, person=HERE, reviewer=citizen)
    numbers = list(requests.order_by("pk").values_list("pk", flat=True))

    migrated(AFTER)

    found = list(Correction.objects.order_by("pk"))
    first = [
        ("open", "accepted", asker.pk, ASKED_ON, ASKED, 11)
        for asker in (citizen, official, official, citizen)
    ]
    assert [one.pk for one in found] == numbers
    assert [told(one) for one in found] == [
        ("open", CaseState.ACCEPTED, "certificates.level", "portal", citizen.pk, ASKED_ON, [first[0]]),
        (
            *("corrected", CaseState.CLOSED, "certificates.issued_on", "counter", official.pk, DECIDED_ON),
            [first[1], ("correct", "closed", reviewer.pk, DECIDED_ON, DECIDED, 12)],
        ),
        (
            *("kept", CaseState.REFUSED, "certificates.name", "counter", official.pk, DECIDED_ON),
            [first[2], ("keep", "refused", reviewer.pk, DECIDED_ON, DECIDED, 12)],
        ),
        (
            *("withdrawn", CaseState.WITHDRAWN, "certificates.issuer", "portal", citizen.pk, DECIDED_ON),
            [first[3], ("withdraw", "withdrawn", citizen.pk, DECIDED_ON, DECIDED, 12)],
        ),
    ]
    assert [(one.person_id, one.division) for one in found] == [(HERE, COUNTY)] * 2 + [
        (None, None),
        (HERE, COUNTY),
    ]
    said = Said(claimed="L3", reason="证书上写的是三级")
    assert list(said_by(found).values()) == [said, said, Said("L3", said.reason, "一致"), said]
