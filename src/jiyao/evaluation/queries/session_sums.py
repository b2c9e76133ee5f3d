"""How single sessions went, counted once and kept for a while: results are never altered, only followed by others.

A re-marking is seen at once: sessions with results newer than those that were counted are counted again. What a
session that is over takes besides, seats and duties, is as old as KEPT allows.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from threading import Lock
from time import monotonic
from typing import Any

from django.db import connection
from django.db.models import Count, Max

from jiyao.evaluation.intervals import Sums
from jiyao.evaluation.models import DutyRole, DutyState, Part, PartResult, Sitting

KEPT = 600.0
"""Seconds for which what was counted is kept."""
ONE_BY_ONE = (Part.PRACTICAL, Part.REVIEW)
"""Parts in which examiners look at candidates one by one."""
SERVING = (DutyState.ACCEPTED, DutyState.SIGNED)
EXAMINING = (DutyRole.LEAD, DutyRole.EXAMINER)
AMONG: dict[str, tuple[str, Callable[[list[int]], Any]]] = {
    "postgresql": ("= ANY(%s::bigint[])", list),
    "sqlite": ("IN (SELECT value FROM json_each(%s))", json.dumps),
}
LATEST = """WITH latest AS (
  SELECT c.session_id, r.candidate_id, r.part, r.tenths, r.absent, r.passed
  FROM evaluation_partresult r JOIN evaluation_candidate c ON c.id = r.candidate_id
  WHERE c.session_id {among} AND NOT EXISTS (SELECT 1 FROM evaluation_partresult later
    WHERE later.version > 1 AND later.candidate_id = r.candidate_id AND later.part = r.part
      AND later.version > r.version))
"""
"""The results that stand. Few are not the first: those alone are looked up."""
SAT = f"""{LATEST}, each_one AS (
  SELECT f.session_id, MIN(p.parts) AS parts, SUM(CASE WHEN f.absent THEN 0 ELSE 1 END) AS came,
    SUM(CASE WHEN f.passed AND ' ' || p.parts || ' ' LIKE '%% ' || f.part || ' %%' THEN 1 ELSE 0 END) AS good
  FROM latest f JOIN evaluation_session p ON p.id = f.session_id GROUP BY f.session_id, f.candidate_id)
SELECT session_id, COUNT(*),
  SUM(CASE WHEN good = LENGTH(parts) - LENGTH(REPLACE(parts, ' ', '')) + 1 THEN 1 ELSE 0 END)
FROM each_one WHERE came > 0 GROUP BY session_id"""  # noqa: S608
MARKS = f"""{LATEST} SELECT session_id, part, COUNT(tenths), SUM(tenths), SUM(CAST(tenths AS bigint) * tenths)
FROM latest WHERE NOT absent GROUP BY session_id, part"""  # noqa: S608


@dataclass(slots=True)
class SessionSums:
    """Of a session who sat and passed, sums of marks (tenths) by part, and an examiner's minutes a candidate."""

    sat: int = 0
    passed: int = 0
    tenths: dict[Part, Sums] = field(default_factory=dict)
    minutes: list[float] = field(default_factory=list)


@dataclass(slots=True)
class _Kept:
    """What was counted. `newest`: number of the last result that was counted."""

    since: float = 0.0
    newest: int = 0
    sessions: dict[int, SessionSums] = field(default_factory=dict)


_kept, _lock = _Kept(), Lock()


def session_sums(sessions: Collection[int]) -> Mapping[int, SessionSums]:
    """By session how it went."""
    with _lock:
        _drop_what_is_old()
        missing = [one for one in sessions if one not in _kept.sessions]
        if missing:
            _kept.sessions.update(_counted(missing))
        return {one: _kept.sessions[one] for one in sessions}


def forget_sums() -> None:
    """Everything is counted anew, as in another process."""
    with _lock:
        _kept.since, _kept.newest = 0.0, 0
        _kept.sessions.clear()


def _drop_what_is_old() -> None:
    newest = PartResult.objects.aggregate(newest=Max("pk"))["newest"] or 0
    if monotonic() - _kept.since > KEPT:
        _kept.since = monotonic()
        _kept.sessions.clear()
    elif newest != _kept.newest:
        later = PartResult.objects.filter(pk__gt=_kept.newest)
        for session in later.values_list("candidate__session", flat=True).distinct():
            _kept.sessions.pop(session, None)
    _kept.newest = newest


def _counted(sessions: list[int]) -> Mapping[int, SessionSums]:
    found = {one: SessionSums() for one in sessions}
    for session, sat, passed in _asked(SAT, sessions):
        found[session].sat, found[session].passed = sat, passed
    for session, part, *sums in _asked(MARKS, sessions):
        found[session].tenths[Part(part)] = Sums(*map(int, sums))
    for session, minutes in _minutes(sessions).items():
        found[session].minutes = minutes
    return found


def _asked(statement: str, sessions: list[int]) -> list[tuple[Any, ...]]:
    among, given = AMONG[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(statement.format(among=among), [given(sessions)])
        return list(cursor.fetchall())


def _minutes(sessions: list[int]) -> Mapping[int, list[float]]:
    """Of each sitting in which candidates are looked at one by one, the examiner's minutes a candidate."""
    sittings = Sitting.objects.filter(session__in=sessions, part__in=ONE_BY_ONE).order_by("pk")
    people = dict(sittings.annotate(many=Count("seats")).values_list("pk", "many"))
    serving = sittings.filter(duties__state__in=SERVING, duties__role__in=EXAMINING)
    examiners = dict(serving.annotate(many=Count("duties")).values_list("pk", "many"))
    found: dict[int, list[float]] = defaultdict(list)
    for one in sittings:
        if people[one.pk]:
            lasted = (one.ends_at - one.starts_at).total_seconds() / 60
            found[one.session_id].append(lasted * max(examiners.get(one.pk, 0), 1) / people[one.pk])
    return found
