"""What is written in an interview, read as values: the same on every screen."""

import re
from decimal import Decimal

from jiyao.base.money import FEN_A_YUAN
from jiyao.engine.packs.located import plain_value
from jiyao.engine.packs.vocabulary import read_value
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import Kind
from jiyao.engine.vocabulary import FactDefinition, Vocabulary

YES = {"y", "yes", "true", "是", "有", "对"}
NO = {"n", "no", "false", "否", "没有", "无", "不"}


def read_answer(fact: FactDefinition, answer: str, vocabulary: Vocabulary) -> Value | str | None:
    """The answer as the fact's value; what is none stays a text, and is complained of."""
    if fact.type.kind is Kind.BOOLEAN:
        return True if answer.lower() in YES else False if answer.lower() in NO else answer
    if fact.type.codes is not None:
        codes = vocabulary.codes[fact.type.codes].codes
        return next((code for code in codes if code.lower() == answer.lower()), answer)
    if fact.type.kind is Kind.TEXT:
        return answer
    if fact.type.kind is Kind.MONEY:
        return _fen(answer)
    try:
        return read_value(fact.type, plain_value(answer))
    except ValueError:
        return answer


def _fen(answer: str) -> int | str:
    """Yuan as whole fen; what is no such amount stays a text, and is complained of."""
    if not re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,2})?", answer.replace(",", "")):
        return answer
    return int(Decimal(answer.replace(",", "")) * FEN_A_YUAN)
