"""One record corrected: before, after and why stand in an act."""

import json
from datetime import UTC, date, datetime, timedelta

import pytest

from jiyao.foundation.actions.keys import create_keys, keyring
from jiyao.foundation.models import Act
from jiyao.registry.actions.correcting import NoReason, NoSuchRecord, NothingToCorrect, correct_record
from jiyao.registry.actions.recording import RecordedLater, record_rows
from jiyao.registry.models import FOREVER, GroupSpell, Person, Record

pytestmark = pytest.mark.django_db
AT = datetime(2025, 6, 30, 8, tzinfo=UTC)
LATER = AT + timedelta(days=1)


@pytest.fixture
def number() -> int:
    Person.objects.create(id=7)
    create_keys([7])
    row = {
        "reference": "a",
        "person_id": 7,
        "person_group": "veteran",
        "starts_on": date(2020, 1, 1),
        "ends_on": None,
    }
    record_rows(model=GroupSpell, rows=[row], at=AT, by="program:test", source="a test")
    return GroupSpell.objects.get().record


def correct(number: int, reason: str = "看错了", at: datetime = LATER, **changes: object) -> Record:
    return correct_record(
        model=GroupSpell, record=number, changes=changes, at=at, by="account:1", reason=reason
    )


def test_a_correction_is_the_next_version_with_an_act_that_says_before_and_after(number: int) -> None:
    version = correct(number, ends_on=date(2021, 5, 1))

    old, new = GroupSpell.objects.order_by("version")
    assert (old.superseded_at, old.ends_on) == (LATER, None)
    assert (new.pk, new.version, new.ends_on, new.person_group) == (
        version.pk,
        2,
        date(2021, 5, 1),
        "veteran",
    )
    assert (new.record, new.reference, new.recorded_at, new.superseded_at) == (number, "a", LATER, FOREVER)
    act = Act.objects.get(kind="correct")
    assert (act.actor, act.subject, act.owner) == ("account:1", f"groupspell:{number}", 7)
    assert act.codes == {"version": 2, "columns": "ends_on"}
    assert json.loads(keyring([7]).unseal(7, "act", act.actpayload.sealed)) == {
        "reason": "看错了",
        "before": {"ends_on": None},
        "after": {"ends_on": "2021-05-01"},
    }


def test_a_correction_without_reason_is_refused(number: int) -> None:
    with pytest.raises(NoReason, match="a correction needs a reason"):
        correct(number, " ", ends_on=None)


def test_a_record_that_is_not_there_is_refused(number: int) -> None:
    with pytest.raises(NoSuchRecord, match=f"there is no record {number + 1}"):
        correct(number + 1, ends_on=None)


def test_what_stands_already_is_no_correction(number: int) -> None:
    with pytest.raises(NothingToCorrect, match="says that already"):
        correct(number, ends_on=None)


def test_a_correction_before_what_stands_is_refused(number: int) -> None:
    with pytest.raises(RecordedLater, match="correct with a later moment"):
        correct(number, at=AT, ends_on=date(2021, 5, 1))
    assert GroupSpell.objects.get().superseded_at == FOREVER
