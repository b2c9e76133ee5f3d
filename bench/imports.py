"""How long a file of insurance spells takes to become records: `python -m tests.postgresql python -m bench.imports`.

Makes people, organisations and spells, all invented, in a folder that is gone afterwards, and loads the spells twice.
"""

import csv
import os
import random
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

import django

HEADINGS = {
    "organisations": ["统一社会信用代码", "单位名称", "所在地"],
    "people": ["公民身份号码", "姓名", "手机号码"],
    "insurance": [
        "来源编号",
        "公民身份号码",
        "参保单位信用代码",
        "在本省",
        "参保地",
        "单位缴费",
        "个人缴费",
        "起始月",
        "截止月",
    ],
}
SPELLS_EACH, YEARS_EACH, PAYERS = 4, 5, 20_000


def main(spells: int) -> None:
    """Prints a line for each file."""
    with TemporaryDirectory(prefix="jiyao-imports-") as folder:
        os.environ["JIYAO_VAR"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "jiyao.config.settings")
        django.setup()
        from bench.importing import load, prepare

        prepare()
        for name, rows in _files(spells):
            file = Path(folder) / f"{name}.csv"
            with file.open("w", encoding="utf-8", newline="") as opened:
                csv.writer(opened).writerow(HEADINGS[name])
                csv.writer(opened).writerows(rows)
            for time in ("first", "again")[: 1 + (name == "insurance")]:
                begun = perf_counter()
                came = load(file, name, datetime.now(UTC))
                peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                print(f"{name} {time}: {perf_counter() - begun:.1f} s, {peak} MiB at most, {came}")


def _files(spells: int) -> Iterator[tuple[str, Iterable[list[str]]]]:
    from stdnum.cn import ric, uscc

    codes = [c + uscc.calc_check_digit(c) for c in (f"91239901MA{n:07d}" for n in range(PAYERS))]
    yield "organisations", [[code, f"单位{n}", "230100"] for n, code in enumerate(codes)]
    digits = (_digits(n) for n in range(-(-spells // SPELLS_EACH)))
    people = [d + ric.calc_check_digit(d + "0") for d in digits]
    yield "people", [[number, f"人{n}", "13800000000"] for n, number in enumerate(people)]
    drawn = random.Random(1)
    yield "insurance", (_spell(n, people, drawn.choice(codes)) for n in range(spells))


def _digits(number: int) -> str:
    born = date(1960, 1, 1) + timedelta(days=number % 15_000)
    region, order = divmod(number // 15_000, 1_000)
    return f"2399{region + 1:02d}{born:%Y%m%d}{order:03d}"


def _spell(number: int, people: list[str], payer: str) -> list[str]:
    year = 2000 + number // len(people) * YEARS_EACH
    person = people[number % len(people)]
    return [
        f"S{number:09d}",
        person,
        payer,
        "是",
        "哈尔滨市",
        "是",
        "是",
        f"{year}-01",
        f"{year + YEARS_EACH - 1}-12",
    ]


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)
