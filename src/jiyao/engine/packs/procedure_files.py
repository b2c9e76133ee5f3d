"""The shape of the files of procedures: the steps of a claim, how long each takes, and how many approve."""

from typing import Annotated, Any, Literal

from pydantic import Field

from jiyao.engine.packs.files import Confidence
from jiyao.engine.shapes import File, Id, Source, Titled, Words

Does = Literal["accept", "supplement", "review", "approve", "notice", "pay", "file", "re-mark", "report"]
"""Which step of a case it is; a case is under way with it until the next. `file`: until when something is contested.

Of a session of evaluation: `notice` of results, until when a candidate asks to `re-mark`, until when it is reported.
"""
Contest = Literal["objection", "appeal", "complaint"]
"""How a case is contested: its public notice, what was decided, or how it was handled."""
WorkingDays = Annotated[int, Field(ge=1, le=999)]

Percent = Annotated[int, Field(ge=1, le=100)]
Mark = Annotated[int, Field(ge=1, le=1000)]
Entries = Annotated[int, Field(ge=1, le=3)]
Evaluates = Literal["skill_level", "special_ability"]
Files = Literal[
    "body-filing", "body-change", "body-renewal", "body-suspension", "body-resumption", "body-exit"
]
"""What an evaluation body files, or what is filed about it."""


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


class ScoredPartFile(File):
    """A part of an evaluation: the full mark, and from which mark on it is passed."""

    part: Literal["theory", "practical", "review"]
    full_mark: Mark
    pass_mark: Mark
    source: StepSource | None = None
    confidence: Literal["demonstration"] | None = None
    note: str | None = None


class ArrangingFile(File):
    """How the sessions of an evaluation are arranged.

    filed_days_before   so many working days before it begins a session is filed
    group_size          how many examine at a sitting, who leads among them
    sittings_a_day      at how many sittings of one day one person examines at most
    same_group          how often running the same group examines at most
    """

    filed_days_before: WorkingDays
    group_size: Annotated[int, Field(ge=1, le=9)]
    sittings_a_day: Annotated[int, Field(ge=1, le=9)]
    same_group: Annotated[int, Field(ge=1, le=99)]
    source: StepSource | None = None
    confidence: Literal["demonstration"] | None = None
    note: str | None = None


class ProcedureFile(File):
    """procedures/<id>.yaml. What other provinces do stands beside it and is never used.

    contest           of which way to contest a case it is the procedure; each way has one at most
    files             of which filings of evaluation bodies it is the procedure; each has one at most
    evaluates         to which kind of certificate its sessions lead; each kind has one at most
    scoring           how each part is scored; a part that stands nowhere is not examined
    entries           how many people enter each mark, independently of each other
    arranging         how its sessions are arranged; without it examiners are sent by hand
    sampled_percent   how much of what was paid is drawn to be checked afterwards, rounded up
    check_days        in how many working days such a check is over; without it nobody has found a limit
    """

    id: Id
    title: Words
    contest: Contest | None = None
    files: list[Files] = []
    evaluates: Evaluates | None = None
    scoring: list[ScoredPartFile] = []
    entries: Entries | None = None
    arranging: ArrangingFile | None = None
    sampled_percent: Percent | None = None
    check_days: WorkingDays | None = None
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
    scoring: list[ScoredPartFile] = []
    entries: Entries | None = None
    arranging: ArrangingFile | None = None
    sampled_percent: Percent | None = None
    check_days: WorkingDays | None = None


PROCEDURE_SCHEMAS: dict[str, type[File]] = {
    "procedures": ProcedureFile,
    "overlay-procedures": DemonstrationProcedureFile,
}
