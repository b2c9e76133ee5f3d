"""What a worked example expects, in words: outcomes, sums, days, and conditions and facts by what they are called."""

from datetime import date
from typing import Any

from jiyao.base.money import yuan
from jiyao.engine.measures import Measure
from jiyao.interfaces.ui.policy_words import OUTCOMES, PAYABLE
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day


def expected_in_words(name: str, value: Any, measure: Measure, teller: Teller) -> str:
    """One thing that an example expects; empty where that is nothing."""
    if value is None:
        return ""
    match name:
        case "outcome":
            return OUTCOMES[teller.language][value]
        case "payable":
            return PAYABLE[teller.language][value]
        case "amount_fen":
            return yuan(value)
        case "failed":
            return teller.listed([_test(id_, measure, teller) for id_ in value])
        case "missing":
            return teller.listed([teller.speaker().fact(fact) for fact in value])
        case _:
            return day(value) if isinstance(value, date) else str(value)


def _test(id_: str, measure: Measure, teller: Teller) -> str:
    """What is said of a condition or limit; its id where the measure has it no more."""
    said = {one.id: one.words for one in measure.all_conditions} | {
        one.id: one.words for one in measure.limits
    }
    return teller.words(said[id_]) if id_ in said else id_
