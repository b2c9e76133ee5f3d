"""The life of a case: one table of steps for every kind. A kind takes from it what it needs, and adds none.

A step leads from some states to one. It says whose duty it is, and which earlier steps of the same case must have been
another's: who accepts does not approve, and who reviews does not approve what they found.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from jiyao.casework.models.case import CaseState as S
from jiyao.engine.shapes import Words


@dataclass(frozen=True, slots=True)
class Step:
    """A step from one of the states that it comes from to the one that it leads to.

    verb         of the row `cases` of the permission table; None where it is nobody's duty: time does it, or a file, or
                 somebody whose right to do so the action has checked
    wants_reason whether who does it says why
    apart_from   steps of the same case that somebody else must have done
    """

    name: str
    words: Words
    comes_from: frozenset[S]
    leads_to: S
    verb: str | None
    wants_reason: bool = False
    apart_from: frozenset[str] = frozenset()


def _step(
    name: str,
    said: tuple[str, str],
    way: tuple[Collection[S], S],
    verb: str | None,
    *,
    wants_reason: bool = False,
    apart_from: Collection[str] = (),
) -> Step:
    words, (comes_from, leads_to) = Words(zh=said[0], en=said[1]), way
    return Step(name, words, frozenset(comes_from), leads_to, verb, wants_reason, frozenset(apart_from))


BEFORE = S.BEFORE
"""Stands for no case yet."""
ORDER = (
    S.OFFERED,
    S.CLAIMED,
    S.SUPPLEMENTING,
    S.ACCEPTED,
    S.REVIEWED,
    S.APPROVED,
    S.NOTICED,
    S.DECIDED,
    S.PAID,
    S.CLOSED,
)
"""How far a case is. A child is never further than its parent: see `is_ahead`."""
OVER = frozenset({S.CLOSED, S.REFUSED, S.WITHDRAWN, S.LAPSED})
"""States in which nothing is left to do."""

STEPS: Mapping[str, Step] = {
    step.name: step
    for step in (
        _step("open", ("立件", "open"), ([BEFORE, S.ACCEPTED, S.REVIEWED], S.ACCEPTED), None),
        _step("offer", ("推送", "offer"), ([BEFORE], S.OFFERED), None),
        _step("claim", ("申领", "claim"), ([BEFORE, S.OFFERED], S.CLAIMED), "make"),
        _step(
            "lapse",
            ("失效", "lapse"),
            ([S.OFFERED, S.CLAIMED, S.SUPPLEMENTING, S.ACCEPTED, S.REVIEWED], S.LAPSED),
            None,
        ),
        _step(
            "ask-supplement",
            ("一次性告知补正", "ask for what is missing"),
            ([S.CLAIMED], S.SUPPLEMENTING),
            "accept",
            wants_reason=True,
        ),
        _step("supplement", ("补正", "supplement"), ([S.SUPPLEMENTING], S.CLAIMED), "make"),
        _step("accept", ("受理", "accept"), ([S.CLAIMED], S.ACCEPTED), "accept"),
        _step(
            "reject",
            ("不予受理", "reject"),
            ([S.CLAIMED], S.REFUSED),
            "accept",
            wants_reason=True,
        ),
        _step("review", ("审核", "review"), ([S.ACCEPTED], S.REVIEWED), "review"),
        _step(
            "send-back",
            ("退回审核", "send back"),
            ([S.REVIEWED], S.ACCEPTED),
            "approve",
            wants_reason=True,
            apart_from=["review"],
        ),
        _step(
            "endorse",
            ("同意，报上一级审批", "endorse"),
            ([S.REVIEWED], S.REVIEWED),
            "approve",
            apart_from=["accept", "review", "endorse"],
        ),
        _step(
            "approve",
            ("审批", "approve"),
            ([S.REVIEWED], S.APPROVED),
            "approve",
            apart_from=["accept", "review", "endorse"],
        ),
        _step(
            "refuse",
            ("不予批准", "refuse"),
            ([S.REVIEWED], S.REFUSED),
            "approve",
            apart_from=["accept", "review", "endorse"],
        ),
        _step("notice", ("公示", "public notice"), ([S.APPROVED], S.NOTICED), None),
        _step("decide", ("决定", "decide"), ([S.APPROVED, S.NOTICED], S.DECIDED), None),
        _step("pay", ("拨付", "pay"), ([S.DECIDED], S.PAID), None),
        _step("close", ("办结", "close"), ([S.DECIDED, S.PAID], S.CLOSED), None),
        _step(
            "withdraw",
            ("撤回", "withdraw"),
            ([S.OFFERED, S.CLAIMED, S.SUPPLEMENTING, S.ACCEPTED], S.WITHDRAWN),
            "make",
        ),
        _step("check", ("抽查核实", "check"), ([S.ACCEPTED], S.CLOSED), "review", wants_reason=True),
        _step("correct", ("更正", "correct"), ([S.ACCEPTED], S.CLOSED), "review", apart_from=["open"]),
        _step(
            "keep",
            ("维持原记录", "keep the record"),
            ([S.ACCEPTED], S.REFUSED),
            "review",
            apart_from=["open"],
        ),
        _step("reopen", ("重新审核", "reopen"), ([S.NOTICED, S.REFUSED, S.LAPSED], S.ACCEPTED), None),
    )
}
"""Every step there is, by its name."""


def rank(state: S) -> int:
    """How far a state is; what is over without a decision is behind everything."""
    return ORDER.index(state) if state in ORDER else -1


def is_ahead(child: S, parent: S) -> bool:
    """Whether a case is further than the one that it is a line of.

    What is over is not ahead; and from the decision on each line goes its own way, since money goes line by line.
    """
    together = rank(S.DECIDED)
    return child not in OVER and min(rank(child), together) > min(rank(parent), together)
