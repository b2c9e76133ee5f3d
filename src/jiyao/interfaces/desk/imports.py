"""Imports at the desk: which tables take files, the form of one, and the work that follows."""

from pathlib import Path
from typing import BinaryIO, cast

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import HttpRequest

from jiyao.base.errors import Invalid
from jiyao.engine.shapes import Words
from jiyao.foundation.actions.queueing import enqueue
from jiyao.foundation.models import Job
from jiyao.interfaces.ui.context import language_of_page, now
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.uploads import MB, largest_file
from jiyao.registry.imports.importing import Mode
from jiyao.registry.imports.jobs import ask_for_import
from jiyao.registry.imports.profiles import Profile, profile_named
from jiyao.registry.permitting import Holder
from jiyao.registry.tabling import TABLES, Table

FILE, MODE = "file", "mode"
FIELDS = (
    Field(
        name=FILE,
        label=Words(zh="文件", en="File"),
        kind="file",
        hint=Words(
            zh="CSV、XLSX 或 Parquet，第一行为表头；退回的工作簿改好后可直接再导入。",
            en="CSV, XLSX or Parquet with its headings first; a workbook of bad rows is loaded again as it is.",
        ),
        accept=".csv,.xlsx,.parquet",
        is_required=True,
    ),
    Field(
        name=MODE,
        label=Words(zh="有行不合格时", en="If rows are bad"),
        kind="one_of",
        value=Mode.ALL_OR_NOTHING,
        choices=(
            Choice(
                value=Mode.ALL_OR_NOTHING,
                words=Words(zh="都不登记", en="Record nothing"),
                hint=Words(zh="全部合格才登记。", en="All rows or none."),
            ),
            Choice(
                value=Mode.GOOD_ROWS,
                words=Words(zh="登记合格的行", en="Record the good rows"),
                hint=Words(zh="不合格的退回。", en="The bad ones are given back."),
            ),
            Choice(
                value=Mode.DRY_RUN,
                words=Words(zh="只核对，不登记", en="Check only"),
                hint=Words(zh="看看会怎样。", en="See what would come of it."),
            ),
        ),
        is_required=True,
    ),
)


class NoFile(Invalid):
    """Nothing was uploaded."""


class UnknownMode(Invalid):
    """The form asks for something that imports do not do."""


def importable(holder: Holder) -> list[Table]:
    """The tables that this holder may fill from files."""
    return [table for table in TABLES.values() if table.profile and holder.may(table.name, "import")]


def profile_of(table: Table) -> Profile:
    """The profile by which files of the table are read, this installation's own before the shipped one."""
    assert table.profile is not None  # noqa: S101 - the permission table lets nobody import others
    return profile_named(table.profile, settings.PROFILES)


@transaction.atomic
def begin_import(request: HttpRequest, table: Table, by: str) -> Job:
    """The job that imports what was uploaded, given to the workers.

    raises   NoFile, UnknownMode, TooLarge, EmptyFile, WrongContent
    """
    file = uploaded(request)
    job = ask_for_import(
        file=cast(BinaryIO, file),
        name=Path(file.name or "").name,
        profile=profile_of(table),
        mode=_mode(request.POST.get(MODE, "")),
        pack=settings.PACK,
        by=by,
        at=now(),
        language=language_of_page(),
        invented=settings.DEMONSTRATION,
    )
    enqueue(job)
    return job


def uploaded(request: HttpRequest) -> "UploadedFile[bytes]":
    """The file that came with the form. raises NoFile"""
    found = request.FILES.get(FILE)
    if isinstance(found, UploadedFile):
        return found
    if int(request.META.get("CONTENT_LENGTH") or 0) > largest_file():
        most = largest_file() // MB
        raise NoFile(f"the file is larger than {most} MB; split it", zh=f"文件超过 {most} MB，请拆分")
    raise NoFile("choose a file", zh="请选择文件")


def _mode(text: str) -> Mode:
    if text not in tuple(Mode):
        raise UnknownMode("say what is to be done if rows are bad", zh="请选择有行不合格时怎么办")
    return Mode(text)
