"""How much of a full run for offers a daily one takes: `python -m tests.postgresql python -m bench.offers [0.1]`.

A demonstration province in a database of its own. Everybody is looked at twice (the first time makes the offers); then
one in a hundred people gets a new record, and the next day's run looks at those for whom something changed.
"""

import os
import resource
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import django

PACK = Path(__file__).parents[1] / "packs/heilongjiang"
DAY, AT = date(2025, 6, 10), datetime(2026, 1, 1, 8, tzinfo=UTC)


def main(scale: str) -> None:
    """Prints the seconds of each run, and the share."""
    with TemporaryDirectory(prefix="jiyao-offers-") as folder:
        os.environ.update(JIYAO_VAR=folder, JIYAO_DEMONSTRATION="1")
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
        django.setup()
        from bench.lookouts import Lookouts

        lookouts = Lookouts(PACK, Path(folder), scale)
        timed("fill the province", lookouts.prepare)
        timed("everybody, offers made", lambda: lookouts.everybody(DAY, AT))
        whole = timed("everybody again", lambda: lookouts.everybody(DAY, AT + timedelta(hours=1)))
        print(f"{lookouts.change(AT + timedelta(hours=2)):,} people changed")
        next_day = DAY + timedelta(days=1)
        some = timed(
            "those for whom something changed", lambda: lookouts.changed(next_day, AT + timedelta(hours=3))
        )
        print(f"share of a full run: {some[0] / whole[0]:.1%}, {some[1] / whole[1]:.1%} of the processor")


def timed(name: str, step: Callable[[], str]) -> tuple[float, float]:
    """The seconds that a step took, and those of the processor, printed with what it says."""
    begun, used = perf_counter(), processor()
    said = step()
    took = perf_counter() - begun, processor() - used
    print(f"{name}: {took[0]:.1f} s, {took[1]:.1f} of the processor; {said}", flush=True)
    return took


def processor() -> float:
    """Seconds of the processor so far: of this process, of children that ended, and of PostgreSQL where it is used."""
    from django.db import connection

    from bench.serving import seconds_of_postgres

    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    own = sum(one.ru_utime + one.ru_stime for one in used)
    return own + seconds_of_postgres() if connection.vendor == "postgresql" else own


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "0.1")
