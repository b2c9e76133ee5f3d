"""Imports as work of the queue."""

from collections.abc import Mapping
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, BinaryIO, cast

from django.conf import settings

from jiyao.base.progress import Progress
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.shapes import Language, Words
from jiyao.foundation.actions.attaching import keep_file, open_attachment
from jiyao.foundation.actions.queueing import Outcome, ask_for
from jiyao.foundation.models import Attachment, Job
from jiyao.registry.imports.checking.codes import vocabulary_codes
from jiyao.registry.imports.importing import Import, Imported, Mode, import_file
from jiyao.registry.imports.profiles import Profile, profile_named

KINDS = frozenset(("csv", "xlsx", "parquet"))
WORK = "jiyao.registry.imports.jobs.import_kept_file"


def ask_for_import(
    *,
    file: BinaryIO,
    name: str,
    profile: Profile,
    mode: Mode,
    pack: Path,
    by: str,
    at: datetime,
    language: Language,
    invented: bool,
) -> Job:
    """A job that waits to import the file, which is kept.

    pack       the folder of the pack whose lists of codes hold
    invented   whether invented people may stand
    raises     TooLarge, EmptyFile, WrongContent
    """
    kept = keep_file(file, name=name, kinds=KINDS, at=at)
    title = profile.shape.title
    return ask_for(
        work=WORK,
        title=Words(zh=f"导入{title.zh}：{name}", en=f"Import {title.en}: {name}"),
        arguments={
            "attachment": kept.pk,
            "name": name,
            "profile": profile.id,
            "mode": mode,
            "pack": str(pack.absolute()),
            "language": language,
            "invented": invented,
        },
        by=by,
        unit="rows",
    )


def import_kept_file(arguments: Mapping[str, Any], *, at: datetime, by: str, progress: Progress) -> Outcome:
    """What came of importing a kept file; the workbook of bad rows is its result."""
    kept = Attachment.objects.get(pk=arguments["attachment"])
    pack = load_pack(Path(arguments["pack"]))
    with open_attachment(kept) as file, TemporaryFile() as returned:
        imported = import_file(
            Import(
                file=cast(BinaryIO, file),
                profile=profile_named(arguments["profile"], settings.PROFILES),
                codes_named=vocabulary_codes(pack.vocabulary),
                mode=Mode(arguments["mode"]),
                at=at,
                by=by,
                source=f"{arguments['name']} sha256:{kept.hash}",
                returned=cast(BinaryIO, returned),
                language=arguments["language"],
                invented=arguments["invented"],
                progress=progress,
            )
        )
        result = None
        if imported.returned:
            name = f"{Path(arguments['name']).stem}.bad.xlsx"
            result = keep_file(cast(BinaryIO, returned), name=name, kinds={"xlsx"}, at=at)
    return Outcome(_counts(imported), result, imported.refused > 0)


def _counts(imported: Imported) -> dict[str, int]:
    return {
        "rows": imported.rows,
        "refused": imported.refused,
        "returned": imported.returned,
        "new": imported.recorded.new,
        "corrected": imported.recorded.corrected,
        "unchanged": imported.recorded.unchanged,
    }
