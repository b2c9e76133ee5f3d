"""What the rules say of a case: today, and at each of its steps as it was frozen then."""

from collections.abc import Sequence
from datetime import date, datetime

from jiyao.base.errors import Conflict
from jiyao.casework.freezing import Frozen, from_text, needed
from jiyao.casework.kinds.kind import Nature, kind_of
from jiyao.casework.models import Case, CaseDetermination
from jiyao.engine.cases import Grant as Slot
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination
from jiyao.engine.determination.records import DeterminationRecord
from jiyao.engine.measures import Outcome, Payable
from jiyao.engine.vocabulary import SEPARATOR
from jiyao.foundation.actions.texts import unseal_text
from jiyao.policy.models import Grant
from jiyao.policy.queries.people import known_of
from jiyao.registry.hand import Hand

ENTITLED = (Outcome.ELIGIBLE, Outcome.TO_BE_CONFIRMED)


class NothingThere(Conflict):
    """The record that a case is about does not stand any more, or is not the person's."""


class NotByRules(Conflict):
    """The rules say nothing of a case of this kind; people decide it."""


def frozen_now(assessor: Assessor, person: int, measure: str, *, on: date, known_at: datetime) -> Frozen:
    """What is known of a person that the measure can ask about. raises NobodyKnown"""
    rows, slots = known_of(assessor, person, on, known_at)
    return Frozen(needed(rows, assessor, measure), list(slots), on, known_at)


def without_own(known: Frozen, grant: Grant) -> Frozen:
    """The same without the slots that a grant itself held on that day, so that it does not stand in its own way."""
    left = list(known.slots)
    for held in grant.slots.all():
        own = Slot(held.pool, tuple(held.key.split(SEPARATOR)))
        if own in left:
            left.remove(own)
    return Frozen(known.rows, left, known.on, known.known_at)


def said_now(case: Case, hand: Hand, assessor: Assessor) -> tuple[Determination, Frozen]:
    """What the rules say of a case now, and on what it rests; what it gave itself does not stand in its way.

    raises   NothingThere, NotByRules
    """
    if kind_of(case).nature is not Nature.CLAIM:
        raise NotByRules(
            f"case {case.number}: the rules say nothing of this kind of case; use the buttons of its page",
            zh=f"办件 {case.number}：这类办件不按政策规则测算，请用页面上的按钮办理",
        )
    assert case.person_id is not None  # noqa: S101 - claims of persons
    frozen = frozen_now(assessor, case.person_id, case.measure, on=hand.on, known_at=hand.at)
    if case.grant is not None and case.grant.reversed_on is None:
        frozen = without_own(frozen, case.grant)
    return said_of(frozen, assessor, case.measure, case.subject_record), frozen


def said_or_gone(
    case: Case, hand: Hand, assessor: Assessor, *, may_be_gone: bool
) -> tuple[Determination, Frozen] | None:
    """The same; nothing of a record that is gone, where that may be: it can only be refused. raises NothingThere"""
    try:
        return said_now(case, hand, assessor)
    except NothingThere:
        if may_be_gone:
            return None
        raise


def said_of(frozen: Frozen, assessor: Assessor, measure: str, record: int) -> Determination:
    """What the rules say of one record. raises NothingThere"""
    found = frozen.explain(assessor, measure, record)
    if found is None:
        raise NothingThere(
            f"{measure}: record {record} does not stand any more; refuse the case or correct the record",
            zh=f"所依据的记录（{record}）已不存在或已注销，请核实后不予批准，或先更正记录",
        )
    return found


def is_due(found: Determination) -> bool:
    """Whether the rules give something and it may be paid."""
    return found.result.outcome in ENTITLED and found.result.payable is Payable.PAYS


def told_at(case: Case) -> Sequence[tuple[CaseDetermination, DeterminationRecord]]:
    """What was said at each step, in order."""
    return [
        (
            one,
            DeterminationRecord.model_validate_json(
                unseal_text(case.person_id, "told_sealed", one.told_sealed)
            ),
        )
        for one in case.determinations.order_by("pk")
    ]


def said_again(one: CaseDetermination, assessor: Assessor) -> Determination:
    """A determination made again from what was frozen, under the version of the pack that it names."""
    case = one.case
    frozen = from_text(
        unseal_text(case.person_id, "frozen_sealed", one.frozen_sealed), assessor.pack.vocabulary
    )
    return said_of(frozen, assessor, case.measure, case.subject_record)
