"""The lake: a snapshot of the records as Parquet, and facts of everybody from it.

`columns` says what may leave the database, `exporting` has a child process (`child`) write it, `writing` makes facts
of it with sub-queries joined as `joining` does.
"""

from jiyao.foundation.lake.exporting import NotExported, export_snapshot
from jiyao.foundation.lake.snapshot import NoSnapshot, Snapshot, read_snapshot
from jiyao.foundation.lake.writing import GRANTS, write_facts

__all__ = [
    "GRANTS",
    "NoSnapshot",
    "NotExported",
    "Snapshot",
    "export_snapshot",
    "read_snapshot",
    "write_facts",
]
