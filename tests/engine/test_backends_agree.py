from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hypothesis import HealthCheck, event, given, settings

from jiyao.engine.cases import Grant
from tests.engine.backends import by_function, by_population, by_reference
from tests.engine.generated import ON, catalogues, grants, populations
from tests.engine.packs import make_pack


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(measures=catalogues(), rows=populations(), granted=grants())
def test_back_ends_agree_on_generated_measures(
    measures: list[dict[str, Any]],
    rows: dict[str, list[dict[str, Any]]],
    granted: list[tuple[str, tuple[str, ...]]],
) -> None:
    with TemporaryDirectory() as folder:
        pack = make_pack(Path(folder) / "pack", measures)
        slots = [Grant(pool, key) for pool, key in granted]

        expected = by_reference(pack, rows, ON, slots)

        assert by_function(pack, rows, ON, slots) == expected
        assert by_population(pack, rows, ON, Path(folder), slots) == expected
        for results in expected.values():
            for result in results.values():
                event(result.outcome)
