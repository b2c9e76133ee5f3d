"""One person under one measure, determined with every reason."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from jiyao.engine.cases import Case, Grant
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.determination.reasons import ConditionReason, Determination, ValueRead, explain
from jiyao.engine.packs.files import Source, Words
from tests.engine.generated import ON
from tests.engine.packs import make_pack

SOME = Words(zh="某", en="Some")
DOC = Source(document="doc")


def determination(
    folder: Path,
    measure: dict[str, Any],
    facts: dict[str, Any],
    *,
    grants: Sequence[Grant] = (),
) -> Determination:
    """The explained determination of one person under one measure, on 30 June 2025."""
    pack = make_pack(folder, [{"id": "m", "subject": "person", "parameters": {}, **measure}])
    [found] = explain(Assessor(pack), {"person": [Case("P", "P", facts)]}, ON, grants)
    return found


def truths(reasons: Sequence[ConditionReason]) -> dict[str, bool | None]:
    """The truth of each condition, in the order given."""
    return {reason.id: reason.truth for reason in reasons}


def read(values: Sequence[ValueRead]) -> list[tuple[Any, ...]]:
    """Each value as read: name, value, confidence and article of its row."""
    return [
        (v.name, v.value, *((v.row.confidence, v.row.source.article) if v.row else (None, None)))
        for v in values
    ]
