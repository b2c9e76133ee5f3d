"""How long 1,000 credentials take to be signed and judged: `python -m bench.credentials`. All of them are invented."""

import json
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from time import perf_counter
from typing import TypeVar

from jiyao.evaluation.credentials.achievement import (
    PartResult,
    Places,
    Said,
    SkillCertificate,
    achievement_credential,
)
from jiyao.evaluation.credentials.issuers import Issuer, PublicKey, issuer_document
from jiyao.evaluation.credentials.judging import judge
from jiyao.evaluation.credentials.proofs import SigningKey, key_name, new_private_key, signed
from jiyao.evaluation.credentials.reading import Json
from jiyao.evaluation.credentials.status import Purpose, StatusBits, status_entry, status_list_credential

BASE = "https://skills.example"
ISSUER = f"{BASE}/issuers/1"
AT = datetime(2025, 7, 1, tzinfo=UTC)
T = TypeVar("T")


def main(count: int) -> None:
    """Prints a line for each step."""
    private = new_private_key()
    public = SigningKey("", private).public
    key = SigningKey(f"{ISSUER}#{key_name(public)}", private)
    document = issuer_document(
        Issuer(ISSUER, "演示评价机构", (PublicKey(key.id, public),)), url=BASE, number="Y000000239900"
    )
    signed(unsigned(0), key=key, at=AT)
    made = timed("sign", count, lambda: [signed(unsigned(one), key=key, at=AT) for one in range(count)])
    lists = timed(
        "sign status lists", 2, lambda: [signed(listed(purpose), key=key, at=AT) for purpose in Purpose]
    )
    files = [json.dumps(one).encode() for one in made]
    known, status = [json.dumps(document).encode()], [json.dumps(one).encode() for one in lists]
    on = date(2025, 8, 1)
    answers = timed(
        "judge, issuer and both status lists read each time",
        count,
        lambda: {judge(one, on=on, issuers=known, status_lists=status).answer for one in files},
    )
    print("answers:", ", ".join(sorted(answers)))


def unsigned(number: int) -> Json:
    """One of many credentials that differ in number and place."""
    certificate = SkillCertificate(
        number=f"Y000000239900253{number:06}",
        holder="张三丰",
        occupation_code="6-18-02-04",
        occupation=Said("焊工", "Welder"),
        work_type=Said("电焊工", "Arc welder"),
        level=Said("三级/高级工", "Level 3"),
        catalogue="中华人民共和国职业分类大典（2022年版）",
        standard=Said("焊工国家职业标准"),
        issued_on=date(2025, 6, 30),
        results=(
            PartResult("theory", Said("理论知识", "Theory"), "85", "100", "60"),
            PartResult("practical", Said("技能操作", "Practical"), "78", "100", "60"),
        ),
    )
    places = Places(f"{BASE}/credentials/{number}", f"{BASE}/achievements/1", f"{BASE}/occupations/1", ISSUER)
    status = [status_entry(f"{BASE}/status/{purpose}/1", purpose, number) for purpose in Purpose]
    return achievement_credential(certificate, places=places, issuer_name="演示评价机构", status=status)


def listed(purpose: Purpose) -> Json:
    """A list in which nothing is set."""
    return status_list_credential(
        StatusBits.empty(),
        address=f"{BASE}/status/{purpose}/1",
        issuer_id=ISSUER,
        purpose=purpose,
        from_at=AT,
        until_at=datetime(2026, 7, 1, tzinfo=UTC),
    )


def timed(name: str, count: int, step: Callable[[], T]) -> T:
    """What the step gives; its seconds are printed."""
    begun = perf_counter()
    found = step()
    took = perf_counter() - begun
    print(f"{name}: {count:,} in {took:.2f} s, {took / count * 1000:.2f} ms each", flush=True)
    return found


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000)
