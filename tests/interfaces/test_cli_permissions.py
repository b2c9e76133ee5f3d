"""`jiyao permissions` prints the table that the documents hold."""

from pathlib import Path

import pytest

from jiyao.registry.permitting import PERMISSIONS
from tests.architecture.tree import ROOT
from tests.interfaces.small import jiyao

PUBLISHED = ROOT / "docs/reference/permission-table.md"


def test_published_table_is_that_of_the_code(tmp_path: Path) -> None:
    printed = jiyao(tmp_path, "permissions")

    assert printed.exit_code == 0
    assert PUBLISHED.read_text("utf-8") == printed.output


@pytest.mark.parametrize(
    ("lang", "line"),
    [
        ("zh", "| 人员 | 查看明文 | 本辖区：受理、审核 |"),
        ("en", "| People | see in the clear | own division: accept, review |"),
    ],
)
def test_table_is_printed_in_both_languages(tmp_path: Path, lang: str, line: str) -> None:
    lines = jiyao(tmp_path, "permissions", lang=lang).output.splitlines()

    assert line in lines
    assert len(lines) == len(PERMISSIONS) + 4
