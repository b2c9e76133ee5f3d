"""Every variable of the environment that settings read is described."""

import re

from tests.architecture.tree import ROOT


def test_every_setting_is_described() -> None:
    read = set(re.findall(r"JIYAO_[A-Z_]+", (ROOT / "src/jiyao/config/settings.py").read_text("utf-8")))
    described = set(
        re.findall(r"^\| `(JIYAO_[A-Z_]+)`", (ROOT / "docs/reference/settings.md").read_text("utf-8"), re.M)
    )

    assert described == read
