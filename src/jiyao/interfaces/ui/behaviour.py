"""How an evaluation body behaves, in words and figures: shares with their intervals, never a bare percentage."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiyao.engine.shapes import Words
from jiyao.evaluation.intervals import Share, Spread
from jiyao.evaluation.queries.behaviour import Behaviour, Line
from jiyao.interfaces.ui.bodies import code_word
from jiyao.interfaces.ui.templatetags.ui import say
from jiyao.registry.queries.labels import occupation_names

SIGNS: Mapping[str, Words] = {
    "burst": Words(zh="备案之初集中发证", en="burst after filing"),
    "two-places": Words(zh="考评员同时在两地", en="examiner in two places"),
    "unlike-peers": Words(zh="合格率异于同类", en="pass rate unlike others"),
    "marks-unlike-peers": Words(zh="分数离散异于同类", en="marks unlike others"),
    "open-finding": Words(zh="督导问题逾期未改", en="finding overdue"),
    "suspended": Words(zh="暂停期间", en="suspended"),
}
"""What is unusual, as criteria of a grade call it."""
PARTS: Mapping[str, Words] = {
    "theory": Words(zh="理论", en="theory"),
    "practical": Words(zh="技能", en="practical"),
    "review": Words(zh="综合评审", en="review"),
}


@dataclass(frozen=True, slots=True)
class SpreadTold:
    """Of a part how far marks lie apart, here and at others."""

    part: Words
    own: str
    others: str
    is_unlike: bool


@dataclass(frozen=True, slots=True)
class LineTold:
    """One occupation and level, in words."""

    line: Line
    occupation: str
    level: str
    own: str
    others: str
    spreads: Sequence[SpreadTold]


def share_told(share: Share) -> str:
    """A share with its interval and of how many: `85.0%（78.1–90.2，of 120）`."""
    if share.value is None:
        return "—"
    low, high = 100 * share.low, 100 * share.high
    return say(
        f"{100 * share.value:.1f}%（{low:.1f}–{high:.1f}，{share.of:,} 人）",
        f"{100 * share.value:.1f}% ({low:.1f}–{high:.1f}, of {share.of:,})",
    )


def spread_told(spread: Spread | None) -> str:
    """A spread of marks with its interval."""
    if spread is None:
        return "—"
    return say(
        f"{spread.value:.1f} 分（{spread.low:.1f}–{spread.high:.1f}）",
        f"{spread.value:.1f} ({spread.low:.1f}–{spread.high:.1f})",
    )


def lines_told(behaviour: Behaviour, fewest: int = 0) -> Sequence[LineTold]:
    """Its occupations and levels; those in which fewer sat than `fewest` are left out."""
    names = occupation_names({one.group.occupation for one in behaviour.lines})
    return [
        LineTold(
            line=one,
            occupation=names.get(one.group.occupation, one.group.occupation),
            level=code_word("level", one.group.level),
            own=share_told(one.own),
            others=share_told(one.others),
            spreads=[
                SpreadTold(PARTS[each.part], spread_told(each.own), spread_told(each.others), each.is_unlike)
                for each in one.spreads
            ],
        )
        for one in behaviour.lines
        if one.own.of >= fewest
    ]
