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
LEVEL_AWARD = """
id: level-award
title: {zh: 等级奖励, en: Award for a level}
stage: incentives
subject: certificate
place: place
pays: person
fund: none
counted_on: determined_on
documents: [{document: doc}]
parameters:
  level_fen:
    title: {zh: 各等级奖励标准, en: Rate by level}
    unit: fen
    by: level
    base:
      - {from: 2024-01-01, values: {L5: null, L4: null}, source: {document: doc}, confidence: unverified}
requires:
  - {id: insured, rule: insured_months >= 36, zh: 缴费满三年, en: Insured for three years, source: {document: doc, article: 第九条}}
gives: {amount: "lookup('level_fen', level)"}
limits: [{pool: once, zh: 一人一次, en: Once, source: {document: doc}}]
"""
SEX = "sex: {zh: 性别, en: Sex, codes: [{code: female, zh: 女, en: Female}]}"
LEVEL_EXAMPLES = """
- {id: short, title: {zh: 不满, en: Too short}, on: 2025-06-30, facts: {insured_months: 3, level: L4}, expect: {outcome: not_eligible}}
"""
NOTICE = {
    "documents/notice.yaml": "{id: notice, title: {zh: 某通知, en: A notice}, number: 某发〔2025〕9号}\n"
}


def day(number: int) -> date:
    """A day of the story's month."""
    return date(2025, 6, number)


def at_noon(number: int) -> datetime:
    """Its noon, as the clock of the world says it."""
    return datetime(2025, 6, number, 4, tzinfo=UTC)


def rates(level_5: int, level_4: int) -> dict[str, str]:
    """The change that enters the rates of the award for a level; the pool that counts it is confirmed with it."""
    values = f"values: {{L5: {level_5}, L4: {level_4}}}"
    row = f"{{from: 2024-01-01, {values}, source: {{document: doc, article: 第三条}}, confidence: verified}}"
    return {
        "measures/level-award.yaml": f"parameters: {{level_fen: {{base: [{row}]}}}}",
        "pools.yaml": "- {id: once, confidence: verified}",
    }


def begun(settings: Settings, folder: Path) -> tuple[Account, Account]:
    """The installation, and the two officials who change its pack."""
    installed(settings, folder)
    settings.DAY = day(30)
    (settings.PACK / "measures/level-award.yaml").write_text(LEVEL_AWARD)
    (settings.PACK / "examples/level-award.yaml").write_text(LEVEL_EXAMPLES)
    facts = settings.PACK / "facts.yaml"
    facts.write_text(facts.read_text().replace("\ncodes:\n", f"\ncodes:\n  {SEX}\n", 1))
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
