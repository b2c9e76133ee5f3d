"""By what effects are broken down: SQL that gives each row its group, and how the groups are called."""

from collections.abc import Mapping, Sequence
from datetime import date
from itertools import pairwise

from jiyao.engine.packs.files import BreakdownFile
from jiyao.engine.population.sql import literal, months, quoted
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import DIVISIONS, Vocabulary


def prefecture(place: str, vocabulary: Vocabulary, region: str) -> tuple[str, Mapping[str, Words]]:
    """SQL of the division just below the region in which the place lies, and how each is called."""
    divisions = vocabulary.codes[DIVISIONS]
    above: dict[str, str] = {}
    for code in divisions.codes:
        here = code
        while divisions.parents.get(here, region) != region:
            here = divisions.parents[here]
        above[code] = here
    whens = " ".join(f"WHEN {literal(code)} THEN {literal(top)}" for code, top in above.items())
    return f"CASE {place} {whens} END", divisions.codes


def dimension(breakdown: BreakdownFile, vocabulary: Vocabulary, on: date) -> tuple[str, Mapping[str, Words]]:
    """SQL of the group of the breakdown's fact, and the groups in order."""
    column = quoted(breakdown.fact)
    if breakdown.bands:
        return _band(column, breakdown.bands, on)
    codes = vocabulary.facts[breakdown.fact].type.codes
    labels = {} if codes is None else vocabulary.codes[codes].codes
    return f"{column}::VARCHAR", labels


def _band(column: str, bands: Sequence[int], on: date) -> tuple[str, Mapping[str, Words]]:
    """SQL of the band of age, and the bands in order."""
    years = f"({months(column, literal(on))} // 12)"
    labels = [f"< {bands[0]}"]
    labels += [f"{first}–{following - 1}" for first, following in pairwise(bands)]
    whens = [f"WHEN {years} < {end} THEN {literal(label)}" for end, label in zip(bands, labels, strict=True)]
    last = f"{bands[-1]}+"
    sql = f"CASE WHEN {column} IS NULL THEN NULL {' '.join(whens)} ELSE {literal(last)} END"
    return sql, {label: Words(zh=label, en=label) for label in (*labels, last)}
