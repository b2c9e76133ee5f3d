"""Descriptions of what goes to the national platform and comes back. Those of an installation come before ours."""

from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from jiyao.engine.shapes import File, Id, Words
from jiyao.registry.exchange import descriptions
from jiyao.registry.exchange.descriptions import Encoding, Heading

SHIPPED = Path(__file__).parents[1] / "formats"
BEGINS = "platform-"
USUAL = "platform-file"
SESSION_SHEETS = ("plan", "candidates", "results")
CertificateColumn = Literal[
    "number",
    "version",
    "change",
    "standing",
    "since",
    "name",
    "identity",
    "kind",
    "occupation_code",
    "occupation",
    "work_type",
    "level",
    "theory",
    "practical",
    "review",
    "issued_on",
    "issuer",
    "body_code",
    "body",
    "session",
]
PlanColumn = Literal[
    "session",
    "state",
    "body_code",
    "body",
    "occupation_code",
    "occupation",
    "work_type",
    "level",
    "ability_item",
    "standard_edition",
    "division",
    "parts",
    "starts_on",
    "ends_on",
    "candidates",
]
CandidateColumn = Literal["session", "ticket", "name", "identity", "state", "enrolled_on"]
ResultColumn = Literal["session", "ticket", "name", "identity", "theory", "practical", "review", "passed"]
AnswerColumn = Literal["number", "version", "result", "reason", "day"]


class CertificateHeading(Heading):
    """A column of certificates."""

    name: CertificateColumn


class PlanHeading(Heading):
    """A column of a session's plan."""

    name: PlanColumn


class CandidateHeading(Heading):
    """A column of candidates."""

    name: CandidateColumn


class ResultHeading(Heading):
    """A column of results."""

    name: ResultColumn


class AnswerHeading(Heading):
    """A column of what comes back."""

    name: AnswerColumn


class CertificatesFile(File):
    """The file of certificates."""

    columns: Annotated[list[CertificateHeading], Field(min_length=1)]


class PlanFile(File):
    """The sheet of a session's plan."""

    columns: Annotated[list[PlanHeading], Field(min_length=1)]


class CandidatesFile(File):
    """The sheet of its candidates."""

    columns: Annotated[list[CandidateHeading], Field(min_length=1)]


class ResultsFile(File):
    """The sheet of its results."""

    columns: Annotated[list[ResultHeading], Field(min_length=1)]


class AnswersFile(File):
    """The file that comes back. `spellings`: how it writes each result."""

    columns: Annotated[list[AnswerHeading], Field(min_length=2)]
    spellings: dict[Literal["accepted", "refused"], list[str]]


class PlatformFormat(File):
    """A description as its file says it. `spellings`: by column and code how a code is written, if not as it is."""

    id: Id
    title: Words
    encoding: Encoding
    certificates: CertificatesFile
    plan: PlanFile
    candidates: CandidatesFile
    results: ResultsFile
    answers: AnswersFile
    spellings: dict[str, dict[str, str]] = {}

    def spelled(self, column: str, code: str) -> str:
        """How a code is written in a column."""
        return self.spellings.get(column, {}).get(code, code)

    def headings(self, sheet: str) -> list[Heading]:
        """The columns of a sheet: certificates, plan, candidates, results, answers."""
        return list(getattr(self, sheet).columns)


def platform_format(name: str, folder: Path | None) -> PlatformFormat:
    """The description of that name. raises UnknownFormat; PackRefused where its file is wrong

    folder   the installation's profiles; its `formats` stand before the shipped ones
    """
    return descriptions.format_named(PlatformFormat, name, format_files(folder))


def format_files(folder: Path | None) -> dict[str, Path]:
    """The file of each description by name."""
    found = descriptions.format_files(SHIPPED, f"{BEGINS}*.yaml", folder)
    return {name: file for name, file in found.items() if name.startswith(BEGINS)}
