"""The shape of the files of local guides 办事指南: where and how a measure is had in one prefecture."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from jiyao.base.periods import Period
from jiyao.engine.packs.files import Confidence
from jiyao.engine.shapes import File, Id, Source, Titled, Words

WorkingDays = Annotated[int, Field(ge=1, le=999)]
Text = Annotated[str, Field(pattern=r"^\S(.*\S)?$")]
WayKind = Literal["window", "online", "app", "post"]


class OfficeFile(File):
    """A window 受理窗口 where it is applied for."""

    name: Words
    address: Words
    hours: Words
    telephones: list[Annotated[str, Field(pattern=r"^[0-9][0-9 \-]{2,18}[0-9]$")]] = []


class WayFile(File):
    """A way to apply; `address` is a page of the web."""

    kind: WayKind
    address: str | None = Field(None, pattern=r"^https?://[^\s/]+\S*$")
    note: Words | None = None


class FormFile(Titled):
    """A form. `file` is the hash under which an installation keeps it."""

    file: str | None = Field(None, pattern=r"^[0-9a-f]{64}$")


class StepOfGuideFile(Titled):
    """A step where the pack tells of none."""

    working_days: WorkingDays | None = None


class EditionFile(File):
    """What a prefecture has published for a period.

    promised_days   working days from acceptance to decision 承诺时限
    step_days       by step of the measure's procedure, the days of this prefecture; each other step stays as it is
    steps           the steps of a measure that has no procedure in the pack
    """

    starts_on: date = Field(alias="from")
    ends_on: date | None = Field(None, alias="to")
    offices: list[OfficeFile] = []
    ways: list[WayFile] = Field(min_length=1)
    promised_days: WorkingDays
    step_days: dict[Id, WorkingDays] = {}
    steps: list[StepOfGuideFile] = []
    forms: list[FormFile] = []
    notes: list[Words] = []
    source: Source
    published_on: date
    confidence: Confidence = "verified"

    @property
    def period(self) -> Period:
        """The days for which it is published."""
        return Period(self.starts_on, self.ends_on)


class GuideFile(File):
    """The guide of one measure, edition by edition."""

    measure: Id
    editions: list[EditionFile] = Field(min_length=1)


class GuidesFile(File):
    """guides/<division>.yaml: everything that one prefecture has published."""

    division: str
    guides: list[GuideFile]


class DemonstrationEditionFile(EditionFile):
    """What no prefecture has published, and why it may stand here."""

    confidence: Literal["demonstration"]
    notes: list[Words] = Field(min_length=1)


class DemonstrationGuideFile(GuideFile):
    """A guide that nobody has published."""

    editions: list[DemonstrationEditionFile] = Field(min_length=1)  # type: ignore[assignment]


class DemonstrationGuidesFile(File):
    """guides/<division>.yaml of an overlay."""

    division: str
    guides: list[DemonstrationGuideFile]


GUIDE_SCHEMAS: dict[str, type[File]] = {"guides": GuidesFile, "overlay-guides": DemonstrationGuidesFile}
