"""One import, for the bench of imports."""

from datetime import datetime
from io import BytesIO
from pathlib import Path

from django.core.management import call_command

from jiyao.engine.packs.loading import load_pack
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.actions.recording import Recorded
from jiyao.registry.imports.checking.codes import vocabulary_codes
from jiyao.registry.imports.importing import Import, Mode, import_file
from jiyao.registry.imports.profiles import profile_named

PACK = Path("packs/heilongjiang")


def prepare() -> None:
    """Makes the tables and loads the pack's lists."""
    call_command("migrate", verbosity=0)
    load_lists(load_pack(PACK))


def load(file: Path, profile: str, at: datetime) -> Recorded:
    """What came of a file of invented people."""
    with file.open("rb") as opened:
        task = Import(
            file=opened,
            profile=profile_named(profile, None),
            codes_named=vocabulary_codes(load_pack(PACK).vocabulary),
            mode=Mode.GOOD_ROWS,
            at=at,
            by="program:bench",
            source="bench",
            returned=BytesIO(),
            invented=True,
        )
        return import_file(task).recorded
