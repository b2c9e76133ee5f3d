"""What is entered, as YAML to lay: rows that fill a gap in part, tables, timeless rows, and series of prefectures."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from jiyao.base.periods import Period
from jiyao.engine.measures import Row
from jiyao.engine.packs.changing import Change, expectations, make_version
from jiyao.engine.packs.entering import Entered, Lay, filled, lay_local, lay_value
from jiyao.engine.packs.gaps import Gap, GapKind, gaps_in
from jiyao.engine.packs.loading import load_pack
from jiyao.engine.shapes import Source, Words
from tests.engine.packs import write_pack

ON = date(2025, 6, 30)
NULL = {"source": {"document": "doc"}, "confidence": "unverified"}


def entered(value: Any, starts: date | None = None, ends: date | None = None) -> Entered:
    """A value read in the document."""
    return Entered(value, Period(starts, ends), Source(document="doc", article="第一条"), ON)


def pack_with(folder: Path, *rows: dict[str, Any], **parameter: Any) -> Path:
    """A pack of one measure that gives what its parameter says."""
    series = {"unit": "fen", "base": list(rows), **parameter}
    gives = {"amount": "lookup('sum', level)" if "by" in parameter else "param('sum')"}
    measure = {"id": "m", "subject": "person", "parameters": {"sum": series}, "gives": gives}
    return write_pack(folder, [measure])


def laid(folder: Path, out: Path, lay: Lay) -> tuple[Row, ...]:
    """The rows of the series in the version that the lay makes."""
    change = Change(1, Words(zh="改", en="Changed"), lay, expectations(folder, lay))
    return load_pack(make_version(folder, [change], out)).measures["m"].parameters["sum"].base


def days(rows: tuple[Row, ...]) -> list[tuple[str, str, Any]]:
    """From when to when each row stands, and what it holds."""
    return [
        (str(row.period.starts_on or ""), str(row.period.ends_on or ""), row.value or row.values)
        for row in rows
    ]


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        (entered(5, date(2024, 1, 1)), [("2024-01-01", "", 5)]),
        (entered(5, date(2025, 1, 1)), [("2024-01-01", "2024-12-31", None), ("2025-01-01", "", 5)]),
        (entered(5, date(2023, 1, 1)), [("2023-01-01", "2023-12-31", 5), ("2024-01-01", "", 5)]),
        (entered(5, date(2024, 1, 1), date(2024, 12, 31)), [("2024-01-01", "2024-12-31", 5), ("2025-01-01", "", None)]),
        (entered(5, date(2022, 1, 1), date(2022, 12, 31)), [("2022-01-01", "2022-12-31", 5), ("2024-01-01", "", None)]),
        (entered(5), [("", "", 5)]),
    ],
)  # fmt: skip
def test_value_fills_the_days_that_it_names(tmp_path: Path, value: Entered, stands: object) -> None:
    folder = pack_with(tmp_path / "pack", {"from": "2024-01-01", "value": None, **NULL})
    pack = load_pack(folder)
    [gap] = gaps_in(pack)

    rows = laid(folder, tmp_path / "out", lay_value(folder, gap, pack.measures["m"], value))

    assert days(rows) == stands


@pytest.mark.parametrize(
    ("value", "stands"),
    [
        (entered(5), [("", "", 5)]),
        (entered(5, date(2025, 1, 1)), [("", "2024-12-31", None), ("2025-01-01", "", 5)]),
    ],
)
def test_timeless_gap_is_filled(tmp_path: Path, value: Entered, stands: object) -> None:
    folder = pack_with(tmp_path / "pack", {"value": None, **NULL})
    pack = load_pack(folder)
    [gap] = gaps_in(pack)

    rows = laid(folder, tmp_path / "out", lay_value(folder, gap, pack.measures["m"], value))

    assert days(rows) == stands


def test_series_without_a_row_is_a_gap_and_gets_its_first(tmp_path: Path) -> None:
    folder = pack_with(tmp_path / "pack")
    pack = load_pack(folder)
    [gap] = gaps_in(pack)

    rows = laid(folder, tmp_path / "out", lay_value(folder, gap, pack.measures["m"], entered(5)))

    assert (gap.key, days(rows)) == ("value:m:sum:base", [("", "", 5)])


def test_row_that_is_filled_keeps_nothing_of_what_stood(tmp_path: Path) -> None:
    old = {"from": "2024-01-01", "value": 3, "note": {"zh": "二手", "en": "Second-hand"}, **NULL}
    old |= {"source": {"document": "doc", "article": "第九条", "note": "待核"}, "confidence": "partial"}
    folder = pack_with(tmp_path / "pack", old)
    pack = load_pack(folder)
    [gap] = gaps_in(pack)
    value = Entered(5, Period(date(2024, 1, 1), None), Source(document="doc"), ON)

    [row] = laid(folder, tmp_path / "out", lay_value(folder, gap, pack.measures["m"], value))

    assert (row.value, row.note, row.confirmed_on, row.confidence) == (5, None, ON, "verified")
    assert row.source == Source(document="doc")


def test_shared_value_is_one_gap_of_all_its_measures(tmp_path: Path) -> None:
    measures = [
        {"id": id_, "subject": "person", "parameters": {}, "gives": {"amount": "param('shared')"}}
        for id_ in ("m", "n")
    ]
    text = "shared: {unit: fen, base: [{value: 1, source: {document: doc}, confidence: partial}]}\n"
    folder = write_pack(tmp_path / "pack", measures, **{"parameters/sums.yaml": text})
    pack = load_pack(folder)

    [gap] = gaps_in(pack)
    lay = lay_value(folder, gap, pack.measures["m"], entered(5))

    assert (gap.kind, gap.measures, list(lay)) == (GapKind.VALUE, ("m", "n"), ["parameters/sums.yaml"])


def test_prefecture_that_sets_another_value_ends_its_own(tmp_path: Path) -> None:
    folder = pack_with(tmp_path / "pack", delegated_to="prefecture")
    lay = lay_local(folder, "B", "m", "sum", entered(5, date(2024, 1, 1)))
    change = Change(1, Words(zh="改", en="Changed"), lay, expectations(folder, lay))
    one = make_version(folder, [change], tmp_path / "one")
    next_lay = lay_local(one, "B", "m", "sum", entered(6, date(2025, 1, 1)))
    other = Change(2, Words(zh="改", en="Changed"), next_lay, expectations(one, next_lay))

    pack = load_pack(make_version(folder, [change, other], tmp_path / "two"))

    assert days(pack.measures["m"].parameters["sum"].local["B"]) == [
        ("2024-01-01", "2024-12-31", 5),
        ("2025-01-01", "", 6),
    ]
    assert [gap.kind for gap in gaps_in(pack)] == [GapKind.LOCAL]


def test_filled_row_beside_the_gap_leaves_it() -> None:
    old = {"from": date(2024, 1, 1), "value": None}
    new = {"from": date(2022, 1, 1), "to": date(2022, 12, 31), "value": 5}

    assert filled([old], 0, new) == [old, new]
    assert Gap(GapKind.OPEN, ("m",), "1", None).key == "open:m:1"  # type: ignore[arg-type]
