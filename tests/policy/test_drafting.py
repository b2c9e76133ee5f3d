"""Drafts of changes: begun once, written part by part, proposed or given up; nothing after that."""

from datetime import UTC, datetime
from pathlib import Path

import pytest
from django.db import IntegrityError, transaction
from pytest_django.fixtures import Settings

from jiyao.engine.packs.laying import CannotBeLaid
from jiyao.engine.packs.located import read_yaml_text
from jiyao.engine.shapes import Words
from jiyao.policy.actions.changing import NothingChanged, Proposal, confirm_change
from jiyao.policy.actions.drafting import (
    Confirmed,
    DraftOver,
    begin_draft,
    discard_draft,
    lay_draft_again,
    propose_draft,
    redraft_change,
    write_in_draft,
)
from jiyao.policy.models import ChangeKind, ChangeState, DraftState, RuleDraft
from jiyao.policy.queries.drafts import laid_by
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.models import Account
from tests.interfaces.small import small_pack
from tests.policy.test_changing import AT, DAY

pytestmark = pytest.mark.django_db
FILE = "measures/subsidy.yaml"
LATER = datetime(2025, 6, 30, 9, tzinfo=UTC)
TITLE = Words(zh="改名", en="Another name")
PROPOSAL = Proposal(ChangeKind.RULE, TITLE, {})


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
    """Another official."""
    return open_account(username="second", at=AT, by="program:test")


def renamed(draft: RuleDraft, title: str) -> RuleDraft:
    """The draft in which the measure is called so."""
    value = {**laid_by(draft).file(FILE).value, "title": {"zh": title, "en": title}}
    return write_in_draft(draft, {FILE: value}, at=LATER)


def test_draft_is_begun_once(first: Account, second: Account) -> None:
    draft = begin_draft(by=first, at=AT)

    assert begin_draft(by=first, at=LATER) == draft
    assert begin_draft(by=second, at=LATER) != draft


def test_database_holds_one_open_draft_an_official(first: Account) -> None:
    begin_draft(by=first, at=AT)

    with pytest.raises(IntegrityError), transaction.atomic():
        RuleDraft.objects.create(owner=first, begun_at=AT, changed_at=AT)


def test_what_is_written_is_laid_and_what_stands_already_is_not(first: Account) -> None:
    draft = renamed(begin_draft(by=first, at=AT), "新名")
    laid, expects = dict(draft.lay), dict(draft.expects)

    back = write_in_draft(draft, {FILE: laid_by(None).file(FILE).value}, at=LATER)

    assert read_yaml_text(laid[FILE], FILE).value == {"title": {"zh": "新名", "en": "新名"}}
    assert read_yaml_text(expects[FILE], FILE).value == {"title": {"zh": "提升补贴", "en": "Upgrade subsidy"}}
    assert (back.lay, back.expects) == ({}, {})


def test_what_no_overlay_can_say_is_not_written(first: Account) -> None:
    draft = begin_draft(by=first, at=AT)
    value = laid_by(draft).file(FILE).value
    twice = {**value, "requires": [*value["requires"], *value["requires"]]}

    with pytest.raises(CannotBeLaid):
        write_in_draft(draft, {FILE: twice}, at=LATER)

    draft.refresh_from_db()
    assert draft.lay == {}


def test_draft_is_proposed_as_a_change(first: Account) -> None:
    draft = renamed(begin_draft(by=first, at=AT), "新名")

    change = propose_draft(draft, PROPOSAL, by=first, at=LATER)

    draft.refresh_from_db()
    assert (draft.state, draft.change) == (DraftState.PROPOSED, change)
    assert (change.lay, change.title_zh) == (draft.lay, "改名")


def test_draft_that_changes_nothing_is_not_proposed(first: Account) -> None:
    draft = begin_draft(by=first, at=AT)

    with pytest.raises(NothingChanged):
        propose_draft(draft, PROPOSAL, by=first, at=LATER)

    draft.refresh_from_db()
    assert draft.state == DraftState.OPEN


def test_nothing_is_done_with_a_draft_that_is_over(first: Account) -> None:
    draft = discard_draft(renamed(begin_draft(by=first, at=AT), "新名"), at=LATER)

    for do in (
        lambda: renamed(draft, "再改"),
        lambda: discard_draft(draft, at=LATER),
        lambda: lay_draft_again(draft, at=LATER),
        lambda: propose_draft(draft, PROPOSAL, by=first, at=LATER),
    ):
        with pytest.raises(DraftOver):
            do()


def test_what_stands_meanwhile_is_not_laid_again(first: Account, second: Account) -> None:
    draft = renamed(begin_draft(by=first, at=AT), "新名")
    other = propose_draft(renamed(begin_draft(by=second, at=AT), "新名"), PROPOSAL, by=second, at=AT)
    confirm_change(other, by=first, at=AT, on=DAY)

    again = lay_draft_again(draft, at=LATER)

    assert again.lay == {}


def test_nobody_goes_on_from_a_change_that_was_confirmed(first: Account, second: Account) -> None:
    change = propose_draft(renamed(begin_draft(by=first, at=AT), "新名"), PROPOSAL, by=first, at=AT)
    confirm_change(change, by=second, at=AT, on=DAY)
    change.refresh_from_db()

    with pytest.raises(Confirmed):
        redraft_change(change, by=first, at=LATER)

    assert change.state == ChangeState.CONFIRMED
