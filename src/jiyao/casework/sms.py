"""Text messages: what they say, how long they are, and the files they go and come back in."""

import csv
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from functools import cache
from io import StringIO
from pathlib import Path
from typing import BinaryIO, Literal

from jiyao.base.errors import Invalid
from jiyao.engine.packs.located import read_yaml
from jiyao.engine.packs.reading import validated
from jiyao.engine.problems import Problems
from jiyao.engine.shapes import File, Id
from jiyao.registry.imports.reading.csv_files import csv_rows

FILE = "sms-file.yaml"
SHIPPED = Path(__file__).parent / "messages" / FILE
ONE_SEGMENT, OF_SEVERAL = 70, 67
"""Characters of a Chinese text message that goes alone, and of each part of a longer one."""
MOST_DIGITS = 18


class BadReport(Invalid):
    """The file as a whole is no report of text messages; nothing of it was taken."""


class MessageHeadings(File):
    """The headings of the file that goes out."""

    number: str
    phone: str
    text: str


class ReportHeadings(File):
    """The headings of the file that comes back."""

    number: str
    result: str


class SmsFile(File):
    """The profile: headings, spellings, and what is said of each step; `{surname}` and `{measure}` are filled in."""

    id: Id
    encoding: Literal["gb18030", "utf-8", "utf-8-sig"]
    messages: MessageHeadings
    report: ReportHeadings
    spellings: dict[Literal["delivered", "failed", "unknown"], list[str]]
    steps: dict[str, str]


@dataclass(frozen=True, slots=True)
class Text:
    """A text message: under which number, to which telephone, saying what."""

    number: int
    phone: str
    text: str


@dataclass(frozen=True, slots=True)
class Told:
    """A row of a report. `result` is empty where it cannot be read."""

    row: int
    number: str
    result: str


@cache
def sms_file(profiles: Path) -> SmsFile:
    """The profile of the installation, else ours. raises PackRefused where its file is wrong"""
    own = profiles / "formats" / FILE
    file, problems = own if own.is_file() else SHIPPED, Problems()
    shape = validated(SmsFile, read_yaml(file, f"formats/{FILE}"), problems)
    problems.raise_if_any()
    assert shape is not None  # noqa: S101 - or a problem was raised
    return shape


def segments(text: str) -> int:
    """In how many parts a Chinese text message goes, each of which is paid for."""
    return 1 if len(text) <= ONE_SEGMENT else -(-len(text) // OF_SEVERAL)


def written(shape: SmsFile, texts: Iterable[Text]) -> bytes:
    """The file that goes out: the same messages give the same bytes."""
    to, headings = StringIO(), shape.messages
    lines = csv.writer(to, lineterminator="\r\n")
    lines.writerow([headings.number, headings.phone, headings.text])
    lines.writerows([one.number, one.phone, one.text] for one in texts)
    return to.getvalue().encode(shape.encoding)


def reported(shape: SmsFile, file: BinaryIO) -> Iterator[Told]:
    """The rows of a report. raises BadReport, NotATable"""
    spelled = {text: result for result, texts in shape.spellings.items() for text in texts}
    rows = iter(csv_rows(file).rows)
    with closing(rows) as lines:  # type: ignore[type-var]
        places = _places(next(lines, (0, []))[1], shape.report)
        for number, row in lines:
            cells = [str(cell or "").strip() for cell in row]
            if any(cells):
                said = {name: cells[at] if at < len(cells) else "" for name, at in places.items()}
                yield Told(number, said["number"][:40], spelled.get(said["result"], ""))


def _places(row: Iterable[object], headings: ReportHeadings) -> Mapping[str, int]:
    cells = [str(cell or "").strip() for cell in row]
    wanted = {"number": headings.number, "result": headings.result}
    for heading in wanted.values():
        if heading not in cells:
            raise BadReport(
                f'the heading "{heading}" is missing; is this the report of the text messages?',
                zh=f"缺少表头“{heading}”，请确认是短信发送结果文件",
            )
    return {name: cells.index(heading) for name, heading in wanted.items()}
