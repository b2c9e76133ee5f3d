"""No text gives away the machine it was written on, and each pin has its hash."""

import ast
import re

import pytest

from tests.architecture.tree import ROOT, TEXTS, files, name, python_files, tree

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


def test_what_is_logged_stands_in_the_code_word_for_word() -> None:
    """No value may slip into a line of the log: messages are literal, and take no arguments."""
    wrong = [
        f"{name(file)}:{call.lineno}"
        for file in python_files("src")
        for call in ast.walk(tree(file))
        if isinstance(call, ast.Call) and _logs(call.func) and not _is_literal(call.args)
    ]

    assert wrong == []


def _logs(called: ast.expr) -> bool:
    return (
        isinstance(called, ast.Attribute) and isinstance(called.value, ast.Name) and called.value.id == "log"
    )


def _is_literal(arguments: list[ast.expr]) -> bool:
    message = arguments[-1]
    return isinstance(message, ast.Constant) and isinstance(message.value, str)
