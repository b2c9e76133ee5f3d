"""The pack's lists beside a province that is Parquet: what `jiyao prepare` loads into a database."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from jiyao.engine.packs.loading import Pack
from jiyao.foundation.keeping import exportable_columns
from jiyao.registry.actions.listing import lists_of


def write_lists(pack: Pack, out: Path) -> dict[str, int]:
    """Rows written of each list, one part each, under the name of its table."""
    counts = {}
    for rows in lists_of(pack):
        fields = {field.column: field.attname for field in rows[0]._meta.concrete_fields}
        told = [column for column in exportable_columns(type(rows[0])) if column in fields]
        table = pa.table({column: [getattr(row, fields[column]) for row in rows] for column in told})
        folder = out / rows[0]._meta.db_table
        folder.mkdir(parents=True, exist_ok=True)
        pq.write_table(table, folder / "list.parquet")
        counts[folder.name] = table.num_rows
    return counts
