"""A piece of long work as a page: how far it is, what came of it, and what to do next."""

from collections.abc import Mapping

from django.utils import timezone

from jiyao.engine.shapes import Language, Words
from jiyao.foundation.models import Job, JobState
from jiyao.interfaces.ui.job_words import step_in_words
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.imports.excerpts import first_bad_rows
from jiyao.registry.imports.importing import Mode
from jiyao.registry.imports.jobs import WORK as IMPORT
from jiyao.registry.permitting import Holder

SHOWN = 100
"""How many bad rows stand on the page; the workbook holds the others."""
UNDER_WAY = (JobState.WAITING, JobState.RUNNING)
COUNTS: Mapping[str, Words] = {
    "rows": Words(zh="读到的行", en="Rows read"),
    "new": Words(zh="新登记", en="New"),
    "corrected": Words(zh="更正", en="Corrected"),
    "unchanged": Words(zh="未变", en="Unchanged"),
    "refused": Words(zh="退回", en="Given back"),
    "bundled": Words(zh="包内的行", en="Rows in it"),
    "people": Words(zh="人员", en="People"),
    "determinations": Words(zh="测算结论", en="Determinations"),
    "flags_found": Words(zh="命中的疑点", en="Flags found"),
    "flags_opened": Words(zh="新增的疑点", en="New flags"),
    "flags_closed": Words(zh="不再出现的疑点", en="Flags gone"),
    "figures": Words(zh="统计行", en="Figures kept"),
    "cases_done": Words(zh="已办办件", en="Cases done"),
    "cases_stayed": Words(zh="未办办件", en="Cases that stayed behind"),
}
WAITS = Words(zh="等待处理", en="Waits for its turn")
BEGINS = Words(zh="开始", en="Begins")
NOTHING_RECORDED = Words(
    zh="有行不合格，所以一行也没有登记。改好退回的行，连同其余的行再导入；或改选“登记合格的行”。",
    en="Some rows are bad, so nothing was recorded. Mend them and load the whole file again, or record the good rows.",
)
CHECKED_ONLY = Words(zh="这次只核对，没有登记。", en="This was a check; nothing was recorded.")
MEND = Words(
    zh="合格的行已登记。下载退回的行，照“原因”改好，把工作簿原样再导入。",
    en="The good rows are recorded. Download the others, mend what the reasons say, and load the workbook as it is.",
)
FAILED = Words(
    zh="什么也没有留下。按上面的说明改好后重新提交；若与文件无关，请把任务号告诉系统管理员。",
    en="Nothing was kept. Put right what is said above and ask again; if it is none of your doing, "
    "tell an administrator the number of the job.",
)

STOPPED = Words(zh="已撤回，什么也没有登记。", en="It was taken back before it began; nothing was recorded.")


def is_under_way(job: Job) -> bool:
    """Whether it is not over."""
    return job.state in UNDER_WAY


def progress_of(job: Job, language: Language) -> dict[str, object]:
    """What the part of a page tells that shows how far it is."""
    runs = job.state in (JobState.RUNNING, JobState.FAILED)
    return {
        "job": job,
        "step": _step(job, language),
        "done": job.done if runs else 0,
        "total": job.total if runs else 0,
        "is_under_way": is_under_way(job),
        "before": _before(job),
    }


def job_page(job: Job, holder: Holder, language: Language) -> dict[str, object]:
    """What the page of a job tells. `again`: the table into which its file can be brought once more."""
    bad = first_bad_rows(job.result, SHOWN) if job.result is not None and job.work == IMPORT else []
    table = job.arguments["profile"] if job.work == IMPORT else ""
    return {
        **progress_of(job, language),
        "title": job.title.said(language),
        "counts": [(words, job.counts[name]) for name, words in COUNTS.items() if name in job.counts],
        "advice": _advice(job),
        "bad": bad,
        "more": job.counts.get("refused", 0) - len(bad),
        "is_import": job.work == IMPORT,
        "again": table if holder.may(table, "import") else "",
        "run": job.counts.get("run"),
        "may_withdraw": job.state == JobState.WAITING and job.by == holder.party,
    }


def _step(job: Job, language: Language) -> str:
    """What it is at; of one that is over, since when."""
    if job.state == JobState.WAITING:
        return WAITS.said(language)
    if job.state == JobState.RUNNING:
        names = {s.id: s.words.said(language) for s in the_pack().vocabulary.subjects.values()}
        return step_in_words(job.step, language, names) if job.step else BEGINS.said(language)
    return "" if job.ended_at is None else f"{timezone.localtime(job.ended_at):%Y-%m-%d %H:%M}"


def _before(job: Job) -> int:
    """How many jobs are done before a waiting one."""
    if job.state != JobState.WAITING:
        return 0
    return Job.objects.filter(state__in=UNDER_WAY, pk__lt=job.pk, queue__isnull=False).count()


def _advice(job: Job) -> Words | None:
    """What is to be done now, where something is."""
    if job.state == JobState.FAILED:
        return FAILED
    if job.state == JobState.STOPPED:
        return STOPPED
    if job.work != IMPORT or is_under_way(job):
        return None
    mode, refused = job.arguments["mode"], job.counts.get("refused", 0)
    if mode == Mode.DRY_RUN:
        return CHECKED_ONLY
    if not refused:
        return None
    return NOTHING_RECORDED if mode == Mode.ALL_OR_NOTHING else MEND
