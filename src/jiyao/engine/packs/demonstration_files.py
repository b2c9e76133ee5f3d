"""The shape of each file of a demonstration overlay: less than a pack's files, so that it can change no rule."""

from typing import Literal

from pydantic import Field

from jiyao.engine.packs.files import InstalmentsFile, LocalValueFile, RowFile
from jiyao.engine.shapes import File, Id, Words


class OverlayFile(File):
    """overlay.yaml: the folder beside it over which the values are laid."""

    id: Id
    title: Words
    over: Id


class DemonstrationRowFile(RowFile):
    """A value that nobody has found, and why it may stand here."""

    confidence: Literal["demonstration"]
    note: Words


class DemonstrationParameterFile(File):
    """Rows for a series that the pack has."""

    base: list[DemonstrationRowFile] = Field(min_length=1)


class DemonstrationConditionFile(File):
    """A condition of the pack that counts as confirmed in a demonstration."""

    id: Id
    confidence: Literal["demonstration"]


class DemonstrationInstalmentsFile(InstalmentsFile):
    """Instalments of which nobody has found the shares, and why they may stand here."""

    confidence: Literal["demonstration"]
    note: Words


class DemonstrationMeasureFile(File):
    """measures/<id>.yaml of an overlay. `waives_open`: what nobody has found does not stop payment."""

    parameters: dict[Id, DemonstrationParameterFile] = {}
    requires: list[DemonstrationConditionFile] = []
    instalments: DemonstrationInstalmentsFile | None = None
    waives_open: bool = False


class DemonstrationLocalValueFile(LocalValueFile):
    """A prefecture's values that nobody has found."""

    base: list[DemonstrationRowFile]  # type: ignore[assignment]


class DemonstrationLocalFile(File):
    """local/<division>.yaml of an overlay."""

    division: str
    values: list[DemonstrationLocalValueFile]


OVERLAY_SCHEMAS: dict[str, type[File]] = {
    "overlay": OverlayFile,
    "overlay-measure": DemonstrationMeasureFile,
    "overlay-local": DemonstrationLocalFile,
}
