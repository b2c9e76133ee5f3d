"""The file that every engine writes, its sums, and where two of them differ.

One row a person: `person_id`, and by measure `m01` (true or false; NULL is unknown),
`m01_amount_fen` (0 where not eligible; NULL where eligibility or a fact of the amount is unknown)
and `m01_failed` (number of the first condition that is false, exclusions last; NULL where none is).
"""

import json
import sys
from collections import Counter

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from bench.constants import MEASURES


def columns_of(measure: str) -> list[str]:
    return [measure, f"{measure}_amount_fen", f"{measure}_failed"]


COLUMNS = [column for measure in MEASURES for column in columns_of(measure)]
TYPES = [pa.bool_(), pa.int32(), pa.uint8()] * len(MEASURES)
SCHEMA = pa.schema([("person_id", pa.int64()), *zip(COLUMNS, TYPES, strict=True)])

Sums = dict[str, dict[str, int]]


def group_sums(rows: pa.Table, measure: str) -> Counter:
    outcome, amount, failed = (rows[column] for column in columns_of(measure))
    return Counter(
        eligible=pc.sum(outcome).as_py() or 0,
        unknown=outcome.null_count,
        total_fen=pc.sum(amount).as_py() or 0,
        failed_numbers=pc.sum(failed).as_py() or 0,
    )


def sums(path: str) -> Sums:
    """By measure: persons eligible and unknown, fen in all, and a check on the reasons."""
    file = pq.ParquetFile(path)
    totals = {measure: Counter() for measure in MEASURES}
    for number in range(file.num_row_groups):
        rows = file.read_row_group(number)
        for measure in MEASURES:
            totals[measure].update(group_sums(rows, measure))
    return {measure: dict(total) for measure, total in totals.items()}


def first_difference(left: pa.Table, right: pa.Table, column: str) -> str | None:
    """Where the column first differs, unknown being equal to unknown only."""
    same = pc.fill_null(pc.equal(left[column], right[column]), False)
    both_unknown = pc.and_(pc.is_null(left[column]), pc.is_null(right[column]))
    row = pc.index(pc.or_(same, both_unknown), False).as_py()
    if row < 0:
        return None
    found = left[column][row].as_py(), right[column][row].as_py()
    return f"{column}: person {left['person_id'][row]} has {found[0]} and {found[1]}"


def differences(left_path: str, right_path: str) -> list[str]:
    """Row by row: the first difference of each column, none where the files say the same."""
    left, right = (pq.read_table(path).sort_by("person_id") for path in (left_path, right_path))
    if left.num_rows != right.num_rows:
        return [f"{left.num_rows} rows and {right.num_rows} rows"]
    found = (first_difference(left, right, column) for column in ["person_id", *COLUMNS])
    return [difference for difference in found if difference]


def main() -> None:
    """`python -m bench.outcomes FILE`: how many persons, and the sums."""
    path = sys.argv[1]
    print(json.dumps({"persons": pq.read_metadata(path).num_rows, "measures": sums(path)}))


if __name__ == "__main__":
    main()
