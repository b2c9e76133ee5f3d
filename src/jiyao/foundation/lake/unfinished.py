"""A folder that appears whole or not at all."""

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
    """A folder beside `out` that takes its place at the end; whatever goes wrong, it goes away.

    A process that is killed leaves it behind. It holds a lock that ends with the process, so the next one that writes
    beside it takes it away.
    """
    out.parent.mkdir(parents=True, exist_ok=True)
    _sweep(out.parent)
    folder = out.parent / f"{PREFIX}{uuid4().hex}"
    folder.mkdir()
    with _locked(folder):
        try:
            yield folder
            folder.replace(out)
        finally:
            shutil.rmtree(folder, ignore_errors=True)


def _sweep(parent: Path) -> None:
    for folder in parent.glob(f"{PREFIX}*"):
        try:
            with _locked(folder):
                shutil.rmtree(folder, ignore_errors=True)
        except OSError:  # it is being written, or another sweeps too
            continue


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    handle = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(handle)
