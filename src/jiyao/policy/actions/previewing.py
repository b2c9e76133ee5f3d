"""Reckoning whom a draft would reach, as work of the queue; what comes of it is kept with the draft."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from django.db import transaction

from jiyao.base.errors import Conflict
from jiyao.base.progress import Progress
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.shapes import Language, Words
from jiyao.engine.simulation.reaching import Reach, reach_of
from jiyao.foundation.actions.queueing import Outcome, ask_for, enqueue, work_on
from jiyao.foundation.lake import GRANTS
from jiyao.foundation.models import Job
from jiyao.policy.actions.changing import candidate_of
from jiyao.policy.models import RuleDraft
from jiyao.policy.queries.drafts import Laid, laid_by
from jiyao.policy.queries.waiting import RunFolder, last_policy_run

WORK = "jiyao.policy.actions.previewing.preview_asked"
AT_ONCE = 20_000
"""Of how many subjects a preview takes no longer than people wait for a page."""


class NoRun(Conflict):
    """Nobody's facts are there to reckon with."""


def preview_draft(draft: RuleDraft, *, by: str, language: Language) -> Job:
    """The job that reckons whom the draft would reach: done at once for few, given to the workers for many.

    raises   NoRun; where it is done at once also what the draft is refused for
    """
    last = _last_run(laid_by(draft))
    job = _asked(draft, by=by, language=language)
    if last.run.subjects <= AT_ONCE:
        return work_on(job.pk)
    enqueue(job)
    return job


@transaction.atomic
def _asked(draft: RuleDraft, *, by: str, language: Language) -> Job:
    title = Words(zh=f"草案 {draft.pk} 的人群试算", en=f"Preview of draft {draft.pk}")
    arguments = {"draft": draft.pk, "language": language}
    job = ask_for(work=WORK, title=title, arguments=arguments, by=by, unit="rows")
    RuleDraft.objects.filter(pk=draft.pk).update(previewing=job)
    return job


def preview_asked(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of a preview; the count `draft` is its draft's number."""
    draft = RuleDraft.objects.get(pk=arguments["draft"])
    laid = laid_by(draft)
    last = _last_run(laid)
    before, after = load_pack(laid.folder), candidate_of(laid).pack
    found = reach_of(before, after, last.facts, last.facts / GRANTS, last.run.determined_on, progress)
    kept = {**_plain(found), "laid": laid.of_policy.hash, "run": last.run.pk, "at": at.isoformat()}
    RuleDraft.objects.filter(pk=draft.pk).update(preview=kept)
    return Outcome({"people": found.owners, "draft": draft.pk})


def _plain(found: Reach) -> dict[str, Any]:
    return {**asdict(found), "on": found.on.isoformat()}


def _last_run(laid: Laid) -> RunFolder:
    last = last_policy_run(load_pack(laid.folder))
    if last is None:
        raise NoRun(
            "there is no run on policy yet, so nobody's facts are there; make a run first",
            zh="还没有按现行规则的全员测算，没有可用的人群数据；请先在“测算”中做一次",
        )
    return last
