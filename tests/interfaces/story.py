"""An installation with a clock: what was entered on which day of one month, for pages that look back at it."""

from collections.abc import Mapping
from datetime import UTC, date, datetime
from pathlib import Path

from pytest_django.fixtures import Settings

from jiyao.engine.shapes import Words
from jiyao.policy.actions.changing import Proposal, confirm_change, propose_change
from jiyao.policy.models import ChangeKind, PackVersion
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.models import Account
from tests.interfaces.desk.hand import installed

VALUE = {
    "measures/award.yaml": (
        "parameters: {award_fen: {base: [{from: 2024-01-01, value: 200000, "
        "source: {document: doc, article: 第三条}, confidence: verified}]}}"
    ),
    "examples/award.yaml": "- {id: member, expect: {payable: pays, amount_fen: 200000}}",
}
NOTICE = {
    "documents/notice.yaml": "{id: notice, title: {zh: 某通知, en: A notice}, number: 某发〔2025〕9号}\n"
}


def day(number: int) -> date:
    """A day of the story's month."""
    return date(2025, 6, number)


def at_noon(number: int) -> datetime:
    """Its noon, as the clock of the world says it."""
    return datetime(2025, 6, number, 4, tzinfo=UTC)


def begun(settings: Settings, folder: Path) -> tuple[Account, Account]:
    """The installation, and the two officials who change its pack."""
    installed(settings, folder)
    settings.DAY = day(30)
    return (
        open_account(username="proposes", name="王提出", at=at_noon(1), by="program:test"),
        open_account(username="confirms", name="李复核", at=at_noon(1), by="program:test"),
    )


def entered(
    officials: tuple[Account, Account], number: int, lay: Mapping[str, str], zh: str = "奖励标准"
) -> PackVersion:
    """The version that a change makes which is entered on that day, to hold from the next."""
    first, second = officials
    proposal = Proposal(ChangeKind.VALUE, Words(zh=zh, en="Rate of the award"), lay)
    change = propose_change(proposal, by=first, at=at_noon(number))
    return confirm_change(change, by=second, at=at_noon(number), on=day(number))
