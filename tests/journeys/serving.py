"""The product served by a process of its own, as `jiyao serve` serves it."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import IO
from urllib.error import URLError
from urllib.request import urlopen

PATIENCE = 120
"""Seconds in which the server must answer; it has a pack to compile."""
COMMAND = [sys.executable, "-c", "from jiyao.interfaces.cli import main; main()"]


@dataclass(frozen=True)
class House:
    """A served house: its address, and the process that serves."""

    address: str
    process: "subprocess.Popen[bytes]"


@contextmanager
def house(
    environment: Mapping[str, str] = os.environ, *arguments: str, log: IO[bytes] | None = None
) -> Iterator[House]:
    """A house in a demonstration; it is shut when the block ends.

    arguments   further ones of `jiyao serve`
    log         where its lines go
    """
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [*COMMAND, "--demo", "serve", "--port", str(port), *arguments]
    settings = {**environment, "JIYAO_DEMONSTRATION": "1", "JIYAO_DAY": "2025-06-30"}
    served = subprocess.Popen(command, env=settings, stdout=subprocess.DEVNULL, stderr=log)
    try:
        wait_for(lambda: _answers(f"http://127.0.0.1:{port}/health/"))
        yield House(f"http://127.0.0.1:{port}", served)
    finally:
        served.terminate()
        served.wait()


def prepare(environment: Mapping[str, str]) -> None:
    """Makes the tables of a house in a demonstration."""
    command = [*COMMAND, "--demo", "prepare"]
    subprocess.run(command, env=dict(environment), stdout=subprocess.DEVNULL, check=True)


def wait_for(holds: Callable[[], bool]) -> None:
    """Nothing, once it holds."""
    for _ in range(PATIENCE * 4):
        if holds():
            return
        time.sleep(0.25)
    raise AssertionError("it does not come to pass")


def _answers(address: str) -> bool:
    try:
        urlopen(address).close()  # noqa: S310
    except URLError:
        return False
    return True
