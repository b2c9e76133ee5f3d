"""What was answered in an interview, in words."""

from dataclasses import dataclass

from jiyao.engine.determination.interviewing import OWN, Interview
from jiyao.interfaces.ui.determinations.telling import numbered, said
from jiyao.interfaces.ui.sentences import Teller


@dataclass(frozen=True, slots=True)
class Answered:
    """What was answered of a row, in words."""

    row: str
    fact: str
    row_words: str
    words: str
    value: str


def answered(interview: Interview, teller: Teller) -> list[Answered]:
    """What was answered so far, to be looked at and changed."""
    speaker = teller.speaker()
    return [
        Answered(
            row=one.row,
            fact=one.fact,
            row_words=row_words(one.row, teller),
            words=speaker.fact(one.fact),
            value=said(one.fact, one.value, teller),
        )
        for one in interview.answers
    ]


def row_words(row: str, teller: Teller) -> str:
    """What a row is called: the second certificate is 证书 2; of what is her own there is nothing to say."""
    subject, _, number = row.rpartition("-")
    return "" if row == OWN else numbered(subject, number, teller)
