"""`jiyao import`."""

from pathlib import Path

import click
from django.conf import settings

from jiyao.base.errors import Conflict, Invalid
from jiyao.foundation.actions.attaching import open_attachment
from jiyao.foundation.actions.queueing import enqueue, work_on
from jiyao.foundation.models import Job
from jiyao.interfaces.cli.days import now
from jiyao.interfaces.cli.progress import shown
from jiyao.interfaces.cli.records.database import on_database
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, operator, pass_session
from jiyao.registry.imports.importing import Mode
from jiyao.registry.imports.jobs import ask_for_import
from jiyao.registry.imports.profiles import profile_files, profile_named

NAMES = ", ".join(sorted(profile_files(settings.PROFILES)))


class InTheWay(Conflict):
    """A file stands where one is to be written."""


class NoFile(Invalid):
    """There is no such file."""


@click.command(name="import", epilog=f"Profiles: {NAMES}.")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--as", "profile", required=True, help="The profile: what the columns are and where they go.")
@click.option("--dry-run", "mode", flag_value=Mode.DRY_RUN, help="Check everything and record nothing.")
@click.option("--good-rows", "mode", flag_value=Mode.GOOD_ROWS, help="Record the good rows now.")
@click.option(
    "--all-or-nothing",
    "mode",
    flag_value=Mode.ALL_OR_NOTHING,
    default=Mode.ALL_OR_NOTHING,
    help="Record nothing if a row is bad; this is the default.",
)
@click.option(
    "--bad", type=click.Path(path_type=Path), help="Where bad rows go; beside the file where nothing is said."
)
@click.option("--queue", is_flag=True, help="Leave the work to `jiyao work`.")
@pass_session
@on_database
def import_file(session: Session, file: Path, profile: str, mode: str, bad: Path | None, queue: bool) -> None:
    """Check a file of records, CSV, XLSX or Parquet, and record its rows."""
    job = _asked(session, file, profile, Mode(mode), bad)
    if queue:
        enqueue(job)
        session.console.print(session.say("queued", job.pk))
        return
    with shown(session) as progress:
        job = work_on(job.pk, progress)
    _tell(session, job, Mode(mode))
    if job.result is not None:
        target = bad or _free(file.with_suffix(".bad.xlsx"))
        save_result(session, job, target)
        click.echo(session.say("import_bad", f"{job.counts['refused']:,}", target), err=True)
        if job.counts["returned"] < job.counts["refused"]:
            click.echo(session.say("import_more", f"{job.counts['returned']:,}"), err=True)
        raise SystemExit(REFUSED_INPUT)


def _asked(session: Session, file: Path, profile: str, mode: Mode, bad: Path | None) -> Job:
    found = profile_named(profile, settings.PROFILES)
    if not file.is_file():
        raise NoFile(f"{file}: no such file", zh=f"{file}：没有这个文件")
    if bad is not None:
        check_free(session, bad)
    with file.open("rb") as opened:
        return ask_for_import(
            file=opened,
            name=file.name,
            profile=found,
            mode=mode,
            pack=session.folder,
            by=operator(),
            at=now(),
            language=session.language,
            invented=session.demonstration or settings.DEMONSTRATION,
        )


def _tell(session: Session, job: Job, mode: Mode) -> None:
    session.console.print(counts_in_words(session, job))
    if mode is Mode.DRY_RUN:
        session.console.print(session.say("import_dry"))
    elif mode is Mode.ALL_OR_NOTHING and job.counts["refused"]:
        session.console.print(session.say("import_nothing"))


def counts_in_words(session: Session, job: Job) -> str:
    """What an import came to; nothing for a job that is none, or is not done."""
    names = ("rows", "new", "corrected", "unchanged", "refused")
    if not all(name in job.counts for name in names):
        return ""
    return session.say("imported", *(f"{job.counts[name]:,}" for name in names))


def check_free(session: Session, target: Path) -> None:
    """Refuses a path where no new file can be written, before any work is done for it."""
    if target.exists():
        raise InTheWay(session.say("in_the_way", target))
    if not target.parent.is_dir():
        raise NoFile(session.say("no_folder", target.parent))


def save_result(session: Session, job: Job, target: Path) -> None:
    """Writes the file that a job has for who asked for it."""
    if job.result is None:
        raise Invalid(session.say("no_result", job.pk))
    check_free(session, target)
    with open_attachment(job.result) as kept, target.open("xb") as opened:
        while block := kept.read(1 << 20):
            opened.write(block)


def _free(target: Path) -> Path:
    """The path, or one beside it with a number, where no file stands: mended rows must not be overwritten."""
    number = 1
    free = target
    while free.exists():
        number += 1
        free = target.with_name(f"{target.stem}-{number}{target.suffix}")
    return free
