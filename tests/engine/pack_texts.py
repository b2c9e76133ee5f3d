"""A pack with one thing wrong in it: its files as texts, and what the reader says."""

from pathlib import Path

from jiyao.engine.packs.loading import load_pack
from jiyao.engine.problems import PackRefused
from tests.engine.packs import write_pack

MEASURE = """\
id: m
title: {zh: 某, en: Some}
stage: incentives
subject: person
place: place
pays: person
fund: none
counted_on: determined_on
gives: {amount: "1"}
"""
WORDS = "zh: 某, en: Some, source: {document: doc}"
SURE = "source: {document: doc}, confidence: verified"


def condition(rest: str) -> str:
    """A `requires` of one condition in two lines; the condition stands in the second."""
    return f"requires:\n  - {{id: c, {WORDS}, {rest}}}\n"


def series(*rows: str, unit: str = "month", by: str | None = None) -> str:
    """A parameter `bar`: five lines and one for each row, one more with a key."""
    key = f"    by: {by}\n" if by else ""
    listed = "".join(f"      - {{{row}}}\n" for row in rows)
    return f"parameters:\n  bar:\n    unit: {unit}\n{key}    base:\n{listed}"


def problems(folder: Path, files: dict[str, str]) -> list[str]:
    """What is wrong with a pack of these files, and of plain ones where none is given."""
    return problems_in(write_pack(folder, [], **files))


def problems_in(folder: Path) -> list[str]:
    """What is wrong with the pack of a folder."""
    try:
        load_pack(folder)
    except PackRefused as refused:
        return [str(problem) for problem in refused.problems]
    return []


def problems_with(folder: Path, extra: str, *, instead: tuple[str, str] = ("", "")) -> list[str]:
    """What is wrong with a measure to which a text is added from line 10 on, or in which one is replaced."""
    return problems(folder, {"measures/m.yaml": MEASURE.replace(*instead) + extra})
