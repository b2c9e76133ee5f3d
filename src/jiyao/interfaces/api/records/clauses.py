"""Where something is written, for how long, and how far it is confirmed."""

from datetime import date
from typing import Annotated

from pydantic import Field

from jiyao.base.periods import Period
from jiyao.engine.determination.records import Record
from jiyao.engine.shapes import Source
from jiyao.interfaces.ui.sentences import Teller

Confidence = Annotated[
    str, Field(json_schema_extra={"enum": ["verified", "partial", "unverified", "demonstration"]})
]


class ClauseRecord(Record):
    """Document and article."""

    document: str
    title: str
    number: str | None
    article: str | None
    note: str | None


class Dated(Record):
    """Something that stands from a day to a day, both included; an open side has none."""

    starts_on: date | None
    ends_on: date | None


def clause_record(teller: Teller, source: Source) -> ClauseRecord:
    """Where it is written."""
    return ClauseRecord(
        document=source.document,
        title=teller.document_title(source.document),
        number=teller.pack.documents.get(source.document, {}).get("number") or None,
        article=source.article,
        note=source.note,
    )


def days(period: Period) -> dict[str, date | None]:
    """The two days of a period by name."""
    return {"starts_on": period.starts_on, "ends_on": period.ends_on}
