"""On what a look-out for offers rests: how far the acts had come, what decides, and what the lists say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from jiyao.casework.queries.changed import stands_behind
from jiyao.casework.queries.lists import lists_change_on, lists_digest
from jiyao.foundation.anchors import Head, heads_now
from jiyao.policy.determining import Asked


@dataclass(frozen=True, slots=True)
class Basis:
    """On what a look-out rests; the next one goes on from there.

    lists      a digest of the lists that facts of everybody are read from, and the next day on which they change
    measures   a digest of what decides each measure
    people     how many there were when everybody was looked at
    """

    on: date
    known_at: datetime
    heads: list[Head]
    lists: str
    lists_on: date | None
    measures: Mapping[str, str]
    people: int = 0

    @classmethod
    def of_asked(cls, asked: Asked, measures: Mapping[str, str]) -> "Basis":
        """On what a look-out would rest now."""
        lists_on = lists_change_on(asked.on)
        return cls(asked.on, asked.known_at, heads_now(), lists_digest(), lists_on, measures)

    @classmethod
    def of_note(cls, note: Mapping[str, Any]) -> "Basis":
        """The basis that was noted."""
        days = {
            "on": date.fromisoformat(note["on"]),
            "known_at": datetime.fromisoformat(note["known_at"]),
            "lists_on": None if note["lists_on"] is None else date.fromisoformat(note["lists_on"]),
        }
        heads = [Head(chain, length, bytes.fromhex(hash_)) for chain, length, hash_ in note["heads"]]
        return cls(**{**note, **days, "heads": heads})

    def as_note(self) -> Mapping[str, Any]:
        """The basis as JSON can say it."""
        return {
            "on": self.on.isoformat(),
            "known_at": self.known_at.isoformat(),
            "heads": [[head.chain, head.length, head.hash.hex()] for head in self.heads],
            "lists": self.lists,
            "lists_on": None if self.lists_on is None else self.lists_on.isoformat(),
            "measures": dict(self.measures),
            "people": self.people,
        }

    def leads_to(self, later: "Basis") -> bool:
        """Whether one can go on from here to there: the same history, the same lists, and no way back in time."""
        return (
            self.on <= later.on
            and self.known_at <= later.known_at
            and self.lists == later.lists
            and (self.lists_on is None or self.lists_on > later.on)
            and stands_behind(self.heads)
        )
