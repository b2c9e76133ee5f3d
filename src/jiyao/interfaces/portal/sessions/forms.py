"""What the forms of sessions ask, and what was written into them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time

from django.utils import timezone

from jiyao.base.errors import Invalid
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import FactDefinition
from jiyao.evaluation.actions.planning import Plan
from jiyao.evaluation.models import BodyScope, Part, Room, Session
from jiyao.evaluation.queries.bodies import Target
from jiyao.evaluation.scoring import parts_of
from jiyao.interfaces.portal.interview.fields import value_of
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.targets import targets_called

YES_NO = (
    Choice(value="yes", words=Words(zh="是", en="Yes")),
    Choice(value="no", words=Words(zh="否", en="No")),
)
ANSWER = "value"
_UNITS = {"month": Words(zh="单位：月", en="in months")}


class BadForm(Invalid):
    """What was written is no day, time or choice."""


def plan_fields(scopes: Sequence[BodyScope], teller: Teller) -> list[Field]:
    """What is asked of a plan; the body chooses among what it filed."""
    called_so = targets_called(scopes, teller.pack)
    what = [Choice(value=str(one.record), words=words) for one, words in zip(scopes, called_so, strict=True)]
    parts = [Choice(value=part.value, words=called(part)) for part in Part]
    return [
        Field(
            name="scope", label=Words(zh="职业和等级", en="Occupation and level"), kind="choice", choices=what
        ),
        Field(name="number", label=Words(zh="计划编号", en="Your number of the plan"), is_required=True),
        Field(
            name="division",
            label=Words(zh="考核地", en="Place"),
            kind="choice",
            choices=_places(scopes, teller),
        ),
        Field(
            name="parts",
            label=Words(zh="考核科目", en="What is examined"),
            kind="several",
            choices=parts,
            value="theory,practical",
        ),
        Field(
            name="enrols_until",
            label=Words(zh="报名截止日", en="Enrolment until"),
            kind="day",
            is_required=True,
        ),
        Field(name="starts_on", label=Words(zh="考核起始日", en="First day"), kind="day", is_required=True),
        Field(name="ends_on", label=Words(zh="考核截止日", en="Last day"), kind="day", is_required=True),
    ]


def _places(scopes: Sequence[BodyScope], teller: Teller) -> list[Choice]:
    codes = {
        code
        for one in scopes
        for code in teller.pack.vocabulary.codes["division"].codes
        if code.startswith(one.division.rstrip("0")) and not code.endswith("0000")
    }
    return [
        Choice(value=code, words=teller.pack.vocabulary.codes["division"].codes[code])
        for code in sorted(codes)
    ]


def plan_in(given: Mapping[str, str], parts: Sequence[str], organisation: int, scope: BodyScope) -> Plan:
    """The plan that was written. raises BadForm"""
    return Plan(
        organisation=organisation,
        number=given.get("number", ""),
        target=Target(scope.occupation, scope.level, scope.work_type, scope.ability_item),
        division=given.get("division", ""),
        parts=tuple(Part(one) for one in parts if one in Part.values),
        starts_on=day_in(given.get("starts_on", "")),
        ends_on=day_in(given.get("ends_on", "")),
        enrols_until=day_in(given.get("enrols_until", "")),
    )


def room_fields(session: Session) -> list[Field]:
    """What is asked of a room."""
    return [
        Field(name="venue", label=Words(zh="考点", en="Venue"), is_required=True),
        Field(name="name", label=Words(zh="考场", en="Room"), is_required=True),
        Field(name="seats", label=Words(zh="座位数", en="Seats"), kind="number", is_required=True),
    ]


def sitting_fields(session: Session, rooms: Sequence[Room]) -> list[Field]:
    """What is asked of a sitting."""
    places = [
        Choice(value=str(one.pk), words=Words(zh=f"{one}（{one.seats} 座）", en=f"{one} ({one.seats} seats)"))
        for one in rooms
    ]
    parts = [Choice(value=part.value, words=called(part)) for part in parts_of(session)]
    return [
        Field(name="part", label=Words(zh="科目", en="Part"), kind="choice", choices=parts),
        Field(name="room", label=Words(zh="考场", en="Room"), kind="choice", choices=places),
        Field(name="day", label=Words(zh="日期", en="Day"), kind="day", value=session.starts_on.isoformat()),
        Field(name="from", label=Words(zh="开始（如 09:00）", en="From (such as 09:00)"), value="09:00"),
        Field(name="to", label=Words(zh="结束（如 10:30）", en="To (such as 10:30)"), value="10:30"),
    ]


def day_in(text: str) -> date:
    """A day that was written. raises BadForm"""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise BadForm(
            f"“{text}” is no day; write it as 2026-06-30", zh=f"“{text}”不是日期，请写成 2026-06-30"
        ) from None


def moment_in(day: date, text: str) -> datetime:
    """A time of day where the installation is. raises BadForm"""
    try:
        return timezone.make_aware(datetime.combine(day, time.fromisoformat(text.strip())))
    except ValueError:
        raise BadForm(
            f"“{text}” is no time; write it as 09:00", zh=f"“{text}”不是时间，请写成 09:00"
        ) from None


def number_in(text: str) -> int:
    """A whole number that was written. raises BadForm"""
    if not text.strip().isdecimal() or len(text) > 18:
        raise BadForm(f"“{text}” is no number", zh=f"“{text}”不是整数")
    return int(text)


def question(fact: FactDefinition, teller: Teller) -> Field:
    """How a fact is asked."""
    kind = fact.type.kind
    label = fact.ask
    if kind is Kind.BOOLEAN:
        return Field(name=ANSWER, label=label, kind="one_of", choices=YES_NO, is_required=True)
    if kind is Kind.CODE and fact.type.codes is not None:
        codes = teller.pack.vocabulary.codes[fact.type.codes].codes
        choices = [Choice(value=code, words=words) for code, words in codes.items()]
        return Field(name=ANSWER, label=label, kind="choice", choices=choices, is_required=True)
    if kind is Kind.DATE:
        return Field(name=ANSWER, label=label, kind="day", is_required=True)
    hint = _UNITS.get(fact.type.unit or "")
    return Field(name=ANSWER, label=label, kind="number", hint=hint, is_required=True)


def answer_in(fact: FactDefinition, written: str, teller: Teller) -> Value:
    """The value that was written. raises BadForm"""
    value, complaint = value_of(fact, written, teller)
    if value is None:
        said = complaint or teller.say(("请填写。", "Write an answer."))
        raise BadForm(said, zh=said)
    return value


def search_fields(given: Mapping[str, str], teller: Teller) -> list[Field]:
    """By what sessions are looked for."""
    levels = teller.pack.vocabulary.codes["level"].codes
    every = Choice(value="", words=Words(zh="全部", en="All"))
    divisions = [
        code
        for code in teller.pack.vocabulary.codes["division"].codes
        if code.endswith("00") and code[2:] != "0000"
    ]
    places = [Choice(value=code, words=_place(code, teller)) for code in divisions]
    return [
        Field(
            name="occupation",
            label=Words(zh="职业编码", en="Occupation code"),
            value=given.get("occupation", ""),
            hint=Words(zh="如 6-18-02-04，可只写前几位", en="such as 6-18-02-04, or its beginning"),
        ),
        Field(
            name="level",
            label=Words(zh="等级", en="Level"),
            kind="choice",
            value=given.get("level", ""),
            choices=[
                every,
                *(Choice(value=code, words=words) for code, words in levels.items() if code != "none"),
            ],
        ),
        Field(
            name="division",
            label=Words(zh="考核地", en="Place"),
            kind="choice",
            value=given.get("division", ""),
            choices=[every, *places],
        ),
    ]


def _place(code: str, teller: Teller) -> Words:
    return teller.pack.vocabulary.codes["division"].codes.get(code) or Words(
        zh=place_name(teller, code), en=place_name(teller, code)
    )
