"""核对审计包：python3 verify.py。只用标准库，不需要本系统。Checks the bundle that it lies in, without the system."""

import json
import sqlite3
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import Any

PAID = "SELECT 流水编号, 事由, 给付编号, 支付单编号 FROM 流水 WHERE 种类 = '拨付'"
ACT = "number kind actor subject at owner codes rests_on payload_hash manifest_hash previous".split()  # noqa: SIM905


def digest_of(content: Any) -> str:
    """The hash of a row, an act or the list, as the system makes it."""
    return sha256(json.dumps(content, sort_keys=True, separators=(",", ":")).encode("ascii")).hexdigest()


def altered(base: sqlite3.Connection, told: dict[str, Any]) -> Iterator[str]:
    """Each row against its digest, each table against the list, the list against its own digest."""
    for name, said in told["content"]["tables"].items():
        whole = sha256()
        for row in base.execute(f'SELECT * FROM "{name}" ORDER BY rowid'):  # noqa: S608 - names of the list
            *cells, digest = tuple(row)
            whole.update(bytes.fromhex(digest_of(cells)))
            if digest_of(cells) != digest:
                yield f"{name} {row.keys()[0]}={cells[0]}：该行被改动 (row altered)"
        if whole.hexdigest() != said["digest"]:
            yield f"{name}：应有 {said['rows']} 行，有增删或改动 (table altered)"
    if digest_of(told["content"]) != told["digest"]:
        yield "manifest.json：被改动 (altered)"


def chained(base: sqlite3.Connection, told: dict[str, Any]) -> Iterator[str]:
    """Each act against its hash and the act before it, each manifest against its act."""
    last: dict[int, tuple[int, str]] = defaultdict(lambda: (0, "00" * 32))
    manifests: dict[int, Any] = defaultdict(sha256)
    for _, act, record, version, mark, _ in base.execute("SELECT * FROM 清单行 ORDER BY 序号"):
        manifests[act].update(f"{record} {version} {mark}\n".encode())
    for number, *said, hashed, _ in base.execute("SELECT * FROM 行为 ORDER BY 行为编号"):
        content = dict(zip(ACT, (number, *said), strict=True))
        content |= {name: json.loads(content[name]) for name in ("codes", "rests_on")}
        if digest_of(content) != hashed:
            yield f"行为 {number}：与其摘要不符 (act altered)"
        if (number // 100 - 1, content["previous"]) != last[number % 100]:
            yield f"行为 {number}：与前一条不相连 (chain broken)"
        if number in manifests and manifests[number].hexdigest() != content["manifest_hash"]:
            yield f"行为 {number}：清单行与清单摘要不符 (manifest altered)"
        last[number % 100] = number // 100, hashed


def balanced(base: sqlite3.Connection, told: dict[str, Any]) -> Iterator[str]:
    """Each line after each transfer: never below zero, at the end what it says; each transfer as its act says."""
    cells = [(line, key) for line in base.execute("SELECT * FROM 额度") for key in tuple(line.keys())]
    now = {(one[0], key[2:-1]): one[key] for one, key in cells if key[:2] == "期初"}
    ends = {(one[0], key[2:-1]): one[key] for one, key in cells if key[:2] == "期末"}
    orders = dict(tuple(row) for row in base.execute("SELECT 支付单编号, 金额分 FROM 支付单"))
    acts = {row[0]: json.loads(row[1]) for row in base.execute("SELECT 行为编号, 代码 FROM 行为")}
    marks = {tuple(row) for row in base.execute("SELECT 行为编号, 记录, 标记 FROM 清单行")}
    paid = Counter(row["支付单编号"] for row in base.execute(PAID))
    for one in base.execute("SELECT * FROM 流水 ORDER BY 流水编号"):
        number, act, order, amount = (one[name] for name in ("流水编号", "行为编号", "支付单编号", "金额分"))
        for end, change in (("转出", -amount), ("转入", amount)):
            place = one[f"{end}额度"], one[f"{end}科目"]
            now[place] = now.get(place, 0) + change
            if now[place] < 0 and place in ends:
                yield f"流水 {number}：额度 {place[0]} {place[1]}透支 (overdrawn)"
        mark = (act, order, "paid") if order else (act, one["承诺编号"], str(amount))
        agrees = mark in marks or acts.get(act, {}).get("amount_fen") == amount
        if not agrees or orders.get(order, amount) != amount:
            yield f"流水 {number}：与行为 {act} 或支付单不符 (not as its act says)"
    wrong = [place for place, amount in ends.items() if now[place] != amount]
    yield from (f"额度 {line}：{pot}应为 {now[line, pot]} 分 (does not add up)" for line, pot in wrong)
    yield from (f"支付单 {order}：拨付 {times} 次 (paid twice)" for order, times in paid.items() if times > 1)


def founded(base: sqlite3.Connection, told: dict[str, Any]) -> Iterator[str]:
    """Each payment: a case, a grant of its measure, and a clause. Invented grants have no case."""
    cases: dict[str, Any] = {f"case:{row['办件编号']}": row for row in base.execute("SELECT * FROM 办件")}
    grants = {row["给付编号"]: row["措施"] for row in base.execute("SELECT * FROM 给付")}
    clauses = {row[0] for row in base.execute("SELECT 措施 FROM 测算条款 UNION SELECT 措施 FROM 措施条款")}
    for number, subject, grant, _ in base.execute(PAID):
        case = cases.get(subject, {"给付编号": grant, "措施": grants.get(grant)})
        known = (subject in cases or told["content"]["demonstration"]) and case["措施"] in clauses
        if not known or grants.get(case["给付编号"]) != case["措施"]:
            yield f"流水 {number}：{subject} 没有办件、给付或条款 (no case, grant or clause)"


if __name__ == "__main__":
    place = Path(__file__).resolve()
    manifest = json.loads(place.with_name("manifest.json").read_text("utf-8"))
    database = sqlite3.connect(f"{place.with_name('audit.sqlite').as_uri()}?mode=ro", uri=True)
    database.row_factory = sqlite3.Row
    found = [one for check in (altered, chained, balanced, founded) for one in check(database, manifest)]
    said = f"总摘要 (digest) {manifest['digest']}，应与系统中行为 {manifest['act']} 所记相同"
    print(*found[:50] or ["全部相符 (all agrees)"], said, sep="\n")
    sys.exit(1 if found else 0)
