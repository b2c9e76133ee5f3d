"""The first bad rows of a file, read from the workbook in which they are given back."""

from io import BytesIO

import pytest
from pytest_django.fixtures import Settings

from jiyao.foundation.actions.attaching import keep_file
from jiyao.registry.imports.checking.reasons import Reason
from jiyao.registry.imports.excerpts import BadRow, first_bad_rows
from jiyao.registry.imports.reading.opening import open_table
from jiyao.registry.imports.refusals import Refusals
from jiyao.registry.imports.returning import return_rows
from tests.registry.places import AT

CONTENT = "工种,起始日\n甲 & <乙>,昨天\n丙,2020-01-01\n丁,明天\n"


@pytest.mark.django_db
@pytest.mark.parametrize("most", [1, 100])
def test_first_rows_are_told_with_columns_and_reasons(settings: Settings, tmp_path, most: int) -> None:
    settings.ATTACHMENTS = tmp_path
    returned = BytesIO()
    with Refusals() as refusals:
        refusals.begin()
        refusals.add(2, [(0, Reason("boolean")), (1, Reason("wide"))])
        refusals.add(4, [(-1, Reason("twice", {"row": "2"}))])
        table = open_table(BytesIO(CONTENT.encode()), lambda text: text == "工种")
        return_rows(table=table, refusals=refusals, to=returned, language="zh")
    kept = keep_file(returned, name="bad.xlsx", kinds={"xlsx"}, at=AT)

    rows = first_bad_rows(kept, most)

    assert (
        rows
        == [
            BadRow("2", (("工种", "请填“是”或“否”"), ("起始日", "本行的格数多于表头"))),
            BadRow("4", (("", "与第 2 行是同一条记录"),)),
        ][:most]
    )
