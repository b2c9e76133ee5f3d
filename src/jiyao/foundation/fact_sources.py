"""From which tables a fact comes, read off the text of its subject's SELECT."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from jiyao.foundation.facts import fact_files, fact_text

_NAMED = re.compile(r"\b(?:FROM|JOIN)\s+([a-z]+_[a-z_]+)(?:\s+(?:AS\s+)?(\w+))?")
_DERIVED = re.compile(r"\b(?:FROM|JOIN)\s+\(")
_WORD = re.compile(r"\w+")
_READ = re.compile(r"\b([a-z]\w*)\.([a-z]\w*)")
_ITS_NAME = re.compile(r"(?:\bAS\s+|\.)(\w+)\s*$")
_KEYS = frozenset({"person_id", "record", "recorded_at", "superseded_at"})
"""Columns that join rows and choose versions; they say nothing of what a fact holds."""


@dataclass(frozen=True, slots=True)
class _Select:
    """A SELECT taken apart: its columns, the tables by their short names, and the SELECTs it reads from."""

    columns: Mapping[str, str]
    tables: Mapping[str, str]
    inner: Mapping[str, "_Select"]


@cache
def fact_sources(subject: str) -> Mapping[str, frozenset[str]]:
    """By each column of the subject's SELECT, the tables that it is read from. raises NoFacts"""
    select = _taken_apart(fact_text(subject))
    return {name: frozenset(_sources(select, name)) for name in select.columns}


@cache
def fact_tables() -> frozenset[str]:
    """Every table that the facts of any subject are read from."""
    return frozenset(table for subject in fact_files() for table, _ in _NAMED.findall(fact_text(subject)))


@cache
def table_of_subject(subject: str) -> str:
    """The table whose record numbers are the subject's. raises NoFacts"""
    text = fact_text(subject)
    named = re.search(rf"\b(\w+)\.record AS {subject}_id\b", text) or re.search(
        rf"\b(\w+)\.{subject}_id\b", text
    )
    assert named is not None  # noqa: S101 - every file begins with its subject's number
    return {short: str(table) for table, short in _NAMED.findall(text)}[named[1]]


def _sources(select: _Select, name: str) -> Iterator[str]:
    text = select.columns[name]
    yield from (table for table, _ in _NAMED.findall(text))
    for short, column in _READ.findall(text):
        if column in _KEYS:
            continue
        if short in select.tables:
            yield select.tables[short]
        elif short in select.inner and column in select.inner[short].columns:
            yield from _sources(select.inner[short], column)


def _taken_apart(text: str) -> _Select:
    columns, rest = _columns(text.strip().removeprefix("SELECT"))
    outside, inner = _outside(rest), {}
    tables = {short: table for table, short in _NAMED.findall(outside)}
    for found in _DERIVED.finditer(outside):
        end = _closing(rest, found.end())
        short_name = _WORD.search(rest, end + 1)
        assert short_name is not None  # noqa: S101 - SQL wants a name there
        inner[short_name[0]] = _taken_apart(rest[found.end() : end])
    return _Select(columns, tables, inner)


def _columns(text: str) -> tuple[dict[str, str], str]:
    """The columns by name, and what begins with their FROM."""
    outside = _outside(text)
    end = re.search(r"\bFROM\b", outside)
    assert end is not None  # noqa: S101 - every SELECT of ours reads something
    commas = [at for at, mark in enumerate(outside[: end.start()]) if mark == ","]
    parts = zip([0, *(at + 1 for at in commas)], [*commas, end.start()], strict=True)
    columns = {}
    for first, last in parts:
        part = text[first:last].strip()
        name = _ITS_NAME.search(part)
        columns[name[1] if name else part] = part
    return columns, text[end.start() :]


def _outside(text: str) -> str:
    """The text with all that stands in brackets blanked."""
    depth, kept = 0, []
    for mark in text:
        depth -= mark == ")"
        kept.append(mark if depth == 0 else " ")
        depth += mark == "("
    return "".join(kept)


def _closing(text: str, start: int) -> int:
    """Where the bracket closes that was opened before `start`."""
    depth = 1
    for at in range(start, len(text)):
        depth += {"(": 1, ")": -1}.get(text[at], 0)
        if depth == 0:
            return at
    raise AssertionError(text)
