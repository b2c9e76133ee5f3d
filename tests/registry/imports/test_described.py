"""The reference names every profile and column."""

from tests.registry.imports.described import FILE, MARK, described


def test_reference_describes_every_profile_and_column() -> None:
    assert FILE.read_text("utf-8").partition(MARK)[2] == described()
