"""telling.yaml: by which channels people are told of their cases, in which order, and of which steps.

Channels of one line are used together; the next line is for those whom nothing above it reached.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal, get_args

from pydantic import Field

from jiyao.engine.packs.reading import Folder, validated
from jiyao.engine.problems import Problems
from jiyao.engine.shapes import File

FILE = "telling.yaml"
ChannelName = Literal["portal", "sms", "employer", "village", "visit"]
StepName = Literal[
    "offer",
    "ask-supplement",
    "reject",
    "refuse",
    "decide",
    "give-account",
    "close",
    "answer",
    "reverse",
    "standing",
]
CHANNELS: tuple[str, ...] = get_args(ChannelName)
STEPS: tuple[str, ...] = get_args(StepName)
OTHERS_TELL = ("offer", "ask-supplement", "give-account")
"""Steps after which something waits for the person; an employer is told of no other."""


class TellingFile(File):
    """telling.yaml.

    text_messages   `asked`: only to who said yes; `unless-refused`: also to who was never asked
    steps           of a channel, the steps that are told by it; every step where it is not named
    """

    order: list[list[ChannelName]] = Field(min_length=1)
    text_messages: Literal["asked", "unless-refused"]
    steps: dict[ChannelName, list[StepName]] = {}


@dataclass(frozen=True, slots=True)
class Telling:
    """How people are told. Where a pack says nothing, on their own pages alone."""

    order: tuple[tuple[str, ...], ...] = (("portal",),)
    texts_unasked: bool = False
    steps: Mapping[str, frozenset[str]] = field(default_factory=dict)

    def lines(self, step: str) -> Iterator[tuple[str, ...]]:
        """The channels that tell of a step, the first ones first; a line may be empty."""
        for line in self.order:
            yield tuple(one for one in line if step in self.steps.get(one, STEPS))

    def after(self, channel: str, step: str) -> Iterator[tuple[str, ...]]:
        """The same below the line of a channel; nothing where the order does not name it."""
        found = False
        for line, told in zip(self.order, self.lines(step), strict=True):
            if found:
                yield told
            found = found or channel in line


def read_telling(folder: Folder, problems: Problems) -> Telling:
    """What telling.yaml says."""
    located = folder.yaml(FILE)
    file = None if located.value is None else validated(TellingFile, located, problems)
    if file is None:
        return Telling()
    named = [channel for line in file.order for channel in line]
    for channel in sorted({one for one in named if named.count(one) > 1}):
        problems.add(located.place(("order",)), f'channel "{channel}" stands twice; keep the first')
    for step in sorted({*file.steps.get("employer", STEPS)} - {*OTHERS_TELL}):
        if "employer" in named:
            place = located.place(("steps", "employer") if "employer" in file.steps else ("steps",))
            problems.add(
                place, f'employers are not told of "{step}"; write steps of {", ".join(OTHERS_TELL)}'
            )
    steps: dict[str, frozenset[str]] = {channel: frozenset(told) for channel, told in file.steps.items()}
    return Telling(tuple(tuple(line) for line in file.order), file.text_messages == "unless-refused", steps)


def telling_in(root: Path) -> Telling:
    """What a pack's folder says of it, of which nothing else is read. raises PackRefused"""
    problems = Problems()
    found = read_telling(Folder(root), problems)
    problems.raise_if_any()
    return found


TELLING_SCHEMAS: dict[str, type[File]] = {"telling": TellingFile}
