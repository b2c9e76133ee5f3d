"""What was refused, kept on disk while a file is read: a file may be wrong from its first row to its last."""

import json
from collections.abc import Iterable, Iterator
from heapq import merge
from itertools import groupby
from operator import itemgetter
from tempfile import SpooledTemporaryFile
from typing import IO

from jiyao.registry.imports.checking.reasons import Reason

IN_MEMORY = 8 << 20

Wrong = tuple[int, Reason]
"""The place of a column in the file, or -1 for the whole row; and what is wrong there."""


class Refusals:
    """Rows that were refused, with what is wrong in each. They come in runs, each in the order of the file."""

    def __init__(self) -> None:
        self._runs: list[IO[str]] = []
        self.count = 0

    def __enter__(self) -> "Refusals":
        return self

    def __exit__(self, *_: object) -> None:
        for run in self._runs:
            run.close()

    def begin(self) -> None:
        """Begins a run: what comes next may stand before what came."""
        self._runs.append(SpooledTemporaryFile(IN_MEMORY, mode="w+", encoding="utf-8"))  # noqa: SIM115

    def add(self, line: int, wrong: Iterable[Wrong]) -> None:
        """Notes a row. Each row is noted in one run only."""
        found = [(index, reason.key, dict(reason.values)) for index, reason in wrong]
        self._runs[-1].write(json.dumps([line, found], ensure_ascii=False) + "\n")
        self.count += 1

    def __iter__(self) -> Iterator[tuple[int, list[Wrong]]]:
        """Every row that was refused, in the order of the file."""
        for line, found in groupby(merge(*map(_read, self._runs), key=itemgetter(0)), key=itemgetter(0)):
            yield line, [wrong for _, some in found for wrong in some]


def _read(run: IO[str]) -> Iterator[tuple[int, list[Wrong]]]:
    run.seek(0)
    for text in run:
        line, found = json.loads(text)
        yield line, [(index, Reason(key, values)) for index, key, values in found]
