"""一次签批: many cases done with one signature. Each is done by itself, under its own rules, or stays behind.

A case rides where nothing doubts its record, the rules give today what was signed for, and nothing wants a reason. That
is asked again where it is done, in the same transaction: what was true on the page may be so no longer.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import transaction

from jiyao.base.errors import Conflict, Invalid, JiyaoError
from jiyao.base.progress import Progress
from jiyao.casework.actions.accepting import accept
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.moving import held
from jiyao.casework.actions.reviewing import Finding, review
from jiyao.casework.actions.rostering import approve_roster, review_roster
from jiyao.casework.kinds import ROSTER
from jiyao.casework.models import Case, CaseBatch, CaseBatchLine, Recommendation, Riding
from jiyao.casework.queries.batches import lines_in, rides
from jiyao.casework.queries.cases import DUTIES, cases_chosen
from jiyao.casework.queries.determining import is_due, said_now
from jiyao.casework.queries.flags import open_flags
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.queueing import Outcome, ask_for, enqueue
from jiyao.policy.queries.versions import pack_of_job
from jiyao.registry.hand import Hand
from jiyao.registry.permitting import holder_of

WORK = "jiyao.casework.actions.signing.run_asked"
MOST = 5_001
"""How many cases one signature may stand for: a whole roster with its lines."""
TITLES: Mapping[str, Words] = {
    "accept": Words(zh="批量受理", en="Cases accepted together"),
    "review": Words(zh="批量审核", en="Cases reviewed together"),
    "approve": Words(zh="批量审批", en="Cases approved together"),
}


class NothingToSign(Invalid):
    """None of the cases may ride, or there are too many, or the duty is none."""


class NotWhatWasSeen(Conflict):
    """The number of cases or the sum is another than the one that was confirmed."""


class CannotRide(Conflict):
    """The case is to be handled by itself."""


@dataclass(frozen=True, slots=True)
class Signature:
    """What somebody puts their name under.

    cases        the numbers of those that were chosen
    count, fen   how many of them ride and their sum, as the page named them
    confirmed    the ids of what only people judge, ticked for all
    """

    cases: Sequence[int]
    duty: str
    count: int
    fen: int
    confirmed: frozenset[str] = frozenset()


@transaction.atomic
def sign_batch(signature: Signature, hand: Hand, pack: Pack) -> CaseBatch:
    """The batch of those of these cases that may ride, signed and not yet done.

    raises   NothingToSign, NotWhatWasSeen
    """
    account, duty = hand.account, signature.duty
    if duty not in DUTIES or account is None or hand.holder is None or len(signature.cases) > MOST:
        raise NothingToSign(f"choose up to {MOST} cases", zh=f"请选择办件，一次不超过 {MOST} 件")
    cases = cases_chosen(hand.holder, duty, signature.cases, hand.on)
    going = [one.case for one in rides(cases, duty, hand.holder, pack) if one.why is None]
    if not going:
        raise NothingToSign("none of these cases may be signed together", zh="所选办件都不能批量办理")
    count, total = len(going), sum(one.amount_fen or 0 for one in going)
    if (count, total) != (signature.count, signature.fen):
        raise NotWhatWasSeen(
            f"meanwhile there are {count} cases and {total} fen; look again and sign anew",
            zh="办件数或金额已有变化，请重新核对后再签批",
        )
    made = CaseBatch.objects.create(
        duty=duty,
        by=account,
        on=hand.on,
        at=hand.at,
        count=count,
        total_fen=total,
        confirmed=sorted(signature.confirmed),
        act=0,
    )
    CaseBatchLine.objects.bulk_create(
        CaseBatchLine(batch=made, case=one, fen=one.amount_fen) for one in going
    )
    made.act = append_act(
        kind="sign-batch",
        actor=hand.party,
        subject=f"casebatch:{made.pk}",
        at=hand.at,
        codes={"duty": duty, "rows": count, "fen": total},
    ).number
    made.save(update_fields=["act"])
    return made


def give_to_workers(batch: CaseBatch, *, pack: Path, demonstration: bool, language: Language) -> CaseBatch:
    """The batch, with a job that does it. `pack`: the folder of the release"""
    title = TITLES[batch.duty]
    batch.job = ask_for(
        work=WORK,
        title=Words(zh=f"{title.zh}：{batch.count} 件", en=f"{title.en}: {batch.count}"),
        arguments={
            "batch": batch.pk,
            "pack": str(pack.absolute()),
            "demonstration": demonstration,
            "language": language,
        },
        by=batch.by.party,
        unit="cases",
    )
    batch.save(update_fields=["job"])
    enqueue(batch.job)
    return batch


def run_asked(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of the job."""
    batch = CaseBatch.objects.select_related("by").get(pk=arguments["batch"])
    hand = Hand(holder_of(batch.by, batch.on), batch.on, at, batch.pk)
    counts = do_batch(batch, hand, Assessor(pack_of_job(arguments, batch.on)), progress)
    stayed = counts[Riding.STAYED]
    return Outcome({"cases_done": counts[Riding.DONE], "cases_stayed": stayed}, is_refused=stayed > 0)


def do_batch(batch: CaseBatch, hand: Hand, assessor: Assessor, progress: Progress) -> dict[Riding, int]:
    """Does what waits of a batch, each case in a transaction of its own, rosters before their lines.

    Called again after it was killed, it does nothing twice.
    """
    waiting = batch.lines.filter(state=Riding.WAITING).select_related("case")
    lines = sorted(waiting, key=lambda one: (one.case.parent_id is not None, one.case_id))
    for done, line in enumerate(lines):
        progress("cases", done, len(lines))
        _ride_or_stay(line, batch, hand, assessor)
    progress("cases", len(lines), len(lines))
    return lines_in(batch)


def _ride_or_stay(line: CaseBatchLine, batch: CaseBatch, hand: Hand, assessor: Assessor) -> None:
    try:
        _ride(line, batch, hand, assessor)
    except JiyaoError as error:
        line.state, line.why_zh, line.why_en = Riding.STAYED, error.said("zh"), error.said("en")
        line.save(update_fields=["state", "why_zh", "why_en"])


@transaction.atomic
def _ride(line: CaseBatchLine, batch: CaseBatch, hand: Hand, assessor: Assessor) -> None:
    case = held(line.case_id, hand, batch.duty)
    if open_flags(case.subject, case.subject_record).exists():
        raise CannotRide(
            f"case {case.number}: it is flagged; handle it by itself",
            zh=f"办件 {case.number}：有疑点尚未排除，须单独办理",
        )
    do = (_ROSTER if case.kind == ROSTER.name else _LINE)[batch.duty]
    do(case, line, hand, assessor, frozenset(batch.confirmed))
    line.state = Riding.DONE
    line.save(update_fields=["state"])


Do = Callable[[Case, CaseBatchLine, Hand, Assessor, frozenset[str]], None]


def _accept(case: Case, line: CaseBatchLine, hand: Hand, assessor: Assessor, _: frozenset[str]) -> None:
    found, _frozen = said_now(case, hand, assessor)
    if not is_due(found) or (found.result.amount_fen or None) != line.fen:
        raise _otherwise(case)
    accept(case.pk, hand)


def _review(
    case: Case, line: CaseBatchLine, hand: Hand, assessor: Assessor, confirmed: frozenset[str]
) -> None:
    finding = Finding(Recommendation.GRANT, confirmed=confirmed)
    reviewed = review(case.pk, finding, hand, assessor)
    if reviewed.departs or reviewed.amount_fen != line.fen:
        raise _otherwise(case)


def _approve(case: Case, line: CaseBatchLine, hand: Hand, assessor: Assessor, _: frozenset[str]) -> None:
    if case.departs or case.recommends != Recommendation.GRANT or case.amount_fen != line.fen:
        raise _otherwise(case)
    approve(case.pk, hand, assessor)


def _otherwise(case: Case) -> CannotRide:
    return CannotRide(
        f"case {case.number}: the rules do not give today what was signed for; handle it by itself",
        zh=f"办件 {case.number}：今天的测算与签批的不一致，须单独办理",
    )


def _accept_roster(case: Case, line: CaseBatchLine, hand: Hand, *_: object) -> None:
    accept(case.pk, hand)


def _review_roster(case: Case, line: CaseBatchLine, hand: Hand, *_: object) -> None:
    review_roster(case.pk, Recommendation.GRANT, hand)


def _approve_roster(case: Case, line: CaseBatchLine, hand: Hand, assessor: Assessor, _: object) -> None:
    if case.recommends != Recommendation.GRANT:
        raise _otherwise(case)
    approve_roster(case.pk, hand, assessor.pack)


_LINE: Mapping[str, Do] = {"accept": _accept, "review": _review, "approve": _approve}
_ROSTER: Mapping[str, Do] = {
    "accept": _accept_roster,
    "review": _review_roster,
    "approve": _approve_roster,
}
