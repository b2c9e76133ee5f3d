"""The project's own files, without what is made from them."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
MADE = {"var", "build", "__pycache__", "node_modules"}
LINK = ".git"
"""In a second work tree, a file that says where the first is."""
TEXTS = {".py", ".md", ".yaml", ".yml", ".csv", ".toml", ".txt", ".json", ".in", ".sql", ""}

Function = ast.FunctionDef | ast.AsyncFunctionDef


@cache
def files(folder: str = ".") -> tuple[Path, ...]:
    """Every file of a folder of the project, in order; hidden folders other than .ci are left out."""
    found = (file for file in (ROOT / folder).rglob("*") if file.is_file())
    return tuple(sorted(f for f in found if f.name != LINK and not _is_made(f.relative_to(ROOT))))


def _is_made(file: Path) -> bool:
    folders = file.parts[:-1]
    return any(f in MADE or f.endswith(".egg-info") or (f[0] == "." and f != ".ci") for f in folders)


def python_files(*folders: str) -> list[Path]:
    """The Python files of the folders that people write; migrations are Django's."""
    found = (file for folder in folders for file in files(folder) if file.suffix == ".py")
    return [file for file in found if file.parent.name != "migrations"]


def name(file: Path) -> str:
    """A file as messages call it."""
    return file.relative_to(ROOT).as_posix()


@cache
def tree(file: Path) -> ast.Module:
    """The syntax of a Python file."""
    return ast.parse(file.read_text("utf-8"))


def functions(file: Path) -> Iterator[Function]:
    """Every function and method of a file, inner ones too."""
    for node in ast.walk(tree(file)):
        if isinstance(node, Function):
            yield node


def length(function: Function) -> int:
    """Lines from `def` to the last, both counted."""
    return (function.end_lineno or function.lineno) - function.lineno + 1
