"""People sought at the desk: what was written, read as a number or as where and when, and who was found."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from jiyao.base.errors import Invalid
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.ui.forms import Choice, Field, filled
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.actions.looking_up import look_up
from jiyao.registry.permitting import Holder
from jiyao.registry.queries.finding import PEOPLE, by_certificate, by_number, by_work
from jiyao.registry.queries.labels import MaskedPerson, masked_people

MOST = 50
IDENTITY = re.compile(r"[0-9]{17}[0-9X]")
CERTIFICATE = re.compile(r"[A-Z]{1,2}[0-9]{20,21}|[0-9]{16}|[A-Z][0-9A-Z]{12,21}")
NUMBER = re.compile(r"[0-9]{1,15}")
NUMBER_FIELD = Field(
    name="number",
    label=Words(zh="号码", en="Number"),
    kind="search",
    hint=Words(
        zh="公民身份号码、证书编号或人员号。按公民身份号码查找会留下记录。",
        en="An identity number, a certificate number or a person's number here. "
        "Looking up an identity number is put on record.",
    ),
    is_private=True,
)
YEARS = re.compile(r"(19|20)[0-9]{2}")


class NotSought(Invalid):
    """What was written cannot be sought. `field` says where."""

    def __init__(self, field: str, message: str, *, zh: str) -> None:
        super().__init__(message, zh=zh)
        self.field = field


@dataclass(frozen=True, slots=True)
class Seeker:
    """Who seeks, when."""

    holder: Holder
    on: date
    at: datetime


def fields(given: Mapping[str, str], errors: Mapping[str, str]) -> tuple[list[Field], list[Field]]:
    """The field of numbers, and those of where and when."""
    sexes = the_pack().vocabulary.codes["sex"].codes
    chosen = [Choice(value="", words=Words(zh="请选择", en="Choose"))]
    chosen += [Choice(value=code, words=words) for code, words in sexes.items()]
    work = [
        Field(
            name="organisation",
            label=Words(zh="单位", en="Organisation"),
            hint=Words(zh="统一社会信用代码或全称。", en="Its credit code or whole name."),
        ),
        Field(name="birth_year", label=Words(zh="出生年", en="Year of birth"), kind="number"),
        Field(name="sex", label=Words(zh="性别", en="Sex"), kind="choice", choices=chosen),
    ]
    return filled([NUMBER_FIELD], {}, errors), filled(work, given, errors)


def sought(given: Mapping[str, str], seeker: Seeker) -> Sequence[MaskedPerson]:
    """Who was found within reach, masked, at most MOST. raises NotSought"""
    number = "".join(given.get("number", "").split()).upper()
    found = _by_number(number, seeker) if number else _by_work(given, seeker)
    people = masked_people(found)
    return [people[one] for one in found if one in people]


def _by_number(number: str, seeker: Seeker) -> Sequence[int]:
    reach = seeker.holder.reach(PEOPLE, "find")
    if IDENTITY.fullmatch(number):
        return look_up(number, reach=reach, on=seeker.on, by=seeker.holder.party, at=seeker.at)
    if CERTIFICATE.fullmatch(number):
        return by_certificate(number, reach, seeker.on, MOST)
    if NUMBER.fullmatch(number):
        return by_number(int(number), reach, seeker.on)
    raise NotSought(
        "number",
        "this is no identity number, no certificate number and no person's number; names cannot be sought",
        zh="这不是公民身份号码、证书编号或人员号；姓名加密保存，不能查找",
    )


def _by_work(given: Mapping[str, str], seeker: Seeker) -> Sequence[int]:
    organisation, year, sex = (given.get(name, "").strip() for name in ("organisation", "birth_year", "sex"))
    if not organisation:
        raise NotSought("number", "write a number, or an organisation", zh="请填号码，或填单位")
    if not YEARS.fullmatch(year):
        raise NotSought("birth_year", "write a year such as 1990", zh="请填年份，如 1990")
    if sex not in the_pack().vocabulary.codes["sex"].codes:
        raise NotSought("sex", "choose the sex", zh="请选择性别")
    reach = seeker.holder.reach(PEOPLE, "find")
    return by_work(organisation, int(year), sex, reach, seeker.on, MOST)


def searched(given: Mapping[str, str], seeker: Seeker, language: Language) -> dict[str, object]:
    """What the page of a search tells."""
    try:
        found = sought(given, seeker)
    except NotSought as error:
        number, work = fields(given, {error.field: error.said(language)})
        return {"number": number, "work": work, "complaint": True}
    number, work = fields(given, {})
    return {
        "number": number,
        "work": work,
        "found": found,
        "is_searched": True,
        "is_full": len(found) == MOST,
    }
