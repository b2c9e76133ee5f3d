"""Making the bundle: read in one snapshot, written whole or not at all, its digest kept in an act of the record."""

import json
import shutil
import sqlite3
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from datetime import date, datetime
from functools import partial
from hashlib import sha256
from pathlib import Path

from django.conf import settings

from jiyao.base.errors import Invalid
from jiyao.base.folders import finished
from jiyao.base.progress import Progress, silent
from jiyao.engine.packs.loading import Pack
from jiyao.engine.population.running import check_free
from jiyao.engine.shapes import Source
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.links import canonical
from jiyao.foundation.queries.streaming import one_snapshot
from jiyao.insight.bundle.listing import SHEETS
from jiyao.insight.bundle.sheets import Period, Taken
from jiyao.insight.bundle.writing import Written, values_in, write_dictionary, write_parquet, write_sheet

VERIFY = Path(__file__).with_name("verify.py")
STEP = "bundle"


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was made: the digest of everything in it, which the act says too, and the rows of each sheet."""

    digest: str
    act: int
    rows: Mapping[str, int]


class BadPeriod(Invalid):
    """The days are in the wrong order, or no measure is paid from the fund."""


def checked_period(starts_on: date | None, ends_on: date | None, fund: str, pack: Pack) -> Period:
    """The period. raises BadPeriod"""
    if starts_on is not None and ends_on is not None and ends_on < starts_on:
        raise BadPeriod(f"{ends_on} is before {starts_on}", zh=f"截止日 {ends_on} 早于起始日 {starts_on}")
    funds = {one.fund for one in pack.measures.values()}
    if fund and fund not in funds:
        raise BadPeriod(
            f'no measure is paid from "{fund}"; there are {", ".join(sorted(funds))}',
            zh=f"没有资金“{fund}”，可用的有 {'、'.join(sorted(funds))}",
        )
    return Period(starts_on, ends_on, fund)


def make_bundle(
    out: Path,
    period: Period,
    pack: Pack,
    *,
    at: datetime,
    by: str,
    progress: Progress = silent,
) -> Bundle:
    """The bundle, in a folder of its own.

    pack       whose clauses the measures have now
    progress   of steps `bundle`: sheets
    raises     Conflict: `out` holds something already
    """
    check_free(out)
    with finished(out) as folder:
        with closing(sqlite3.connect(folder / "audit.sqlite")) as base, base:
            written = _write(base, period, pack, progress)
            (folder / "parquet").mkdir()
            for sheet in SHEETS:
                write_parquet(base, sheet, folder / "parquet")
        write_dictionary(folder, SHEETS, written)
        shutil.copyfile(VERIFY, folder / VERIFY.name)
        content = {
            "tables": {name: asdict(one) for name, one in written.items()},
            "demonstration": settings.DEMONSTRATION,
            "period": _said(period),
            "pack": pack.version,
            "made_at": at.isoformat(),
        }
        digest = sha256(canonical(content)).hexdigest()
        codes: dict[str, str | int] = {"digest": digest, **_said(period)}
        act = append_act(kind="make-bundle", actor=by, subject="ledger", at=at, codes=codes).number
        told = {"content": content, "digest": digest, "act": act}
        (folder / "manifest.json").write_text(json.dumps(told, ensure_ascii=False, indent=2), "utf-8")
    return Bundle(digest, act, {name: one.rows for name, one in written.items()})


def _write(base: sqlite3.Connection, period: Period, pack: Pack, progress: Progress) -> Mapping[str, Written]:
    written: dict[str, Written] = {}
    taken = Taken(period, clauses_of(pack), partial(values_in, base))
    with one_snapshot():
        for done, sheet in enumerate(SHEETS):
            progress(STEP, done, len(SHEETS))
            written[sheet.name] = write_sheet(base, sheet, sheet.rows(taken))
    progress(STEP, len(SHEETS), len(SHEETS))
    return written


def clauses_of(pack: Pack) -> Mapping[str, Sequence[Sequence[str]]]:
    """By measure the rows of its sheet: its title, each condition, and the clause that says so."""
    return {
        one.id: [
            [one.id, one.title.zh, condition.words.zh, *_source(pack, condition.source)]
            for condition in one.conditions
        ]
        for one in pack.measures.values()
    }


def _source(pack: Pack, source: Source) -> list[str]:
    known = pack.documents.get(source.document)
    return [source.document, "" if known is None else known["title"]["zh"], source.article or ""]


def _said(period: Period) -> dict[str, str]:
    """The period as codes of an act; nothing of what is not limited."""
    said = {
        "from": "" if period.starts_on is None else period.starts_on.isoformat(),
        "to": "" if period.ends_on is None else period.ends_on.isoformat(),
        "fund": period.fund,
    }
    return {name: value for name, value in said.items() if value}
