"""A small pack with people, and the command line over it: what the tests of the commands share."""

from pathlib import Path

import click.testing
from click.testing import CliRunner

from jiyao.interfaces.cli import main
from tests.engine.packs import write_pack

ROOT = Path(__file__).parents[2]
HEILONGJIANG = ROOT / "packs/heilongjiang"
ENVIRONMENT = {
    "COLUMNS": "120",
    "JIYAO_DEMONSTRATION": None,
    "JIYAO_LANG": None,
    "JIYAO_PACK": None,
    "LANG": None,
    "LC_ALL": None,
    "LC_MESSAGES": None,
}

PACK_YAML = "{id: small, title: {zh: 小政策, en: Small policy}, version: '7', region: P}\n"
FACTS_YAML = """
subjects:
  - {id: person, plural: people, zh: 个人, en: Person}
  - {id: certificate, plural: certificates, of: person, zh: 证书, en: Certificate}
codes:
  division: {zh: 区划, en: Division, file: divisions.csv}
  level:
    zh: 等级
    en: Level
    ordered: true
    codes:
      - {code: L5, zh: 五级, en: Level 5}
      - {code: L4, zh: 四级, en: Level 4}
facts:
  - {id: place, of: person, type: code, codes: division, zh: 所在地, en: Place, known_by: registry}
  - id: insured_months
    of: person
    type: integer
    unit: month
    range: [0, 720]
    zh: 缴费月数
    en: Months insured
    ask: {zh: 您缴费多少个月?, en: How many months were you insured?}
    known_by: registry
  - id: is_member
    of: person
    type: boolean
    zh: 会员
    en: Member
    ask: {zh: 您是会员吗?, en: Are you a member?}
    known_by: person
  - {id: fee_fen, of: person, type: money, range: [0, 900000], zh: 学费, en: Fee, known_by: person}
  - {id: level, of: certificate, type: code, codes: level, zh: 证书等级, en: Level of the certificate, known_by: person}
  - {id: issued_on, of: certificate, type: date, zh: 发证日, en: Day of issue, known_by: person}
"""
POOLS_YAML = """
- {id: once-a-level, title: {zh: 每级一次, en: Once a level}, per: [person, level], at_most: 1, source: {document: doc}}
"""
DOCUMENT_YAML = "{id: doc, title: {zh: 某办法, en: Some measures}, number: 某发〔2024〕1号}\n"
SUBSIDY_YAML = """
id: subsidy
title: {zh: 提升补贴, en: Upgrade subsidy}
summary: {zh: 取得证书可领补贴, en: Who is certified may claim}
stage: incentives
subject: certificate
place: place
pays: person
fund: none
counted_on: issued_on
documents: [{document: doc, articles: 第四条}]
parameters:
  min_months:
    unit: month
    base:
      - {from: 2024-01-01, value: 36, source: {document: doc, article: 第四条}, confidence: verified}
    relaxed:
      - {from: 2024-07-01, to: 2025-12-31, value: 12, source: {document: doc, article: 第五条}, confidence: verified}
  amount_fen:
    unit: fen
    by: level
    base:
      - {from: 2024-01-01, values: {L5: 100000, L4: 150000}, source: {document: doc, article: 第七条}, confidence: verified}
  window_months:
    unit: month
    base:
      - {value: 12, source: {document: doc, article: 第八条}, confidence: verified}
requires:
  - id: insured_long_enough
    rule: insured_months >= param('min_months')
    zh: 缴费满规定月数
    en: Insured for the required months
    source: {document: doc, article: 第四条}
gives: {amount: "lookup('amount_fen', level)"}
limits:
  - {pool: once-a-level, zh: 每级一次, en: Once a level, source: {document: doc, article: 第六条}}
window: {from: issued_on, months: "param('window_months')", zh: 一年内申领, en: Claimed within a year, source: {document: doc, article: 第八条}}
evidence: [{zh: 证书, en: The certificate}]
"""
HONOUR_YAML = """
id: honour
title: {zh: 荣誉, en: Honour}
stage: use
subject: person
place: place
pays: person
fund: none
counted_on: determined_on
requires:
  - {id: member, rule: is_member, zh: 是会员, en: Is a member, source: {document: doc, article: 第九条}}
asks_people: [{id: good, zh: 品行良好, en: Is of good conduct, source: {document: doc}}]
gives: {amount: "500000"}
open: [{zh: 名额, en: The number of places}]
"""
SUBSIDY_EXAMPLES = """
- id: granted
  title: {zh: 四级, en: Level 4}
  on: 2025-06-30
  facts: {insured_months: 14, level: L4, issued_on: 2025-02-01}
  expect: {outcome: eligible, payable: pays, amount_fen: 150000}
"""
HONOUR_EXAMPLES = """
- {id: member, title: {zh: 会员, en: A member}, on: 2025-06-30, facts: {is_member: true}, expect: {outcome: to_be_confirmed}}
"""
PEOPLE_YAML = """
- id: E1
  name: 示例·甲
  story: {zh: 会员, en: A member}
  facts: {place: A, insured_months: 14, is_member: true}
  certificates: [{id: E1-C1, level: L4, issued_on: 2025-02-01}]
- id: E2
  name: 示例·乙
  facts: {place: B, insured_months: 3, is_member: false}
  certificates: [{id: E2-C1, level: L5, issued_on: 2025-03-01}]
- id: E3
  name: 示例·丙
  certificates: [{id: E3-C1, level: L5, issued_on: 2025-03-01}]
"""
FILES = {
    "pack.yaml": PACK_YAML,
    "facts.yaml": FACTS_YAML,
    "pools.yaml": POOLS_YAML,
    "documents/doc.yaml": DOCUMENT_YAML,
    "measures/subsidy.yaml": SUBSIDY_YAML,
    "measures/honour.yaml": HONOUR_YAML,
    "examples/subsidy.yaml": SUBSIDY_EXAMPLES,
    "examples/honour.yaml": HONOUR_EXAMPLES,
    "people.yaml": PEOPLE_YAML,
}


def small_pack(folder: Path, **changed: str) -> Path:
    """The folder of a pack of two measures; files may be changed by name."""
    return write_pack(folder, [], **{**FILES, **changed})


def jiyao(pack: Path, *arguments: str | Path, lang: str = "en", answers: str = "") -> click.testing.Result:
    """What a command prints and how it ends, on a screen of 120 columns."""
    given = ["--pack", str(pack), "--lang", lang, *map(str, arguments)]
    return CliRunner(env=ENVIRONMENT).invoke(main, given, input=answers)


def spaced(text: str) -> list[str]:
    """The lines, with one blank wherever a table has several."""
    return [" ".join(line.split()) for line in text.splitlines()]


def facts_of(pack: Path, folder: Path) -> Path:
    """The pack's people as a folder of Parquet."""
    assert jiyao(pack, "people", "--out", folder).exit_code == 0
    return folder
