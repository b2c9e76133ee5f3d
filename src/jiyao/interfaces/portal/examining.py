"""What an examiner's device sends: entries as JSON, read strictly, and what is told back."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from jiyao.base.errors import Invalid
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.evaluation.actions.marking import Entry, Taken
from jiyao.evaluation.models import Duty, DutyRole, DutyState, Mark, Part, SessionState
from jiyao.evaluation.queries.duties import Line
from jiyao.evaluation.scoring import ABSENT, in_marks
from jiyao.interfaces.ui.evaluation_words import called
from jiyao.interfaces.ui.targets import targets_called
from jiyao.registry.queries.labels import MaskedPerson, organisation_names

MOST = 2000
OPEN = (SessionState.FILED, SessionState.ARRANGED)


class BadSending(Invalid):
    """What a device sent cannot be read."""


class _Sent(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    seat: int
    tenths: int | None
    entered_at: str
    sequence: int = Field(ge=1, le=2_000_000_000)
    saw: tuple[str, int] | None = None


class _Sending(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    device: str = Field(min_length=1, max_length=36)
    entries: list[_Sent] = Field(max_length=MOST)


def entries_in(body: bytes) -> list[Entry]:
    """The entries that a device sent. raises BadSending"""
    try:
        sent = _Sending.model_validate_json(body)
        return [
            Entry(
                seat=one.seat,
                tenths=one.tenths,
                entered_at=_moment(one.entered_at),
                device=sent.device,
                sequence=one.sequence,
                saw=one.saw,
            )
            for one in sent.entries
        ]
    except (ValidationError, ValueError) as error:
        raise BadSending(
            f"the device sent what is no list of entries ({type(error).__name__}); load the sheet again",
            zh="设备发送的内容无法识别，请重新打开评分表",
        ) from None


def told(entries: Sequence[Entry], taken: Taken, lines: Sequence[Line], language: str) -> Mapping[str, Any]:
    """What is told to the device: which of its entries it may forget, which were refused and why, and what stands."""
    return {
        "taken": [one.sequence for number, one in enumerate(entries) if number not in taken.refused],
        "refused": {
            entries[number].sequence: error.said(language) for number, error in taken.refused.items()
        },
        "standing": [standing(line) for line in lines],
    }


def standing(line: Line) -> Mapping[str, Any]:
    """A seat as a device keeps it: one's own entries that stand, and how all of them stand to each other."""
    return {
        "seat": line.seat.pk,
        "agreement": line.marks.agreement.value,
        "own": [_own(one) for one in line.own],
    }


@dataclass(frozen=True, slots=True)
class ShownDuty:
    """A duty as its holder's list shows it."""

    duty: Duty
    target: Words
    body: str

    @property
    def state(self) -> Words:
        """How its holder stands to it."""
        return called(DutyState(self.duty.state))

    @property
    def part(self) -> Words:
        """What is examined."""
        return called(Part(self.duty.sitting.part))

    @property
    def role(self) -> Words:
        """What its holder does there."""
        return called(DutyRole(self.duty.role))

    @property
    def is_open(self) -> bool:
        """Whether something is still to be done."""
        done = (DutyState.SIGNED, DutyState.DECLINED)
        return self.duty.state not in done and self.duty.sitting.session.state in OPEN


def shown_duties(duties: Sequence[Duty], pack: Pack) -> Sequence[ShownDuty]:
    """The duties with what is evaluated and the names of bodies."""
    sessions = [one.sitting.session for one in duties]
    bodies = organisation_names({one.organisation_id for one in sessions})
    return [
        ShownDuty(duty, target, bodies.get(session.organisation_id, ""))
        for duty, session, target in zip(duties, sessions, targets_called(sessions, pack), strict=True)
    ]


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the sheet as it is shown: the candidate's masked name, one's mark, and what all entries say."""

    line: Line
    name: str

    @property
    def written(self) -> str:
        """One's mark as one writes it; empty where there is none."""
        return "" if self.line.tenths is None else in_marks(self.line.tenths)

    @property
    def said(self) -> str:
        """What all standing entries say, for who settles them."""
        return " / ".join(
            ABSENT if one.tenths is None else in_marks(one.tenths) for one in self.line.marks.standing
        )


def rows_of(lines: Sequence[Line], names: Mapping[int, MaskedPerson]) -> Sequence[Row]:
    """The lines with the names of their candidates."""
    return [Row(line, shown_name(names, line.seat.candidate.person_id)) for line in lines]


def shown_name(names: Mapping[int, MaskedPerson], person: int) -> str:
    """A masked name; empty where nothing is known."""
    found = names.get(person)
    return "" if found is None else found.name


def _own(mark: Mark) -> Mapping[str, Any]:
    return {"device": mark.device, "sequence": mark.sequence, "tenths": mark.tenths}


def _moment(text: str) -> datetime:
    moment = datetime.fromisoformat(text)
    if moment.tzinfo is None:
        raise ValueError(text)
    return moment
