"""What chaining costs: `python -m tests.postgresql python -m bench.acts`, on a PostgreSQL that is thrown away.

Sixteen writers, each act a transaction of its own: in chains, in one chain only, and the same rows without any chain.
"""

import os
import subprocess
import sys
from contextlib import ExitStack
from datetime import UTC, datetime
from time import perf_counter, perf_counter_ns

import django
from django.core.management import call_command
from django.db import connection, transaction

WRITERS = 16
ACTS = 200
AT = datetime(2025, 6, 30, 9, tzinfo=UTC)


def main() -> None:
    """Prints the table."""
    call_command("migrate", verbosity=0)
    for fsync in ("off", "on"):
        with connection.cursor() as cursor:
            cursor.execute(f"ALTER SYSTEM SET fsync = {fsync}")
            cursor.execute("SELECT pg_reload_conf()")
        rates = {how: max(rate(how) for _ in range(2)) for how in ("bare", "chained", "one")}
        told = ", ".join(f"{how} {found:,.0f} acts/s" for how, found in rates.items())
        print(f"fsync {fsync}: {told}; chained to bare {rates['chained'] / rates['bare']:.2f}")
    in_bulk()


def rate(how: str) -> float:
    """Acts a second, all writers together."""
    command = [sys.executable, "-m", "bench.acts", how]
    with ExitStack() as stack:
        writers = [
            stack.enter_context(
                subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
            )
            for _ in range(WRITERS)
        ]
        for writer in writers:
            writer.stdout.readline()
        begun = perf_counter()
        for writer in writers:
            writer.stdin.write("\n")
            writer.stdin.flush()
        for writer in writers:
            writer.wait()
    return WRITERS * ACTS / (perf_counter() - begun)


def write(how: str) -> None:
    """One writer."""
    from jiyao.foundation import chains
    from jiyao.foundation.actions.acting import append_act
    from jiyao.foundation.links import START, act_hash
    from jiyao.foundation.models import Act
    from jiyao.foundation.naming import check_codes, check_moment, check_party

    def bare(n: int) -> None:
        check_party("actor", "account:1")
        check_party("subject", f"person:{n}")
        check_moment(AT)
        check_codes({"n": n})
        with transaction.atomic():
            said = {
                "number": (perf_counter_ns() // 1000 * 16 + os.getpid() % 16) * 100 + 99,
                "kind": "unmask",
                "actor": "account:1",
                "subject": f"person:{n}",
                "at": AT,
                "owner": None,
                "codes": {"n": n},
                "rests_on": [],
                "payload_hash": None,
                "manifest_hash": None,
                "previous": START,
            }
            Act(**said, hash=act_hash(**said)).save(force_insert=True)

    def chained(n: int) -> None:
        append_act(kind="unmask", actor="account:1", subject=f"person:{n}", at=AT, codes={"n": n})

    if how == "one":
        chains.take_head = lambda: chains._head(f"{chains.HEAD} WHERE chain = %s FOR UPDATE", 0)
        sys.modules["jiyao.foundation.actions.acting"].take_head = chains.take_head
    connection.ensure_connection()
    print("ready", flush=True)
    sys.stdin.readline()
    for n in range(ACTS):
        (bare if how == "bare" else chained)(n)


def in_bulk() -> None:
    """What many records at once cost."""
    from jiyao.foundation.actions.acting import append_bulk_act
    from jiyao.foundation.actions.keys import create_keys, keyring, lookup_hashes
    from jiyao.foundation.actions.rotating import rotate_keys
    from jiyao.foundation.queries.verifying import verify_acts

    owners = range(1, 300_001)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE foundation_act DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM foundation_act WHERE number % 100 = 99")
        cursor.execute("ALTER TABLE foundation_act ENABLE TRIGGER USER")
    timed("300,000 keys made", lambda: create_keys(owners))
    keys = timed("300,000 keys opened", lambda: keyring(owners))
    timed("300,000 names sealed", lambda: [keys.seal(owner, "name", "张三丰") for owner in owners])
    timed("300,000 look-up hashes", lambda: lookup_hashes(map(str, owners)))
    timed("300,000 keys rotated", lambda: rotate_keys(by="account:1", at=AT))
    lines = [(n, 1, "a" * 16) for n in range(100_000)]
    timed(
        "100,000 lines in a bulk act",
        lambda: append_bulk_act(kind="unmask", actor="account:1", subject="import:1", at=AT, lines=lines),
    )
    found = timed("verification", verify_acts)
    print(f"  of {found.acts:,} acts, {len(found.findings)} findings")


def timed(what, call):
    """The call's answer; prints how long it took."""
    begun = perf_counter()
    answer = call()
    print(f"{what}: {perf_counter() - begun:.2f} s")
    return answer


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
    django.setup()
    if len(sys.argv) > 1:
        write(sys.argv[1])
    else:
        main()
