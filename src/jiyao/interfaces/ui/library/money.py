"""The budget lines that hang on a document: what it allots, to which line."""

from datetime import datetime

from jiyao.base.money import yuan
from jiyao.engine.shapes import Words
from jiyao.funds.models import Allocation, AllocationKind
from jiyao.funds.queries.allotted import allotted_by
from jiyao.interfaces.ui.library import words as w
from jiyao.interfaces.ui.library.hanging import Hanging
from jiyao.interfaces.ui.policy_words import FUNDS
from jiyao.interfaces.ui.sentences import Teller

_YUAN = ("{0} 元", "{0} yuan")
_LINE = ("{0}，{1} 年", "{0}, {1}")
_KINDS = {
    AllocationKind.ALLOCATE: ("下达", "allocated"),
    AllocationKind.CUT: ("调减", "cut"),
    AllocationKind.CARRY: ("结转下年", "carried over"),
    AllocationKind.RETURN: ("上缴", "returned"),
}


def money_of(teller: Teller, document: str, moment: datetime) -> tuple[Hanging, ...]:
    """What hangs on a document in money, as known at a moment."""
    return tuple(_hanging(teller, one) for one in allotted_by(document, moment))


def _hanging(teller: Teller, one: Allocation) -> Hanging:
    place = teller.words(Words(zh=one.division.zh, en=one.division.en))
    sum_ = teller.say(_YUAN, yuan(one.amount_fen))
    return Hanging(
        kind=teller.say(w.HANGING["money"]),
        kind_id="money",
        words=teller.say(_LINE, FUNDS[teller.language].get(one.fund, one.fund), one.year),
        said=f"{teller.say(_KINDS[AllocationKind(one.kind)])} {sum_}",
        of=place,
        link="",
        article=one.article,
        confidence="",
    )
