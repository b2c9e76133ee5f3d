"""The shape of each pack file. One definition gives the checks, their messages and the published JSON Schema."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field

from jiyao.engine.shapes import Evidence, File, Id, SetBy, Source, Titled, Words

Confidence = Literal["verified", "partial", "unverified", "demonstration"]
"""`demonstration` stands in an overlay only; a pack that holds it is refused."""
Stage = Literal["training", "use", "evaluation", "incentives"]
FactKind = Literal["boolean", "integer", "money", "ratio", "date", "code", "text"]
KnownBy = Literal["person", "registry", "employer", "provider", "body", "department"]
Plain = bool | int | Decimal | date | str | None


class Dated(File):
    """Something that stands from a day to a day, both included; an open side is left out."""

    starts_on: date | None = Field(None, alias="from")
    ends_on: date | None = Field(None, alias="to")


class BreakdownFile(Titled):
    """A fact by which effects are broken down; `bands`: whole years of age at which a new band begins."""

    fact: Id
    bands: list[int] = []


class PackFile(File):
    """pack.yaml"""

    id: Id
    title: Words
    version: str
    region: str
    breakdowns: list[BreakdownFile] = []


class SubjectFile(Titled):
    """What a measure may be determined for."""

    id: Id
    plural: Id
    of: Id | None = None


class CodeFile(Titled):
    """One code of a list."""

    code: str


class CodeListFile(Titled):
    """A closed list of codes, low to high where ordered; or the file that holds it."""

    ordered: bool = False
    codes: list[CodeFile] = []
    file: str | None = None


class FactFile(Titled):
    """What may be known of a subject."""

    id: Id
    of: Annotated[list[Id], BeforeValidator(lambda of: [of] if isinstance(of, str) else of)]
    type: FactKind
    unit: str | None = None
    codes: Id | None = None
    range: list[Plain] | None = Field(None, min_length=2, max_length=2)
    pattern: str | None = None
    example: str | None = None
    ask: Words | None = None
    known_by: KnownBy
    aliases: list[str] = []


class FactsFile(File):
    """facts.yaml"""

    subjects: list[SubjectFile]
    codes: dict[Id, CodeListFile]
    facts: list[FactFile]


class PoolFile(File):
    """What may be had once, or n times."""

    id: Id
    title: Words
    per: list[Id] = Field(min_length=1)
    at_most: int | None = Field(None, ge=1)
    source: Source
    confidence: Confidence = "verified"


class RowFile(Dated):
    """One value of policy, or one table, in a period."""

    value: Plain = None
    values: dict[str | int, Plain] | None = None
    source: Source
    confidence: Confidence
    confirmed_on: date | None = None
    note: Words | None = None


class ParameterFile(File):
    """A dated series of values. Relaxations win while in force, then the base returns by itself."""

    title: Words | None = None
    unit: str
    by: Id | None = None
    base: list[RowFile] = []
    relaxed: list[RowFile] = []
    delegated_to: Literal["prefecture"] | None = None
    set_by: SetBy | None = None
    range: list[Plain] | None = Field(None, min_length=2, max_length=2)


class BranchFile(Titled):
    """One of several ways to meet a condition."""

    id: Id
    rule: str
    source: Source
    confidence: Confidence = "verified"


class ConditionFile(Dated, Titled):
    """A condition: a rule, or several of which any one is enough."""

    id: Id
    rule: str | None = None
    any_of: list[BranchFile] = []
    source: Source
    confidence: Confidence = "verified"


class AskFile(Dated, Titled):
    """A condition that people judge."""

    id: Id
    source: Source
    confidence: Confidence = "verified"


class GivesFile(Dated):
    """What is given: exactly one of the five."""

    amount: str | None = None
    level: str | None = None
    title: str | None = None
    team_place: str | None = None
    service: str | None = None


class LimitFile(Dated, Titled):
    """A draw on a pool."""

    pool: Id
    at_most: str | None = None
    first: Id | None = None
    source: Source


class WindowFile(Titled):
    """How long after a day the measure may be had."""

    starts: Id = Field(alias="from")
    months: str
    source: Source
    confidence: Confidence = "verified"


class StepFile(File):
    """One instalment: due after months or at a milestone."""

    share: int | Decimal
    months: int | None = Field(None, ge=0)
    milestone: Id | None = None
    held_until: Id | None = None
    advance: bool = False


class BreaksFile(File):
    """What a break does to instalments: what is due by months comes later, its days are not paid, or the plan ends."""

    told_by: Id
    does: Literal["push_on", "unpaid", "end"]


class MonthsFile(File):
    """How long a plan lasts as each record says: a whole number, such as of years, and how many months one of it is."""

    fact: Id
    times: int = Field(1, ge=1, le=12)


class InstalmentsFile(File):
    """How a sum is paid by and by."""

    starts_on: Id
    months: Annotated[int, Field(ge=1)] | MonthsFile
    breaks: BreaksFile | None = None
    leaves_on: Id | None = None
    milestones: dict[Id, Id] = Field(min_length=1)
    completes: Id
    steps: list[StepFile] = Field(min_length=1)
    source: Source
    confidence: Confidence = "verified"
    note: Words | None = None


class BasisFile(File):
    """A document of the legal basis."""

    document: Id
    articles: str | None = None


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, dict) else value


class MeasureFile(File):
    """measures/<id>.yaml"""

    id: Id
    title: Words
    summary: Words | None = None
    stage: Stage
    subject: Id
    place: Id
    pays: Literal["person", "employer", "provider", "nobody"]
    fund: Literal[
        "unemployment-insurance",
        "employment-subsidy",
        "skills-upgrading-account",
        "talent",
        "provincial-budget",
        "central-budget",
        "none",
    ]
    counted_on: Id
    applies: str | None = None
    documents: list[BasisFile] = []
    parameters: dict[Id, ParameterFile] = {}
    requires: list[ConditionFile] = []
    asks_people: list[AskFile] = []
    gives: Annotated[list[GivesFile], BeforeValidator(_listed)] = Field(min_length=1)
    limits: list[LimitFile] = []
    window: WindowFile | None = None
    instalments: InstalmentsFile | None = None
    yields_to: list[Id] = []
    evidence: list[Evidence] = []
    procedure: Id | None = None
    open: list[Words] = []
    notes: list[Words] = []


class LocalValueFile(File):
    """A prefecture's own series for one delegated parameter."""

    measure: Id
    parameter: Id
    base: list[RowFile]


class LocalFile(File):
    """local/<division>.yaml"""

    division: str
    values: list[LocalValueFile]


class GrantFile(File):
    """What was granted before: the pool and the key, in the order of the pool's `per`."""

    pool: Id
    key: list[str | int]


class ExpectFile(File):
    """What the case must give."""

    outcome: Literal["eligible", "to_be_confirmed", "not_eligible", "unknown", "not_applicable"]
    payable: Literal["pays", "value_not_confirmed", "not_in_force"] | None = None
    amount_fen: int | None = None
    given: str | None = None
    failed: list[str] = []
    missing: list[str] = []
    next_change_on: date | None = None


class ExampleFile(File):
    """One worked case of a measure."""

    id: Id
    title: Words
    on: date
    like: Id | None = None
    facts: dict[Id, Plain] = {}
    grants: list[GrantFile] = []
    expect: ExpectFile


class PersonFile(File):
    """An example person: own facts, and rows of each subject by its plural."""

    model_config = ConfigDict(extra="allow", strict=True, frozen=True)

    id: str
    name: str
    story: Words | None = None
    facts: dict[Id, Plain] = {}


class DraftFile(File):
    """draft.yaml: changes laid over a pack, file by file."""

    id: Id
    title: Words
    measures: dict[Id, Any] = {}
    pools: list[Any] = []
    parameters: dict[Id, Any] = {}


SCHEMAS: dict[str, type[File]] = {
    "pack": PackFile,
    "facts": FactsFile,
    "pool": PoolFile,
    "measure": MeasureFile,
    "local": LocalFile,
    "example": ExampleFile,
    "person": PersonFile,
    "draft": DraftFile,
}
