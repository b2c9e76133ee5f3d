"""A small pack with something to find in it, as the release of an installation; a run of it; and two officials."""

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import duckdb
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.engine.packs.loading import load_pack
from jiyao.engine.population.running import determine_population
from jiyao.foundation.lake import GRANTS
from jiyao.policy.models import Run
from jiyao.registry.actions.accounts import assign, open_account
from jiyao.registry.models import AccountRole
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.small import POOLS_YAML, facts_of, small_pack
from tests.registry.places import AT, CITY, COUNTY, DAY, OTHER_CITY, PROVINCE, TOTP_KEY, lay_out

HAN = re.compile(r"[\u4e00-\u9fff]+")
"""Chinese, which stands on an English page in data only."""
TAG = re.compile(r"<[^>]*>")
DIVISIONS_CSV = f"""code,parent,level,zh,en
{PROVINCE},,province,省,Province
{CITY},{PROVINCE},prefecture,甲市,First City
{COUNTY},{CITY},county,甲县,First County
{OTHER_CITY},{PROVINCE},prefecture,乙市,Second City
"""
PACK_YAML = f"{{id: small, title: {{zh: 小政策, en: Small policy}}, version: '7', region: '{PROVINCE}'}}\n"
AWARD_YAML = """
id: award
title: {zh: 奖励, en: Award}
stage: incentives
subject: person
place: place
pays: person
fund: none
counted_on: determined_on
documents: [{document: doc}]
parameters:
  award_fen:
    title: {zh: 奖励标准, en: Rate of the award}
    unit: fen
    base:
      - {from: 2024-01-01, value: null, source: {document: doc}, confidence: unverified}
requires:
  - {id: member, rule: is_member, zh: 是会员, en: Is a member, source: {document: doc, article: 第九条}}
gives: {amount: "param('award_fen')"}
"""
AWARD_EXAMPLES = """
- id: member
  title: {zh: 会员, en: A member}
  on: 2025-06-30
  facts: {is_member: true}
  expect: {outcome: eligible, payable: value_not_confirmed, amount_fen: null}
- {id: no-member, title: {zh: 不是会员, en: No member}, on: 2025-06-30, facts: {is_member: false}, expect: {outcome: not_eligible}}
"""
CITY_YAML = """
id: city-grant
title: {zh: 市级补贴, en: City grant}
stage: training
subject: person
place: place
pays: person
fund: none
counted_on: determined_on
parameters:
  standard_fen:
    title: {zh: 各市标准, en: Standard of the prefecture}
    unit: fen
    delegated_to: prefecture
    range: [10000, 50000]
    base: []
  months:
    title: {zh: 缴费月数, en: Months insured}
    unit: month
    base:
      - {from: 2024-01-01, value: 36, source: {document: doc, article: 第四条}, confidence: verified}
    relaxed:
      - {from: 2024-07-01, to: 2025-12-31, value: 12, source: {document: doc, article: 第五条}, confidence: verified}
requires:
  - {id: insured, rule: "insured_months >= param('months')", zh: 缴费满规定月数, en: Insured long enough, source: {document: doc}, confidence: partial}
gives: {amount: "param('standard_fen')"}
limits: [{pool: once, zh: 一人一次, en: Once, source: {document: doc}}]
open: [{zh: 经办机构, en: Who pays it out}]
"""
CITY_EXAMPLES = """
- {id: short, title: {zh: 不满, en: Too short}, on: 2025-06-30, facts: {insured_months: 3}, expect: {outcome: not_eligible}}
"""
FILES = {
    "divisions.csv": DIVISIONS_CSV,
    "local/A.yaml": "",
    "pack.yaml": PACK_YAML,
    "pools.yaml": POOLS_YAML
    + "- {id: once, title: {zh: 一次, en: Once}, per: [person], at_most: 1, source: {document: doc}, confidence: unverified}\n",
    "measures/award.yaml": AWARD_YAML,
    "examples/award.yaml": AWARD_EXAMPLES,
    "measures/city-grant.yaml": CITY_YAML,
    "examples/city-grant.yaml": CITY_EXAMPLES,
    "people.yaml": f"""
- id: E1
  name: 示例·甲
  facts: {{place: '{COUNTY}', insured_months: 14, is_member: true}}
  certificates: [{{id: E1-C1, level: L4, issued_on: 2025-02-01}}]
- {{id: E2, name: 示例·乙, facts: {{place: '{OTHER_CITY}', insured_months: 40, is_member: true}}}}
- {{id: E3, name: 示例·丙, facts: {{place: '{COUNTY}', insured_months: 3, is_member: false}}}}
""",
}


def hand_pack(folder: Path, **changed: str) -> Path:
    """The release: an award whose rate nobody has found, a grant that prefectures set, and the small pack's measures."""
    made = small_pack(folder, **{**FILES, **changed})
    (made / "local/A.yaml").unlink()
    return made


def hand_run(settings: Settings, folder: str = "run") -> Run:
    """A run of the release for its three people."""
    pack, runs = load_pack(settings.PACK), Path(settings.VAR) / "runs" / folder
    facts_of(settings.PACK, runs / "facts")
    outcome = determine_population(pack, runs / "facts", runs / "outcomes", DAY)
    nothing = "SELECT '' AS pool, '' AS key LIMIT 0"
    duckdb.execute(f"COPY ({nothing}) TO '{runs / 'facts' / GRANTS}' (FORMAT parquet)")
    return Run.objects.create(
        pack=pack.id,
        pack_version=pack.version,
        pack_hash=pack.hash,
        determined_on=DAY,
        known_at=AT,
        folder=folder,
        snapshot_hash="0" * 64,
        subjects=3,
        determinations=outcome.determinations,
        total_fen=0,
        seconds=1,
        finished_at=AT,
    )


def installed(settings: Settings, folder: Path) -> None:
    """An installation with the release, its places, and the day."""
    settings.PACK, settings.VAR = hand_pack(folder / "release"), folder / "var"
    settings.ATTACHMENTS, settings.DAY = folder / "attachments", DAY
    lay_out()


def officials(division: str = PROVINCE, *, english: bool = False) -> tuple[Client, Client]:
    """Who proposes, and who decides."""
    return (
        signed_in(AccountRole.REVIEW, division, english=english),
        signed_in(AccountRole.APPROVE, division, english=english),
    )


def another(username: str) -> Client:
    """Somebody else who reviews at the province."""
    account = open_account(username=username, at=AT, by="program:test")
    assign(
        account=account,
        role=AccountRole.REVIEW,
        division=PROVINCE,
        organisation=None,
        starts_on=date(2020, 1, 1),
        at=AT,
        by="program:test",
    )
    TOTP.activate(account, TOTP_KEY)
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(account)
    return client


AWARD = "value:award:award_fen:base:2024-01-01"
FOUND: Mapping[str, str] = {"value": "2000", "from": "2024-01-01", "document": "doc", "article": "第三条"}
