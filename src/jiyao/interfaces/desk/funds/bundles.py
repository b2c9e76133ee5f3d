"""The form with which an auditor asks for a bundle: the days, and the fund."""

from collections.abc import Mapping
from datetime import date

from jiyao.base.errors import Invalid
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.insight.bundle.making import checked_period
from jiyao.insight.bundle.sheets import Period
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.policy_words import FUNDS


class BadDay(Invalid):
    """Something was written that is no day."""


def bundle_fields(pack: Pack) -> list[Field]:
    """The fields of the form."""
    funds = sorted({one.fund for one in pack.measures.values()} - {"none"})
    every = Choice(value="", words=Words(zh="全部资金", en="every fund"))
    named = [Choice(value=one, words=Words(zh=_name(one, "zh"), en=_name(one, "en"))) for one in funds]
    return [
        Field(
            name="from",
            label=Words(zh="从哪一天", en="From"),
            kind="day",
            hint=Words(zh="空：从头开始", en="Empty: from the beginning"),
        ),
        Field(
            name="to",
            label=Words(zh="到哪一天", en="To"),
            kind="day",
            hint=Words(zh="空：到最后一笔", en="Empty: to the last transfer"),
        ),
        Field(name="fund", label=Words(zh="资金", en="Fund"), kind="choice", choices=[every, *named]),
    ]


def period_in(given: Mapping[str, str], pack: Pack) -> Period:
    """The period that was filled in. raises BadDay, BadPeriod"""
    return checked_period(_day(given, "from"), _day(given, "to"), given.get("fund", ""), pack)


def _day(given: Mapping[str, str], name: str) -> date | None:
    text = given.get(name, "").strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise BadDay(f"{text} is no day; write it as 2025-06-30", zh="请填日期，如 2025-06-30") from None


def _name(fund: str, language: Language) -> str:
    return FUNDS[language].get(fund, fund)
