"""How long 100,000 committed sums take until they are paid: `python -m tests.postgresql python -m bench.payments`.

Orders, a batch, its file for the bank, and the bank's results, on one line; all invented, in a folder that is gone.
"""

import os
import resource
import sys
from collections.abc import Callable
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import TypeVar

import django

T = TypeVar("T")


def main(count: int) -> None:
    """Prints a line for each step."""
    with TemporaryDirectory(prefix="jiyao-payments-") as folder:
        os.environ["JIYAO_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
        django.setup()
        from bench.paying import Payments

        payments = Payments(count)
        timed("set up", payments.prepare)
        timed("commit", payments.commit)
        steps = {
            "order": payments.order,
            "batch": payments.batch,
            "write the file": payments.write,
            "load the results": payments.load,
        }
        whole = sum(timed(name, step) for name, step in steps.items())
        print(f"{count:,} committed sums to paid: {whole:.1f} s")
        timed("check the ledger", payments.check)


def timed(name: str, step: Callable[[], None]) -> float:
    """The seconds that a step took, printed."""
    begun = perf_counter()
    step()
    took = perf_counter() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"{name}: {took:.1f} s, {peak} MiB at most", flush=True)
    return took


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
