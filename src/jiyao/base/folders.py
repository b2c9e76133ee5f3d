"""Folders that appear whole or not at all, and folders that are needed for a while only."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

PREFIX = ".unfinished-"


@contextmanager
def finished(out: Path) -> Iterator[Path]:
    """A folder beside `out` that takes its place at the end; whatever goes wrong, it goes away."""
    with passing(out.parent) as folder:
        yield folder
        folder.replace(out)


@contextmanager
def passing(parent: Path) -> Iterator[Path]:
    """A folder in `parent`, which need not be there, that goes away at the end.

    A process that is killed leaves it behind. It holds a lock that ends with the process, so the next one that works
    in `parent` takes it away.
    """
    parent.mkdir(parents=True, exist_ok=True)
    _sweep(parent)
    folder = parent / f"{PREFIX}{uuid4().hex}"
    folder.mkdir()
    with _locked(folder):
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(parent: Path) -> None:
    for folder in parent.glob(f"{PREFIX}*"):
        try:
            with _locked(folder):
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # it is in use, or another sweeps too
            continue


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
