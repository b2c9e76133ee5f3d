"""Two provinces with a city whose notice sets one value: Heilongjiang, and one that does not exist."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import docx
from pytest_django.fixtures import Settings

from jiyao.registry.models import Division, GroupSpell, HouseholdSpell
from jiyao.training.models import Enrolment
from tests.interfaces.small import FACTS_YAML, HEILONGJIANG, small_pack
from tests.policy.intake.files import in_list, numbered_list
from tests.registry.places import CITY, HERE


@dataclass(frozen=True)
class World:
    """A province with a city whose notice sets one value: what is loaded, entered and read."""

    city: str
    lay: Callable[[Settings, Path], None]
    title: str
    number: str
    clauses: tuple[str, ...]
    clause: str
    value: Mapping[str, str]
    measure: str
    parameter: str
    row: str
    sum: str


def heilongjiang(settings: Settings, folder: Path) -> None:
    """The real pack; the worker passed a training of 2023."""
    settings.PACK = HEILONGJIANG
    Enrolment.objects.filter(person_id=HERE).update(
        training_kind="employment_skill",
        ends_on=date(2023, 6, 30),
        passed=True,
        occupation="6-18-02-04",
        level="L5",
        work_type="none",
    )
    GroupSpell.objects.filter(person_id=HERE).update(person_group="rural_transfer")


QINGHE, QINGHE_CITY, QINGHE_COUNTY = "990000", "990100", "990101"
PLACES = [
    (QINGHE, None, "province", "青禾省", "Qinghe Province"),
    (QINGHE_CITY, QINGHE, "prefecture", "禾川市", "Hechuan"),
    (QINGHE_COUNTY, QINGHE_CITY, "county", "川口县", "Chuankou"),
]
ALLOWANCE_YAML = """
id: allowance
title: {zh: 岗位技能津贴, en: Allowance for skill at work}
stage: incentives
subject: person
place: home_division
pays: person
fund: none
counted_on: determined_on
documents: [{document: doc}]
parameters:
  standard_fen:
    title: {zh: 各市标准, en: Standard of the prefecture}
    unit: fen
    delegated_to: prefecture
    range: [10000, 500000]
    base: []
requires:
  - {id: insured, rule: insured_months >= 12, zh: 缴费满一年, en: Insured for a year, source: {document: doc}}
gives: {amount: "param('standard_fen')"}
"""
ALLOWANCE_EXAMPLES = """
- {id: short, title: {zh: 不满, en: Too short}, on: 2025-06-30, facts: {insured_months: 3}, expect: {outcome: not_eligible}}
"""


def qinghe(settings: Settings, folder: Path) -> None:
    """A province that does not exist, of one measure; the worker lives in its county."""
    rows = [f"{code},{above or ''},{level},{zh},{en}" for code, above, level, zh, en in PLACES]
    files = {
        "pack.yaml": f"{{id: qinghe, title: {{zh: 青禾省政策, en: Policy of Qinghe}}, version: '1', region: '{QINGHE}'}}\n",
        "divisions.csv": "\n".join(["code,parent,level,zh,en", *rows, ""]),
        "facts.yaml": FACTS_YAML.replace("id: place,", "id: home_division,"),
        "measures/allowance.yaml": ALLOWANCE_YAML,
        "examples/allowance.yaml": ALLOWANCE_EXAMPLES,
    }
    settings.PACK = small_pack(folder / "release", **files)
    for name in ("subsidy", "honour"):
        for kind in ("measures", "examples"):
            (settings.PACK / kind / f"{name}.yaml").unlink()
    for code, above, level, zh, en in PLACES:
        Division.objects.create(code=code, parent_id=above, level=level, zh=zh, en=en)
    HouseholdSpell.objects.filter(person_id=HERE).update(division=QINGHE_COUNTY)


WORLDS = {
    "heilongjiang": World(
        city=CITY,
        lay=heilongjiang,
        title="示例市人力资源和社会保障局关于公布职业技能培训补贴标准的通知",
        number="示人社规〔2022〕9号",
        clauses=(
            "本通知适用于本市补贴性职业技能培训。",
            "免费培训的补贴标准为每人1800元。",
            "本通知自2022年1月1日起施行。",
        ),
        clause="第二条",
        value={"value": "1800", "from": "2022-01-01", "to": "2023-12-31"},
        measure="training-subsidy-key-groups",
        parameter="city_standard_fen",
        row="1001",
        sum="1,800",
    ),
    "qinghe": World(
        city=QINGHE_CITY,
        lay=qinghe,
        title="禾川市人力资源和社会保障局关于发放岗位技能津贴的通知",
        number="禾人社发〔2025〕2号",
        clauses=("津贴发给缴费满一年的职工。", "津贴标准为每人1200元。"),
        clause="第二条",
        value={"value": "1200", "from": "2025-01-01"},
        measure="allowance",
        parameter="standard_fen",
        row="1",
        sum="1,200",
    ),
}


def notice(world: World, file: Path) -> Path:
    """The notice as Word makes it: its articles are numbered by Word."""
    document = docx.Document()
    issuer = world.title.partition("关于")[0]
    for line in (world.title, world.number, "各县（市、区）人力资源和社会保障局：", "现将有关事项通知如下："):
        document.add_paragraph(line)
    number = numbered_list(document, [("chineseCounting", "第%1条")])
    for line in world.clauses:
        in_list(document.add_paragraph(line), number, 0)
    for line in (issuer, f"{world.number[world.number.index('〔') + 1 :][:4]}年1月1日"):
        document.add_paragraph(line)
    document.save(str(file))
    return file
