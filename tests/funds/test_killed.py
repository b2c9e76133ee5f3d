"""Workers that are killed -9 between any two steps: afterwards none is paid twice, none lost, and the ledger balances."""

import signal
import subprocess
import sys
from io import BytesIO
from pathlib import Path

import pytest
from django.db import connection
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.foundation.models import Job
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.funds.actions.batching import ask_for_file, make_batch, write_file
from jiyao.funds.actions.loading import ask_for_loading, load_results
from jiyao.funds.models import BankFile, Batch, PaymentOrder, Transfer
from jiyao.funds.queries.balancing import differences
from tests.databases import environment
from tests.funds.money import BY, WHEN, Hands, committed, content, filed, ordered, pots, results
from tests.registry.places import AT, lay_out

COUNT = 5


def killed(database: str, job: Job, step: str) -> None:
    """A worker begins the job and dies at that step."""
    known = environment()
    connection.close()
    command = [sys.executable, "-m", "tests.funds.working", database, str(job.pk), step]
    assert subprocess.run(command, env=known, check=False).returncode == -signal.SIGKILL


@pytest.fixture
def hands(fresh_database: str, settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Hands:
    """Who pays, and five orders of 1,500 yuan that wait; files lie where the worker finds them too."""
    settings.VAR, settings.ATTACHMENTS = tmp_path, tmp_path / "attachments"
    monkeypatch.setenv("JIYAO_MASTER_KEY", str(settings.MASTER_KEY))
    lay_out()
    made = Hands()
    line = made.county_line()
    for number in range(COUNT):
        ordered(committed(line, key=f"c{number}"), key=f"o{number}")
    return made


@pytest.mark.parametrize("step", ["before-keeping", "in-keeping", "after-keeping"])
def test_batch_whose_worker_was_killed_gets_its_file_once(
    fresh_database: str, hands: Hands, step: str
) -> None:
    line = PaymentOrder.objects.get(key="o0").line
    batch = make_batch(line=line.pk, when=WHEN, by=hands.pays.account, file_format="bank-file")
    job = ask_for_file(batch, by=BY)

    killed(fresh_database, job, step)
    between = Batch.objects.get(pk=batch.pk).state
    write_file(job.arguments, at=AT, by=BY, progress=silent)
    write_file(job.arguments, at=AT, by=BY, progress=silent)

    assert between == "made"
    assert BankFile.objects.filter(batch=batch).count() == 1
    assert content(batch).count("1500.00") == COUNT
    assert PaymentOrder.objects.filter(batch=batch, state="batched").count() == COUNT
    assert differences() == []
    assert verify_acts().findings == {}


@pytest.mark.parametrize(
    ("step", "paid_fen"),
    [
        ("before-taking", 0),
        ("second-before-taking", 300_000),
        ("within-taking", 0),
        ("second-within-taking", 0),
        ("before-ending", 750_000),
    ],
)
def test_results_whose_worker_was_killed_pay_each_order_once(
    fresh_database: str, hands: Hands, step: str, paid_fen: int
) -> None:
    line = PaymentOrder.objects.get(key="o0").line
    batch = filed(line, hands.pays.account)
    orders = PaymentOrder.objects.filter(batch=batch).order_by("pk")
    rows = [(str(order.pk), "1500.00", "成功", "", "") for order in orders]
    told = BytesIO(results(batch, rows))
    job = ask_for_loading(batch, file=told, name="r.csv", by=BY, when=WHEN)

    killed(fresh_database, job, step)
    between = pots(line)
    agreed = differences()
    load_results(job.arguments, at=AT, by=BY, progress=silent)

    assert between == (250_000, 750_000 - paid_fen, paid_fen, 0, 0)
    assert agreed == []
    assert pots(line) == (250_000, 0, 750_000, 0, 0)
    assert Transfer.objects.filter(kind="pay").count() == COUNT
    assert Transfer.objects.filter(kind="pay").values("order").distinct().count() == COUNT
    assert set(orders.values_list("state", flat=True)) == {"paid"}
    assert Batch.objects.get(pk=batch.pk).state == "closed"
    assert differences() == []
    assert verify_acts().findings == {}
