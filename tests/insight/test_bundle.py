"""The auditor's bundle: whole, masked, checked by its script without the system, which names what was altered."""

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import date
from hashlib import sha256
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from pytest_django.fixtures import Settings

from jiyao.base.errors import Conflict
from jiyao.base.periods import read_day
from jiyao.casework.actions.approving import approve
from jiyao.casework.actions.planning import agree_plan, monthly_plan, propose_plan
from jiyao.casework.actions.recovering import note_recovered
from jiyao.casework.models import Case
from jiyao.foundation.models import Act
from jiyao.funds.models import BudgetLine, PaymentOrder, Transfer
from jiyao.insight.bundle.listing import SHEETS
from jiyao.insight.bundle.making import BadPeriod, Bundle, checked_period, make_bundle
from jiyao.insight.bundle.sheets import Period
from jiyao.interfaces.cli import main
from jiyao.registry.models import Account, AccountRole
from tests.casework.claims import claimed, hand, lay_out_entitled, reviewed
from tests.casework.recovering import owed
from tests.funds.money import ACCOUNT, BY, FUND, YEAR, filed, load, results
from tests.interfaces.small import ENVIRONMENT
from tests.packs.heilongjiang import assessor, pack
from tests.registry.places import AT, COUNTY, NAMES

pytestmark = pytest.mark.django_db
R = AccountRole
VERIFY = Path(__file__).parents[2] / "src/jiyao/insight/bundle/verify.py"


@pytest.fixture
def paid(settings: Settings, tmp_path: Path) -> Case:
    """A claim that was accepted, reviewed, approved and paid."""
    settings.ATTACHMENTS = tmp_path / "attachments"
    lay_out_entitled()
    case = approve(reviewed(claimed()).pk, hand(R.APPROVE), assessor())
    line = BudgetLine.objects.get(division=COUNTY, fund=FUND, year=YEAR)
    batch = filed(line, Account.objects.get(username="pay-230000"))
    order = PaymentOrder.objects.get(line=line)
    load(batch, results(batch, [[str(order.pk), "1500.00", "成功", "", "2025-07-01"]]))
    return case


def made(folder: Path, **limits: object) -> Bundle:
    """The bundle of the fund."""
    period = Period(**{"fund": FUND, **limits})  # type: ignore[arg-type]
    return make_bundle(folder, period, pack(), at=AT, by=BY)


def verified(folder: Path) -> tuple[int, list[str]]:
    """What the script says of a bundle, run by a Python that knows nothing of the system."""
    run = subprocess.run(
        [sys.executable, "-I", "-S", str(folder / "verify.py")],
        capture_output=True,
        encoding="utf-8",
        check=False,
        cwd="/",
        env={"PYTHONUTF8": "1"},
    )
    assert run.stderr == ""
    return run.returncode, run.stdout.splitlines()


def alter(folder: Path, change: str, *, again: str = "") -> None:
    """Changes the bundle's SQLite file; `again`: a table whose digests are made anew, as a forger would."""
    with closing(sqlite3.connect(folder / "audit.sqlite")) as base, base:
        base.execute(change)
        for number, *cells, _ in base.execute(f'SELECT rowid, * FROM "{again}"').fetchall() if again else ():
            text = json.dumps(cells, sort_keys=True, separators=(",", ":"))
            digest = sha256(text.encode()).hexdigest()
            base.execute(f'UPDATE "{again}" SET 行摘要 = ? WHERE rowid = ?', (digest, number))


def test_bundle_is_checked_without_the_system_and_agrees(paid: Case, tmp_path: Path) -> None:
    bundle = made(tmp_path / "bundle")

    act = Act.objects.get(number=bundle.act)
    assert verified(tmp_path / "bundle") == (
        0,
        ["全部相符 (all agrees)", f"总摘要 (digest) {bundle.digest}，应与系统中行为 {bundle.act} 所记相同"],
    )
    assert (act.kind, act.codes) == ("make-bundle", {"digest": bundle.digest, "fund": FUND})
    assert len(VERIFY.read_text("utf-8").splitlines()) < 100
    assert {
        name: count for name, count in bundle.rows.items() if name not in ("行为", "清单行", "措施条款")
    } == {
        "额度": 3,
        "流水": 5,
        "资金安排": 3,
        "承诺": 1,
        "支付单": 1,
        "批次": 1,
        "银行文件": 2,
        "办件": 1,
        "办件步骤": 7,
        "测算": 3,
        "测算条款": bundle.rows["测算条款"],
        "后续处理": 0,
        "预拨追回": 0,
        "追回计划": 0,
        "追回分期": 0,
        "给付": 1,
    }


def test_parquet_says_the_same_as_sqlite_and_the_dictionary_explains_each_column(
    paid: Case, tmp_path: Path
) -> None:
    made(tmp_path / "bundle")

    said = (tmp_path / "bundle/dictionary.csv").read_text("utf-8-sig").splitlines()
    with closing(sqlite3.connect(tmp_path / "bundle/audit.sqlite")) as base:
        for sheet in SHEETS:
            cursor = base.execute(f'SELECT * FROM "{sheet.name}" ORDER BY rowid')
            headings, rows = [one[0] for one in cursor.description], cursor.fetchall()
            table = pq.read_table(tmp_path / "bundle/parquet" / f"{sheet.name}.parquet")
            texts = ("integer", "text")
            plain = [one.heading for one in sheet.columns if one.kind in texts]
            picked = [[row[headings.index(one)] for one in plain] for row in rows]
            assert table.column_names == headings
            assert [list(row.values()) for row in table.select(plain).to_pylist()] == picked
            assert [line.split(",")[1] for line in said if line.startswith(f"{sheet.name},")] == headings
    assert "流水,金额分,分,金额,funds_transfer.amount_fen,integer" in said


def test_bundle_names_nobody_and_has_no_account(paid: Case, tmp_path: Path) -> None:
    made(tmp_path / "bundle")

    content = b"".join(file.read_bytes() for file in (tmp_path / "bundle").rglob("*") if file.is_file())
    texts = [*NAMES.values(), ACCOUNT.number, ACCOUNT.holder]
    assert [text for text in texts if text.encode() in content] == []


@pytest.mark.parametrize(
    ("change", "again", "named"),
    [
        ("UPDATE 流水 SET 金额分 = 金额分 + 1 WHERE 种类 = '拨付'", "", "流水 流水编号={paid}：该行被改动"),
        ("UPDATE 流水 SET 金额分 = 金额分 + 1 WHERE 种类 = '拨付'", "流水", "流水 {paid}：与行为"),
        ("UPDATE 流水 SET 金额分 = 金额分 * 1000 WHERE 种类 = '承诺'", "流水", "流水 {committed}：额度"),
        ("DELETE FROM 流水 WHERE 种类 = '拨付'", "", "流水：应有 5 行，有增删或改动"),
        (
            "UPDATE 额度 SET 期末已拨付分 = 0 WHERE 期末已拨付分 > 0",
            "额度",
            "额度 {line}：已拨付应为 150000 分",
        ),
        ("UPDATE 支付单 SET 金额分 = 1", "支付单", "流水 {paid}：与行为"),
        ("UPDATE 支付单 SET 收款方 = 'person:2'", "", "支付单 支付单编号={order}：该行被改动"),
        ("UPDATE 办件 SET 给付编号 = 1", "办件", "流水 {paid}：case:{case} 没有办件、给付或条款"),
        ("UPDATE 办件 SET 人员号 = 2", "", "办件 办件编号={case}：该行被改动"),
        ("UPDATE 行为 SET 经办 = 'account:1' WHERE 行为编号 = {act}", "行为", "行为 {act}：与其摘要不符"),
        ("DELETE FROM 行为 WHERE 行为编号 = {act}", "行为", "行为 {next}：与前一条不相连"),
        (
            "UPDATE 清单行 SET 标记 = 'failed' WHERE 标记 = 'paid'",
            "清单行",
            "行为 {result}：清单行与清单摘要不符",
        ),
        ("UPDATE 测算条款 SET 条款 = '第一条' WHERE 序号 = 1", "", "测算条款 序号=1：该行被改动"),
    ],
)
def test_altered_row_is_named(paid: Case, tmp_path: Path, change: str, again: str, named: str) -> None:
    made(tmp_path / "bundle")
    moved = {one.kind: one for one in Transfer.objects.filter(subject=f"case:{paid.pk}")}
    act = moved["commit"].act
    known = {
        "paid": moved["pay"].pk,
        "committed": moved["commit"].pk,
        "line": moved["pay"].source_id,
        "order": moved["pay"].order,
        "case": paid.pk,
        "act": act,
        "next": act + 100,
        "result": moved["pay"].act,
    }

    alter(tmp_path / "bundle", change.format(**known), again=again)

    code, lines = verified(tmp_path / "bundle")
    assert code == 1
    assert [line for line in lines if line.startswith(named.format(**known))] != []


def test_order_that_is_paid_twice_is_named(paid: Case, tmp_path: Path) -> None:
    made(tmp_path / "bundle")
    order = PaymentOrder.objects.get(state="paid")

    alter(tmp_path / "bundle", "INSERT INTO 流水 SELECT * FROM 流水 WHERE 种类 = '拨付'")

    assert f"支付单 {order.pk}：拨付 2 次 (paid twice)" in verified(tmp_path / "bundle")[1]


def test_what_is_recovered_is_in_it_with_its_plan(settings: Settings, tmp_path: Path) -> None:
    settings.ATTACHMENTS = tmp_path / "attachments"
    lay_out_entitled()
    branch = owed()
    pays = hand(R.PAY, "230000", days=13)
    propose_plan(branch.pk, monthly_plan(150_000, 3, date(2025, 8, 1)), pays)
    agree_plan(branch.pk, hand(R.APPROVE, days=13))
    note_recovered(branch.pk, 50_000, pays)

    bundle = made(tmp_path / "bundle")

    assert verified(tmp_path / "bundle")[0] == 0
    assert [bundle.rows[name] for name in ("后续处理", "追回计划", "追回分期", "流水")] == [1, 1, 3, 6]


def test_list_that_was_altered_is_told(paid: Case, tmp_path: Path) -> None:
    made(tmp_path / "bundle")
    place = tmp_path / "bundle/manifest.json"

    place.write_text(
        place.read_text("utf-8").replace('"demonstration": false', '"demonstration": true'), "utf-8"
    )

    assert verified(tmp_path / "bundle")[1][0] == "manifest.json：被改动 (altered)"


@pytest.mark.parametrize(
    ("limits", "kinds"),
    [
        ({"starts_on": date(2025, 6, 30), "ends_on": date(2025, 6, 30)}, 5),
        ({"ends_on": date(2025, 6, 29)}, 0),
        ({"starts_on": date(2025, 7, 1)}, 0),
    ],
)
def test_bundle_of_a_period_begins_and_ends_with_what_stood(
    paid: Case, tmp_path: Path, limits: dict[str, date], kinds: int
) -> None:
    bundle = made(tmp_path / "bundle", **limits)

    assert (bundle.rows["流水"], verified(tmp_path / "bundle")[0]) == (kinds, 0)


def test_folder_that_is_taken_and_periods_that_make_no_sense_are_refused(paid: Case, tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    (tmp_path / "there/file").write_text("x")

    with pytest.raises(Conflict):
        made(tmp_path / "there")
    with pytest.raises(BadPeriod):
        checked_period(read_day("2025-07-01"), read_day("2025-06-30"), "", pack())
    with pytest.raises(BadPeriod):
        checked_period(None, None, "nothing", pack())
    assert checked_period(None, None, FUND, pack()) == Period(fund=FUND)


@pytest.mark.parametrize(
    ("language", "said"),
    [("zh", "审计包已写入 {0}，共 {1} 行"), ("en", "the bundle is in {0}: {1} rows")],
)
def test_command_writes_a_bundle_and_says_its_digest(
    paid: Case, tmp_path: Path, language: str, said: str
) -> None:
    out = tmp_path / "bundle"

    command = ["--lang", language, "audit", "bundle", str(out), "--fund", FUND, "--to", "2026-12-31"]
    result = CliRunner().invoke(main, command, env=ENVIRONMENT)

    told = json.loads((out / "manifest.json").read_text("utf-8"))
    rows = sum(one["rows"] for one in told["content"]["tables"].values())
    assert (result.exit_code, result.output.splitlines()[1]) == (0, said.format(out, f"{rows:,}"))
    assert told["digest"] in result.output
    assert verified(out)[0] == 0
