"""One person asked about alone gets what the run over everybody says of them."""

from datetime import UTC, date, datetime
from pathlib import Path

import duckdb
import pytest
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.demo.filling.database import fill_database
from jiyao.demo.filling.shapes import shapes
from jiyao.engine.determination.assessing import Assessor
from jiyao.engine.packs.loading import load_pack
from jiyao.policy.actions.running import run_everybody
from jiyao.policy.determining import Asked
from jiyao.policy.queries.people import NobodyKnown, determinations_of
from jiyao.registry.actions.listing import load_lists
from tests.demo.provinces import PACK, plan

ON = date(2025, 6, 30)
AT = datetime(2026, 1, 1, tzinfo=UTC)
OWN = "skill-upgrade-subsidy"
"""A measure whose limits are counted by person, so that nobody else's claims stand in its way."""


def of_everybody(folder: Path) -> dict[str, tuple[str, int | None]]:
    """Outcome and sum by certificate, of those who have any, from a run."""
    file = folder / "outcomes/certificate.parquet"
    rows = duckdb.sql(
        f'SELECT certificate_id, "{OWN}.outcome", "{OWN}.amount_fen", person_id FROM \'{file}\''
    ).fetchall()
    return {str(id_): (outcome, amount) for id_, outcome, amount, _ in rows}


def test_person_alone_and_in_the_run_come_to_the_same(
    fresh_database: str, settings: Settings, tmp_path: Path
) -> None:
    settings.DEMONSTRATION = True
    pack = load_pack(PACK)
    load_lists(pack)
    fill_database(plan(), shapes(), by="cli:test", at=AT, processes=1, progress=silent)
    finished = run_everybody(pack=pack, asked=Asked(ON, AT), runs=tmp_path, by="cli:test", at=AT)
    folder = tmp_path / finished.row.folder
    people = duckdb.sql(
        f"SELECT DISTINCT person_id FROM '{folder}/outcomes/certificate.parquet' ORDER BY 1"
    ).fetchall()

    assessor = Assessor(pack)
    alone = {
        one.case.id: (str(one.result.outcome), one.result.amount_fen)
        for (person,) in people
        for one in determinations_of(assessor, person, on=ON, known_at=AT, measure=OWN)
    }

    assert len(people) > 200
    assert alone == of_everybody(folder)


@pytest.mark.django_db
def test_nobody_under_a_number_is_told() -> None:
    with pytest.raises(NobodyKnown, match="nobody is known under the number 7 on 2025-06-30"):
        determinations_of(Assessor(load_pack(PACK)), 7, on=ON, known_at=AT)
