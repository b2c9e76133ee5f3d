"""What the layers do not say: who may import sqlglot and DuckDB, and that nothing leaks in through a function."""

import ast
from collections.abc import Iterator
from pathlib import Path

from tests.architecture.tree import files, functions, name, python_files, tree


def imported(file: Path) -> Iterator[str]:
    """The top-level packages that a file imports."""
    for node in ast.walk(tree(file)):
        if isinstance(node, ast.Import):
            yield from (alias.name.partition(".")[0] for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module.partition(".")[0]


def importers(package: str) -> set[str]:
    """The files of src that import a package."""
    return {name(file) for file in python_files("src") if package in imported(file)}


def test_nothing_is_imported_inside_a_function() -> None:
    inside = [
        f"{name(file)}:{node.lineno}"
        for file in python_files("src")
        for function in functions(file)
        for node in ast.walk(function)
        if isinstance(node, ast.Import | ast.ImportFrom)
    ]

    assert inside == []


def test_no_file_is_a_drawer_for_everything() -> None:
    drawers = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py"}

    assert [name(file) for file in files() if file.name in drawers] == []


def test_sqlglot_only_reads_rule_texts() -> None:
    assert importers("sqlglot") == {
        "src/jiyao/engine/rules/parser.py",
        "src/jiyao/engine/rules/syntax.py",
    }


def test_duckdb_stays_with_the_population_and_the_lake() -> None:
    folders = {file.rpartition("/")[0] for file in importers("duckdb")}

    assert folders == {
        "src/jiyao/engine/population",
        "src/jiyao/engine/simulation",
        "src/jiyao/foundation/lake",
    }


def test_only_screens_ask_the_clock() -> None:
    asking = {
        name(file)
        for file in python_files("src")
        for node in ast.walk(tree(file))
        if isinstance(node, ast.Attribute) and node.attr in {"now", "today", "utcnow"}
    }

    assert asking == {"src/jiyao/interfaces/cli/days.py", "src/jiyao/interfaces/ui/context.py"}


def test_code_names_the_region_only_as_the_usual_pack() -> None:
    region = [name(file) for file in python_files("src") if "heilongjiang" in file.read_text("utf-8").lower()]

    assert region == [
        "src/jiyao/config/settings.py",
        "src/jiyao/engine/packs/reading.py",
        "src/jiyao/interfaces/cli/session.py",
    ]
