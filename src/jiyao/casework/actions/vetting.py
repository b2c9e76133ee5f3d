"""疑点先行: before a batch's file is written for the bank, flags are looked for; a doubted order stays behind.

In all records before the first batch of a day, then in those of the people paid: of their orders that finds the same.
"""

from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

from jiyao.base.errors import Conflict
from jiyao.base.progress import Progress
from jiyao.casework.actions.looking import run_flags
from jiyao.casework.queries.flags import flagged_among, looked_at_everybody, people_of
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Language, Words
from jiyao.foundation.actions.queueing import Outcome, ask_for
from jiyao.foundation.models import Job
from jiyao.funds.actions.batching import dissolve_batch, write_file
from jiyao.funds.actions.ledger import When
from jiyao.funds.models import Batch, BatchState, FileKind
from jiyao.policy.queries.versions import pack_of_job

WORK = "jiyao.casework.actions.vetting.write_vetted"


class Doubted(Conflict):
    """What orders of the batch rest on is doubted now; the batch was given up, and its orders wait again."""


def ask_for_vetted_file(
    batch: Batch, *, on: date, pack: Path, demonstration: bool, folder: Path, by: str, language: Language
) -> Job:
    """A job that waits to look for flags, and then to write the batch's file for the bank."""
    return ask_for(
        work=WORK,
        title=Words(
            zh=f"比对疑点并生成代发文件：批次 {batch.pk}",
            en=f"Look for flags and write the file of batch {batch.pk}",
        ),
        arguments={
            "batch": batch.pk,
            "kind": FileKind.ORDERS.value,
            "on": on.isoformat(),
            "pack": str(pack.absolute()),
            "demonstration": demonstration,
            "folder": str(folder.absolute()),
            "language": language,
        },
        by=by,
        unit="rows",
    )


def write_vetted(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of the job. A batch that has its file already is not looked at again.

    raises   Doubted; and as `write_file`
    """
    batch, on = Batch.objects.get(pk=arguments["batch"]), date.fromisoformat(arguments["on"])
    if batch.state == BatchState.MADE:
        _vet(batch, pack_of_job(arguments, on), arguments, When(on, at), by, progress)
    return write_file(arguments, at=at, by=by, progress=progress)


def _vet(
    batch: Batch, pack: Pack, arguments: Mapping[str, Any], when: When, by: str, progress: Progress
) -> None:
    orders = batch.orders.all()
    people = people_of(orders) if looked_at_everybody(pack, when.on) else None
    folder = Path(arguments["folder"])
    run_flags(pack=pack, folder=folder, on=when.on, at=when.at, by=by, people=people, progress=progress)
    doubted = flagged_among(orders)
    if doubted:
        dissolve_batch(batch.pk, when=when, by=by)
        raise Doubted(
            f"{len(doubted)} orders of batch {batch.pk} rest on records that are doubted now; the batch was given up. "
            "Make another: they stay behind until the flags are resolved",
            zh=f"批次 {batch.pk} 中有 {len(doubted)} 笔的记录出现疑点，批次已撤销；请重新成批，"
            "有疑点的支付单会留下，待核查后再付",
        )
