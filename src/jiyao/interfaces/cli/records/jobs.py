"""`jiyao jobs`."""

from pathlib import Path

import click
from rich.markup import escape
from rich.table import Table

from jiyao.base.errors import Invalid
from jiyao.foundation.models import Job
from jiyao.interfaces.cli.records.database import on_database
from jiyao.interfaces.cli.records.import_file import counts_in_words, save_result
from jiyao.interfaces.cli.session import Session, pass_session
from jiyao.interfaces.ui.job_words import JOB_STATES, step_in_words


@click.command()
@click.argument("number", type=int, required=False)
@click.option("--result", type=click.Path(path_type=Path), help="Write the job's file, such as its bad rows.")
@click.option("--last", type=click.IntRange(min=1), default=20, show_default=True, help="How many to show.")
@pass_session
@on_database
def jobs(session: Session, number: int | None, result: Path | None, last: int) -> None:
    """Show the queue's jobs and how far they are, the newest first; with a number, one of them."""
    if number is None:
        if result is not None:
            raise click.UsageError(session.say("which_job"))
        found = list(Job.objects.order_by("-pk")[:last])
    else:
        found = list(Job.objects.filter(pk=number))
        if not found:
            raise Invalid(session.say("no_job", number))
    session.console.print(_table(session, found) if found else session.say("no_jobs"))
    if result is not None:
        save_result(session, found[0], result)
        session.console.print(session.say("written", escape(str(result))))


def _table(session: Session, found: list[Job]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    for heading in ("job", "state", "progress", "note"):
        table.add_column(session.say(heading), no_wrap=heading in ("state", "progress"))
    for job in found:
        title = job.title_zh if session.language == "zh" else job.title_en
        table.add_row(
            escape(f"{job.pk} {title}"),
            JOB_STATES[session.language][job.state],
            _how_far(session, job),
            escape(job.message or counts_in_words(session, job)),
        )
    return table


def _how_far(session: Session, job: Job) -> str:
    if not job.step:
        return ""
    share = f" {job.done * 100 // job.total}%" if job.total else ""
    return step_in_words(job.step, session.language, {}) + share
