"""Changes to the pack by two hands; versions that hold from the next day, and nothing half done."""

import shutil
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from jiyao.engine.packs.changing import NotChangeable, StandsOtherwise
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.problems import PackRefused
from jiyao.engine.shapes import Words
from jiyao.foundation.models import Act
from jiyao.interfaces.cli.records.database import version_on as version_for
from jiyao.interfaces.cli.session import Session
from jiyao.policy.actions.changing import (
    Decided,
    ExamplesDisagree,
    NoReason,
    NothingChanged,
    OwnProposal,
    Proposal,
    candidate,
    confirm_change,
    propose_change,
    return_change,
    take_up_release,
    withdraw_change,
)
from jiyao.policy.models import ChangeKind, ChangeState, PackChange, PackVersion
from jiyao.policy.queries.versions import folder_of, pack_folder_on, version_on
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.models import Account
from tests.interfaces.small import SUBSIDY_EXAMPLES, SUBSIDY_YAML, small_pack

pytestmark = pytest.mark.django_db
AT, DAY = datetime(2025, 6, 30, 8, tzinfo=UTC), date(2025, 6, 30)
WORDS = Words(zh="五级标准提高", en="A higher amount for level 5")
RAISE = {
    "measures/subsidy.yaml": "parameters: {amount_fen: {base: [{from: 2024-01-01, values: {L5: 120000}}]}}"
}
BREAK = {
    "measures/subsidy.yaml": "parameters: {amount_fen: {base: [{from: 2024-01-01, values: {L4: 170000}}]}}"
}


@pytest.fixture(autouse=True)
def release(settings: Settings, tmp_path: Path) -> Path:
    """The small pack as the release, in an installation of its own."""
    settings.VAR, settings.PACK = tmp_path / "var", small_pack(tmp_path / "release")
    return settings.PACK


@pytest.fixture
def first() -> Account:
    """An official."""
    return open_account(username="first", at=AT, by="program:test")


@pytest.fixture
def second() -> Account:
    """Another."""
    return open_account(username="second", at=AT, by="program:test")


def proposed(by: Account, lay: dict[str, str] | None = None, at: datetime = AT) -> PackChange:
    """A change, proposed."""
    return propose_change(Proposal(ChangeKind.VALUE, WORDS, lay or RAISE), by=by, at=at)


def amount(folder: Path, level: str = "L5") -> int:
    """What level 5 gets by a version."""
    [row] = load_pack(folder).measures["subsidy"].parameters["amount_fen"].base
    return row.values[level]


def test_confirmed_change_holds_from_the_next_day(first: Account, second: Account, release: Path) -> None:
    version = confirm_change(proposed(first), by=second, at=AT, on=DAY, answer="核对无误")

    assert (version_on(DAY), version_on(DAY + timedelta(days=1))) == (None, version)
    assert pack_folder_on(DAY) == release
    assert (amount(release), amount(pack_folder_on(date(2025, 7, 1)))) == (100000, 120000)
    change = PackChange.objects.get()
    assert (change.state, change.number, change.decided_by, change.answer) == (
        ChangeState.CONFIRMED,
        1,
        second,
        "核对无误",
    )
    kinds = Act.objects.filter(subject=f"packchange:{change.pk}").order_by("at", "kind")
    assert sorted((act.kind, act.actor) for act in kinds) == [
        ("confirm-change", second.party),
        ("propose-change", first.party),
    ]


def test_who_proposed_confirms_nothing_of_it(first: Account) -> None:
    change = proposed(first)

    with pytest.raises(OwnProposal):
        confirm_change(change, by=first, at=AT, on=DAY)
    with pytest.raises(OwnProposal):
        return_change(change, by=first, at=AT, answer="x")

    assert (PackChange.objects.get().state, PackVersion.objects.count()) == (ChangeState.PROPOSED, 0)


def test_database_refuses_one_hand_too(first: Account) -> None:
    change = proposed(first)

    with pytest.raises(IntegrityError), transaction.atomic():
        PackChange.objects.filter(pk=change.pk).update(state="confirmed", number=1, decided_by=first)


@pytest.mark.parametrize(
    ("lay", "error", "words"),
    [
        ({"measures/subsidy.yaml": "a: ["}, PackRefused, "not YAML"),
        ({"measures/subsidy.yaml": "stages: training"}, PackRefused, 'unknown key "stages"'),
        ({"measures/nothing.yaml": "title: {zh: 无, en: None}"}, PackRefused, "measures/nothing.yaml"),
        ({"measures/subsidy.yaml": "requires: [{id: insured_long_enough, rule: insured_mnths > 1}]"}, PackRefused, "insured_mnths"),
        ({"measures/subsidy.yaml": "parameters: {min_months: {relaxed: [{from: 2025-06-01, value: 6, source: {document: doc}, confidence: verified}]}}"}, PackRefused, "overlap"),
        ({"facts.yaml": "facts: []"}, NotChangeable, "facts.yaml"),
        ({"measures/subsidy.yaml": "stage: incentives"}, NothingChanged, "already"),
    ],
)  # fmt: skip
def test_what_would_be_no_pack_is_not_proposed(
    first: Account, lay: dict[str, str], error: type[Exception], words: str
) -> None:
    with pytest.raises(error, match=words):
        proposed(first, lay)

    assert (PackChange.objects.count(), Act.objects.filter(kind="propose-change").count()) == (0, 0)


def test_change_that_breaks_an_example_waits_until_somebody_decides(first: Account, second: Account) -> None:
    change = proposed(first, BREAK)

    with pytest.raises(ExamplesDisagree, match="subsidy/granted") as stopped:
        confirm_change(change, by=second, at=AT, on=DAY)

    [broken] = stopped.value.broken
    assert (broken.name, broken.expected, broken.found) == ("amount_fen", 150000, 170000)
    assert (PackChange.objects.get().state, PackVersion.objects.count()) == (ChangeState.PROPOSED, 0)


def test_change_may_mend_the_example_with_the_value(first: Account, second: Account) -> None:
    examples = "- {id: granted, expect: {amount_fen: 170000}}"
    change = proposed(first, {**BREAK, "examples/subsidy.yaml": examples})

    version = confirm_change(change, by=second, at=AT, on=DAY)

    assert amount(folder_of(version), "L4") == 170000


def test_returned_and_withdrawn_changes_are_over(first: Account, second: Account) -> None:
    one, other = proposed(first), proposed(first)

    return_change(one, by=second, at=AT, answer="文号不对")
    withdraw_change(other, by=first, at=AT)

    assert [(c.state, c.answer) for c in PackChange.objects.order_by("pk")] == [
        (ChangeState.RETURNED, "文号不对"),
        (ChangeState.WITHDRAWN, ""),
    ]
    for change in (one, other):
        with pytest.raises(Decided):
            confirm_change(change, by=second, at=AT, on=DAY)


def test_change_is_returned_with_a_reason_and_withdrawn_by_its_own_hand(
    first: Account, second: Account
) -> None:
    change = proposed(first)

    with pytest.raises(NoReason):
        return_change(change, by=second, at=AT, answer="  ")
    with pytest.raises(OwnProposal):
        withdraw_change(change, by=second, at=AT)


def test_second_change_of_the_same_value_is_told_that_another_came_first(
    first: Account, second: Account
) -> None:
    one = proposed(first)
    other = proposed(
        first, {"measures/subsidy.yaml": RAISE["measures/subsidy.yaml"].replace("120000", "130000")}
    )
    confirm_change(one, by=second, at=AT, on=DAY)

    with pytest.raises(StandsOtherwise) as stopped:
        confirm_change(other, by=second, at=AT, on=DAY)

    assert "L5: 120000" in stopped.value.zh
    assert PackVersion.objects.count() == 1


def test_changes_follow_each_other_and_every_version_stays(first: Account, second: Account) -> None:
    one = confirm_change(proposed(first), by=second, at=AT, on=DAY)
    lay = {"measures/subsidy.yaml": RAISE["measures/subsidy.yaml"].replace("120000", "130000")}
    two = confirm_change(proposed(second, lay), by=first, at=AT, on=DAY + timedelta(days=1))

    assert [amount(folder_of(version)) for version in (one, two)] == [120000, 130000]
    assert [str(version) for version in (one, two)] == ["7+1", "7+2"]
    assert [version_on(DAY + timedelta(days=n)) for n in range(4)] == [None, one, two, two]


def test_folder_that_was_lost_is_made_again(first: Account, second: Account) -> None:
    version = confirm_change(proposed(first), by=second, at=AT, on=DAY)
    shutil.rmtree(folder_of(version))

    assert amount(folder_of(version)) == 120000


def test_release_is_taken_up_with_the_changes_laid_again(
    first: Account, second: Account, tmp_path: Path
) -> None:
    confirm_change(proposed(first), by=second, at=AT, on=DAY)
    new = small_pack(tmp_path / "new", **{"measures/subsidy.yaml": SUBSIDY_YAML.replace("L4: 150000", "L4: 160000"), "examples/subsidy.yaml": SUBSIDY_EXAMPLES.replace("150000", "160000")})  # fmt: skip

    version = take_up_release(new, by="cli:root", at=AT, on=DAY + timedelta(days=1))

    folder = folder_of(version)
    assert (amount(folder), amount(folder, "L4")) == (120000, 160000)
    with pytest.raises(NothingChanged):
        take_up_release(new, by="cli:root", at=AT, on=DAY)


def test_release_that_has_moved_under_a_change_is_not_taken_up(
    first: Account, second: Account, tmp_path: Path
) -> None:
    version = confirm_change(proposed(first), by=second, at=AT, on=DAY)
    new = small_pack(
        tmp_path / "new", **{"measures/subsidy.yaml": SUBSIDY_YAML.replace("L5: 100000", "L5: 90000")}
    )

    with pytest.raises(StandsOtherwise, match="change 1"):
        take_up_release(new, by="cli:root", at=AT, on=DAY)

    assert PackVersion.objects.get() == version


def test_candidate_shows_the_pack_to_come(first: Account) -> None:
    found = candidate(proposed(first))

    [row] = found.pack.measures["subsidy"].parameters["amount_fen"].base
    assert (row.values["L5"], list(found.broken)) == (120000, [])


def test_command_speaks_of_the_version_that_holds_on_the_day(
    first: Account, second: Account, release: Path
) -> None:
    confirm_change(proposed(first), by=second, at=AT, on=DAY)
    session = Session(release, "zh")

    assert [version_for(session, DAY + timedelta(days=n)) == release for n in (0, 1)] == [True, False]
