"""The lake: a snapshot of the records as Parquet, and facts of everybody from it.

`columns` says what may leave the database, `exporting` has a child process (`child`) write it, `writing` makes facts
of it with sub-queries joined as `joining` does, `asking` puts other questions to it.
"""

from jiyao.foundation.lake.asking import BadQuestion, answers, columns_of, names_in
from jiyao.foundation.lake.exporting import NotExported, export_snapshot
from jiyao.foundation.lake.snapshot import NoSnapshot, Snapshot, read_snapshot
from jiyao.foundation.lake.writing import GRANTS, write_facts

__all__ = [
    "GRANTS",
    "BadQuestion",
    "NoSnapshot",
    "NotExported",
    "Snapshot",
    "answers",
    "columns_of",
    "export_snapshot",
    "names_in",
    "read_snapshot",
    "write_facts",
]
