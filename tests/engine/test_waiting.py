"""Who waits for a gap in a run that is over, and whom another value would make payable."""

from pathlib import Path

import duckdb
import pytest

from jiyao.engine.packs.gaps import gaps_in
from jiyao.engine.packs.loading import Pack, load_pack
from jiyao.engine.population.running import determine_population
from jiyao.engine.population.waiting import Waiting, Wanted, waiting_for
from jiyao.engine.simulation.paying import Effect, effect_of
from jiyao.engine.simulation.reaching import Numbers, Reach, Reached, reach_of
from tests.interfaces.small import SUBSIDY_EXAMPLES, SUBSIDY_YAML, facts_of, small_pack
from tests.registry.places import DAY

ROW = "      - {from: 2024-01-01, values: {L5: 100000, L4: 150000}, source: {document: doc, article: 第七条}, confidence: verified}\n"


def rows(confidence: str, fen: int = 150000) -> str:
    """The table of amounts in two rows, before and from 2025, as far confirmed."""
    return "".join(
        f"      - {{{days}, values: {{L5: 100000, L4: {fen}}}, source: {{document: doc}}, confidence: {confidence}}}\n"
        for days in ("from: 2024-01-01, to: 2024-12-31", "from: 2025-01-01")
    )


def pack_with(folder: Path, table: str) -> Pack:
    """The small pack with another table of amounts."""
    assert ROW in SUBSIDY_YAML
    files = {
        "measures/subsidy.yaml": SUBSIDY_YAML.replace(ROW, table),
        "examples/subsidy.yaml": SUBSIDY_EXAMPLES,
    }
    return load_pack(small_pack(folder, **files))


@pytest.fixture
def partial(tmp_path: Path) -> Pack:
    """Amounts that were read second-hand only, and the run's facts beside them."""
    pack = pack_with(tmp_path / "partial", rows("partial"))
    facts = facts_of(tmp_path / "partial", tmp_path / "facts")
    duckdb.execute(
        f"COPY (SELECT '' AS pool, '' AS key LIMIT 0) TO '{facts / 'grants.parquet'}' (FORMAT parquet)"
    )
    determine_population(pack, facts, tmp_path / "out", DAY)
    return pack


def test_who_is_counted_on_other_days_does_not_wait(partial: Pack, tmp_path: Path) -> None:
    gaps = gaps_in(partial)
    wanted = [Wanted(gap.key, gap.measures, gap.period) for gap in gaps]

    found = waiting_for(partial, tmp_path / "facts", tmp_path / "out", wanted)

    assert [gap.key for gap in gaps] == [
        "open:honour:1",
        "value:subsidy:amount_fen:base:2024-01-01",
        "value:subsidy:amount_fen:base:2025-01-01",
    ]
    assert found == {
        "open:honour:1": Waiting(1, 1, 500000, 0),
        "value:subsidy:amount_fen:base:2025-01-01": Waiting(1, 1, 150000, 0),
    }


def test_nobody_waits_where_nothing_is_wanted_or_nothing_was_determined(
    partial: Pack, tmp_path: Path
) -> None:
    wanted = [Wanted(gap.key, gap.measures, gap.period) for gap in gaps_in(partial)]
    (tmp_path / "nothing").mkdir()

    found = [
        waiting_for(partial, tmp_path / "facts", tmp_path / "out", []),
        waiting_for(partial, tmp_path / "facts", tmp_path / "nothing", wanted),
    ]

    assert found == [{}, {}]


@pytest.mark.parametrize(
    ("before", "after", "effect"),
    [
        (rows("partial"), rows("verified"), Effect(1, 150000, 0, 0, 150000)),
        (rows("verified"), rows("partial"), Effect(0, 0, 1, 150000, -150000)),
        (rows("verified"), rows("verified", 180000), Effect(0, 0, 0, 0, 30000)),
        (rows("partial"), rows("partial"), Effect(0, 0, 0, 0, 0)),
    ],
)
@pytest.mark.usefixtures("partial")
def test_effect_tells_who_is_paid_then_and_what_it_costs(
    tmp_path: Path, before: str, after: str, effect: Effect
) -> None:
    packs = [pack_with(tmp_path / name, table) for name, table in (("before", before), ("after", after))]
    facts = tmp_path / "facts"

    assert effect_of(packs[0], packs[1], facts, facts / "grants.parquet", DAY) == effect


@pytest.mark.usefixtures("partial")
def test_reach_tells_who_gains_and_loses_by_prefecture(tmp_path: Path) -> None:
    before = pack_with(tmp_path / "before", rows("verified"))
    (tmp_path / "after").mkdir()
    strict = SUBSIDY_YAML.replace(ROW, rows("verified")).replace(
        "rule: insured_months >= param('min_months')", "rule: insured_months >= 20"
    )
    after = load_pack(small_pack(tmp_path / "after", **{"measures/subsidy.yaml": strict}))
    facts, steps = tmp_path / "facts", []

    found = reach_of(before, after, facts, facts / "grants.parquet", DAY, lambda *step: steps.append(step))
    back = reach_of(after, before, facts, facts / "grants.parquet", DAY)
    same = reach_of(before, before, facts, facts / "grants.parquet", DAY)

    lost, won = Numbers(0, 1, 0, 1, -150000, -150000), Numbers(1, 0, 1, 0, 150000, 150000)
    assert found == Reach(DAY, 3, (Reached("subsidy", lost, (("A", lost),)),))
    assert back == Reach(DAY, 3, (Reached("subsidy", won, (("A", won),)),))
    assert same == Reach(DAY, 3, ())
    assert steps == [("determine", 0, 2), ("determine", 1, 2)]
