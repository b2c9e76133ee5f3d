"""A signature under many cases as a page: before it, what it stands for; after it, what became of each case."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiyao.casework.kinds import ROSTER
from jiyao.casework.models import Case, CaseBatch, CaseBatchLine, Riding
from jiyao.casework.queries.batches import asked_for, lines_in, rides
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.desk.casework.queue import who_in
from jiyao.interfaces.desk.jobs import progress_of
from jiyao.interfaces.ui.cases import CaseTold, told
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.permitting import Holder

SHOWN = 100
"""How many of those that ride are listed; all of those that stay behind are."""
TITLES: Mapping[str, Words] = {
    "accept": Words(zh="批量受理", en="Accept together"),
    "review": Words(zh="批量审核，同意按测算给付", en="Review together: grant as the rules say"),
    "approve": Words(zh="批量审批，同意审核意见", en="Approve together"),
}


@dataclass(frozen=True, slots=True)
class Passenger:
    """A case of a batch in words. `why`: why it stays behind."""

    told: CaseTold
    who: str
    why: str = ""


def choice_page(cases: Sequence[Case], duty: str, holder: Holder) -> dict[str, object]:
    """What a signature would stand for."""
    pack = the_pack()
    found = rides(cases, duty, holder, pack)
    going = [one.case for one in found if one.why is None]
    who = who_in(cases)
    return {
        "duty": duty,
        "title": TITLES[duty],
        "numbers": [case.pk for case in cases],
        "count": len(going),
        "fen": sum(case.amount_fen or 0 for case in going),
        "people": sum(case.kind != ROSTER.name for case in going),
        "going": [Passenger(told(case, pack, today()), who[case.pk]) for case in going[:SHOWN]],
        "more": max(0, len(going) - SHOWN),
        "staying": [
            (Passenger(told(one.case, pack, today()), who[one.case.pk]), one.why)
            for one in found
            if one.why is not None
        ],
        "asked": asked_for(going, pack) if duty == "review" else [],
    }


def signed_page(batch: CaseBatch, language: Language) -> dict[str, object]:
    """What became of a batch, or how far it is."""
    pack, counts = the_pack(), lines_in(batch)
    stayed = list(batch.lines.filter(state=Riding.STAYED).select_related("case").order_by("case"))
    who = who_in([line.case for line in stayed])
    return {
        "batch": batch,
        "title": TITLES[batch.duty],
        "done": counts[Riding.DONE],
        "stayed_count": counts[Riding.STAYED],
        "stayed": [
            Passenger(told(line.case, pack, today()), who[line.case_id], _why(line, language))
            for line in stayed
        ],
        "work": None if batch.job is None else progress_of(batch.job, language),
    }


def _why(line: CaseBatchLine, language: Language) -> str:
    return line.why_zh if language == "zh" else line.why_en
