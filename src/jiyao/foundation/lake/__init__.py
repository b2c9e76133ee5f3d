"""The lake: a snapshot of the records as Parquet, and facts of everybody from it.

`columns` says what may leave the database, `exporting` has a child process (`child`) write it, `writing` makes facts
of it with sub-queries joined as `joining` does, `asking` puts other questions to it, `waking` keeps who must
be looked at again, and when, `keeping` counts that take long.
"""

from jiyao.foundation.lake.asking import BadQuestion, answers, columns_of, names_in
from jiyao.foundation.lake.exporting import NotExported, export_part, export_snapshot
from jiyao.foundation.lake.keeping import keep_rows, note_in, rows_kept
from jiyao.foundation.lake.snapshot import NoSnapshot, Snapshot, read_snapshot
from jiyao.foundation.lake.waking import BeingLookedFor, Growing, Wakes, wakes_in, write_days
from jiyao.foundation.lake.writing import GRANTS, write_facts

__all__ = [
    "GRANTS",
    "BadQuestion",
    "BeingLookedFor",
    "Growing",
    "NoSnapshot",
    "NotExported",
    "Snapshot",
    "Wakes",
    "answers",
    "columns_of",
    "export_part",
    "export_snapshot",
    "keep_rows",
    "names_in",
    "note_in",
    "read_snapshot",
    "rows_kept",
    "wakes_in",
    "write_days",
    "write_facts",
]
