"""Rosters for tests: rows by column name, written as a workbook or as CSV."""

import csv
from collections.abc import Mapping, Sequence
from datetime import date
from functools import cache
from io import BytesIO, StringIO
from pathlib import Path

import xlsxwriter

from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.demonstration import demonstration_of
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.shapes import Language
from jiyao.insight.roster.columns import Roster, roster_of
from jiyao.insight.roster.reading import Limits, Read, read_roster

PACK = Path(__file__).parents[2] / "packs/heilongjiang"
ON = date(2025, 6, 30)
LIMITS = Limits(unpacked=50 << 20, rows=20_000)
INSURED = {
    "home_division": "哈尔滨市",
    "insured_in_province": "是",
    "insured_division": "哈尔滨市",
    "insured_months": "40",
    "person_group": "以下均不是",
    "graduated_from_technical_school": "否",
    "works_in_province": "是",
}
CERTIFICATE = {
    **INSURED,
    "about": "证书",
    "certificate_kind": "职业技能等级证书",
    "occupation": "6-18-02-04",
    "work_type": "none",
    "level": "四级/中级工",
    "certificate_issued_on": "2025-03-01",
    "employed_when_certified": "是",
    "drew_benefit_when_certified": "否",
    "found_in_national_lookup": "是",
    "highest_level_held": "无",
    "highest_level_paid": "无",
    "first_time_certified": "否",
}
"""A certificate on which the subsidy for raised skill can be claimed on the day of the tests."""
APPRENTICE = {
    **INSURED,
    "about": "学徒",
    "occupation": "6-18-02-04",
    "work_type": "none",
    "level": "三级/高级工",
    "apprenticeship_division": "哈尔滨市",
    "apprenticeship_started_on": "2024-09-01",
    "employer_has_skilled_posts": "是",
    "contract_years": "3",
    "apprentice_origin": "新招用",
    "duration_years": "2",
    "long_duration_case": "否",
    "taught_jointly": "是",
}

Line = Mapping[str, str]


@cache
def the_assessor() -> Assessor:
    """The pack with its demonstration values."""
    return Assessor(load_pack(demonstration_of(PACK), demonstration=True))


def the_roster() -> Roster:
    """The roster of that pack."""
    return roster_of(the_assessor().pack)


def heads(language: Language = "zh") -> list[str]:
    """The headings in one language."""
    return [getattr(column.words, language) for column in the_roster().columns]


def cells(lines: Sequence[Line]) -> list[list[str]]:
    """Each row's cells, in the order of the columns."""
    return [[line.get(column.name, "") for column in the_roster().columns] for line in lines]


def workbook(lines: Sequence[Line], language: Language = "zh", extra: Line | None = None) -> BytesIO:
    """A roster as a workbook. `extra`: cells by address, such as formulas."""
    made = BytesIO()
    book = xlsxwriter.Workbook(made)
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, heads(language))
    for at, row in enumerate(cells(lines), start=1):
        for place, text in enumerate(row):
            sheet.write_string(at, place, text)
    for address, formula in (extra or {}).items():
        sheet.write_formula(address, formula, value="#N/A")
    book.close()
    return made


def comma_separated(lines: Sequence[Line], encoding: str = "utf-8-sig") -> BytesIO:
    """A roster as CSV."""
    text = StringIO()
    csv.writer(text).writerows([heads(), *cells(lines)])
    return BytesIO(text.getvalue().encode(encoding))


def read(lines: Sequence[Line]) -> Read:
    """A roster that was read."""
    return read_roster(workbook(lines), the_roster(), LIMITS)
