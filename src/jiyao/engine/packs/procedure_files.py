"""The shape of the files of procedures: the steps of a claim, how long each takes, and how many approve."""

from typing import Annotated, Any, Literal

from pydantic import Field

from jiyao.engine.packs.files import Confidence
from jiyao.engine.shapes import File, Id, Source, Titled, Words

Does = Literal["accept", "supplement", "review", "approve", "notice", "pay", "file"]
"""Which step of a case it is; a case is under way with it until the next. `file`: until when something is contested."""
Contest = Literal["objection", "appeal", "complaint"]
"""How a case is contested: its public notice, what was decided, or how it was handled."""
WorkingDays = Annotated[int, Field(ge=1, le=999)]

Percent = Annotated[int, Field(ge=1, le=100)]


class StepSource(Source):
    """Where a step is written, and how sure that is."""

    confidence: Confidence


class ProcedureStepFile(Titled):
    """A step. Without `working_days` nobody has found how long it may take."""

    id: Id
    does: Does | None = None
    working_days: WorkingDays | None = None
    confidence: Literal["demonstration"] | None = None
    source: StepSource | None = None
    note: str | None = None


class ApprovalsFile(File):
    """From which sum on how many officials approve."""

    from_fen: int = Field(ge=0)
    hands: int = Field(ge=1, le=9)


class ProcedureFile(File):
    """procedures/<id>.yaml. What other provinces do stands beside it and is never used.

    contest           of which way to contest a case it is the procedure; each way has one at most
    sampled_percent   how much of what was paid is drawn to be checked afterwards, rounded up
    """

    id: Id
    title: Words
    contest: Contest | None = None
    sampled_percent: Percent | None = None
    about: str | None = None
    steps: list[ProcedureStepFile] = Field(min_length=1)
    approvals: list[ApprovalsFile] = []
    open: list[str] = []
    elsewhere_note: str | None = None
    elsewhere: list[dict[str, Any]] = []
    sources: list[dict[str, Any]] = []


class DemonstrationStepFile(File):
    """Days that nobody has found, and why they may stand here."""

    id: Id
    working_days: WorkingDays
    confidence: Literal["demonstration"]
    note: str


class DemonstrationProcedureFile(File):
    """procedures/<id>.yaml of an overlay."""

    id: Id
    steps: list[DemonstrationStepFile] = []
    approvals: list[ApprovalsFile] = []
    sampled_percent: Percent | None = None


PROCEDURE_SCHEMAS: dict[str, type[File]] = {
    "procedures": ProcedureFile,
    "overlay-procedures": DemonstrationProcedureFile,
}
