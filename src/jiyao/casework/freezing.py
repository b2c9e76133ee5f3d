"""What a determination rested on, frozen: rows, slots, day and moment, so that it can be said again, word for word."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jiyao.engine.cases import Case as Row
from jiyao.engine.cases import Grant as Slot
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import Determination, explain
from jiyao.engine.determination.records import record
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import Kind
from jiyao.engine.vocabulary import Vocabulary
from jiyao.engine.wording import Speaker

Rows = Mapping[str, Sequence[Row]]


@dataclass(frozen=True, slots=True)
class Frozen:
    """All that a determination reads besides the rules."""

    rows: Rows
    slots: Sequence[Slot]
    on: date
    known_at: datetime

    def explain(self, assessor: Assessor, measure: str, record: int) -> Determination | None:
        """What the rules say of one record under a measure; None where it does not stand."""
        found = explain(assessor, self.rows, self.on, self.slots, measure=measure)
        return next((one for one in found if one.case.id == str(record)), None)


def needed(rows: Rows, assessor: Assessor, measure: str) -> Rows:
    """Of these rows those that can say anything under the measure: its own, and of those it shares a limit with."""
    subjects = _subjects(assessor, measure)
    return {subject: some for subject, some in rows.items() if subject in subjects}


def _subjects(assessor: Assessor, measure: str) -> set[str]:
    own = assessor.pack.measure(measure)
    pools = {limit.pool.id for limit in own.limits}
    rivals = (
        one.subject
        for one in assessor.pack.measures.values()
        if one.id in own.yields_to or pools & {limit.pool.id for limit in one.limits}
    )
    return {own.subject, *rivals}


def as_text(frozen: Frozen) -> str:
    """It as JSON."""
    return json.dumps(
        {
            "on": frozen.on.isoformat(),
            "known_at": frozen.known_at.isoformat(),
            "rows": {subject: [_row(row) for row in rows] for subject, rows in frozen.rows.items()},
            "slots": [[slot.pool, *slot.key] for slot in frozen.slots],
        },
        ensure_ascii=False,
        sort_keys=True,
    )


def from_text(text: str, vocabulary: Vocabulary) -> Frozen:
    """It again."""
    read = json.loads(text)
    return Frozen(
        rows={
            subject: [_read_row(row, vocabulary) for row in rows] for subject, rows in read["rows"].items()
        },
        slots=[Slot(pool, tuple(key)) for pool, *key in read["slots"]],
        on=date.fromisoformat(read["on"]),
        known_at=datetime.fromisoformat(read["known_at"]),
    )


def told(found: Determination, assessor: Assessor) -> str:
    """All that a determination says, as JSON."""
    known = {read.name: read.value for reason in found.conditions for read in reason.values}
    return record(found, Speaker(assessor.pack.vocabulary, "zh", known)).model_dump_json()


def _row(row: Row) -> dict[str, Any]:
    facts = {
        name: value.isoformat() if isinstance(value, date) else value for name, value in row.facts.items()
    }
    return {"id": row.id, "owner": row.owner_id, "facts": facts}


def _read_row(row: Mapping[str, Any], vocabulary: Vocabulary) -> Row:
    facts = {name: _value(value, vocabulary.facts[name].type.kind) for name, value in row["facts"].items()}
    return Row(row["id"], row["owner"], facts)


def _value(value: Any, kind: Kind) -> Value | None:
    return date.fromisoformat(value) if kind is Kind.DATE and value is not None else value
