"""No text gives away the machine it was written on, and each pin has its hash."""

import re

import pytest

from tests.architecture.tree import ROOT, TEXTS, files, name

MACHINE = "|".join(f"/{folder}/" for folder in ("work", "root", "home", "Users"))
HOSTS = "|".join(
    [
        "pypi" + r"\.org",
        "pythonhosted" + r"\.org",
        "npmjs" + r"\.",
        "anaconda" + r"\.org",
        "artifact" + "ory",
        "jfrog" + r"\.",
    ]
)
LOCKS = ["bench.txt", "dev.txt", "run.txt"]


def found(pattern: str) -> list[str]:
    """Where a pattern stands in the project's texts: file and line."""
    wanted = re.compile(pattern)
    return [
        f"{name(file)}:{number}"
        for file in files()
        if file.suffix in TEXTS
        for number, line in enumerate(file.read_text("utf-8").splitlines(), start=1)
        if wanted.search(line)
    ]


def test_no_text_names_a_folder_of_a_work_machine() -> None:
    assert found(rf"(?<![\w.)>/-])(?:{MACHINE})") == []


def test_no_text_names_a_package_registry() -> None:
    assert found(HOSTS) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash(lock: str) -> None:
    text = (ROOT / "requirements" / lock).read_text("utf-8").replace("\\\n", " ")

    pins = [line for line in text.splitlines() if line and not line.startswith("#")]

    assert [
        pin
        for pin in pins
        if not re.fullmatch(r"\S+==\S+(?: ;[^#]*?)?(?:\s+--hash=sha256:[0-9a-f]{64})+\s*", pin)
    ] == []


def test_every_lock_is_looked_at() -> None:
    assert sorted(file.name for file in files("requirements") if file.suffix == ".txt") == LOCKS
