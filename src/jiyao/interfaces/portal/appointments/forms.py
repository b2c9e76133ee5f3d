"""The form of an appointment, and what was written in it."""

from collections.abc import Mapping, Sequence
from datetime import date

from jiyao.base.errors import Invalid
from jiyao.employment.actions.appointing import PAY, POSTS, Wanted
from jiyao.employment.queries.appointments import employed_person
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.bodies import choices_of
from jiyao.interfaces.ui.forms import Choice, Field, filled
from jiyao.registry.queries.labels import organisation_names

CONFIRMED, YES = "confirmed", "yes"
PAPERS = ".pdf,.png,.jpg,.jpeg,.docx"


class BadForm(Invalid):
    """What is written is no day, or nobody who works there."""


def appointment_fields(employers: Sequence[int], given: Mapping[str, str], on: date) -> list[Field]:
    """The fields, with what was given."""
    names = organisation_names(list(employers))
    which = [
        Choice(value=str(one), words=Words(zh=names.get(one, str(one)), en=names.get(one, str(one))))
        for one in employers
    ]
    identity = Field(
        name="identity",
        label=Words(zh="公民身份号码", en="Identity number"),
        is_private=True,
        is_required=True,
        hint=Words(zh="本单位在岗人员", en="of somebody who works here"),
    )
    employer = Field(name="employer", label=Words(zh="单位", en="Employer"), kind="choice", choices=which)
    return filled([*([employer] if len(which) > 1 else ()), identity, *_of_the_post(on)], given, {})


def _of_the_post(on: date) -> list[Field]:
    return [
        Field(
            name="post",
            label=Words(zh="岗位", en="Post"),
            kind="one_of",
            choices=choices_of(POSTS),
            is_required=True,
        ),
        Field(
            name="occupation",
            label=Words(zh="职业编码", en="Occupation code"),
            is_required=True,
            hint=Words(
                zh="职业分类大典的编码，如 6-18-02-04", en="of the classification, such as 6-18-02-04"
            ),
        ),
        Field(
            name="starts_on",
            label=Words(zh="聘任起始日", en="First day"),
            kind="day",
            value=on.isoformat(),
            is_required=True,
        ),
        Field(
            name="ends_on",
            label=Words(zh="聘任截止日", en="Last day"),
            kind="day",
            hint=Words(zh="不定期的不填", en="leave empty where it is to go on"),
        ),
        Field(
            name="document",
            label=Words(zh="本单位聘任文件文号", en="Number of your paper that appoints"),
            is_required=True,
        ),
        Field(
            name="pay",
            label=Words(zh="薪酬方式", en="How the post is paid"),
            kind="choice",
            choices=[Choice(value="", words=Words(zh="不填", en="Not said")), *choices_of(PAY)],
        ),
    ]


def wanted_in(given: Mapping[str, str], employers: Sequence[int]) -> Wanted:
    """What was written. raises BadForm"""
    starts_on = day_in(given.get("starts_on", ""))
    if starts_on is None:
        raise BadForm("give the first day", zh="请填写聘任起始日")
    employer = employer_in(given, employers)
    person = employed_person(given.get("identity", "").strip().upper()[:40], employer, starts_on)
    if person is None:
        raise BadForm(
            f"nobody with this identity number is on record as working here on {starts_on}; check it, or have the "
            "employment corrected",
            zh=f"没有登记这个公民身份号码的人员 {starts_on} 在本单位工作；请核对，或先更正就业信息",
        )
    return Wanted(
        person=person,
        employer=employer,
        post=given.get("post", ""),
        occupation=given.get("occupation", "").replace("\0", "").strip()[:20],
        starts_on=starts_on,
        ends_on=day_in(given.get("ends_on", "")),
        document=given.get("document", "").replace("\0", ""),
        pay=given.get("pay", "") or None,
        confirmed=given.get(CONFIRMED) == YES,
    )


def employer_in(given: Mapping[str, str], employers: Sequence[int]) -> int:
    """The employer that was chosen; the only one where there is no choice; 0 where it is nobody's."""
    text = given.get("employer", "")
    chosen = int(text) if text.isdecimal() and len(text) <= 18 else 0
    if len(employers) == 1:
        return employers[0]
    return chosen if chosen in employers else 0


def day_in(text: str) -> date | None:
    """The day that is written, or none. raises BadForm"""
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise BadForm(
            f"“{text[:20]}” is no day; write it as 2025-06-30", zh=f"“{text[:20]}”不是日期，请写成 2025-06-30"
        ) from None
