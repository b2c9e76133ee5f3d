"""`jiyao measures` and `jiyao explain`."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from jiyao.interfaces.cli import main
from tests.interfaces.small import ENVIRONMENT, jiyao, small_pack

EXPLAINED_EN = """\
Upgrade subsidy subsidy · 2025-06-30
├── Who is certified may claim
├── pays
├── paid to the person; fund: not found, or none
├── Conditions
│   ├── Insured for the required months
│   │     Months insured is at least 12 months
│   │     Some measures (某发〔2024〕1号) 第四条
│   └── Claimed within a year
│         the day of determination lies between Day of issue and 12 months after Day of issue
│         Some measures (某发〔2024〕1号) 第八条
├── Gives
│   └── the set value (Level of the certificate)
├── Values
│   ├── min_months: 36 months (2024-01-01 – …) · verified · Some measures (某发〔2024〕1号) 第四条
│   ├── min_months: 12 months (2024-07-01 – 2025-12-31) · relaxation · verified · Some measures (某发〔2024〕1号) 第五条
│   ├── amount_fen: Level 5: 1,000 yuan; Level 4: 1,500 yuan (2024-01-01 – …) · verified · Some measures
│   │   (某发〔2024〕1号) 第七条
│   └── window_months: 12 months · verified · Some measures (某发〔2024〕1号) 第八条
├── Limits
│   └── Once a level · at most 1
│         Some measures (某发〔2024〕1号) 第六条
├── Evidence
│   └── The certificate
├── Legal basis
│   └── Some measures 第四条
└── Worked examples
    └── Level 4 · 2025-06-30 · entitled
"""


def lines(text: str) -> list[str]:
    """The lines without what stands at their ends."""
    return [line.rstrip() for line in text.splitlines()]


def words(text: str) -> list[list[str]]:
    """The words of each line."""
    return [line.split() for line in text.splitlines()]


@pytest.mark.parametrize(
    ("lang", "rows"),
    [
        (
            "en",
            [
                "stage measure for payable",
                "use Honour honour Person not payable yet: a rule or value is not confirmed",
                "incentives Upgrade subsidy subsidy Certificate pays",
            ],
        ),
        (
            "zh",
            [
                "环节 政策 对象 兑现",
                "使用 荣誉 honour 个人 暂不兑现：规定或数值未经确认",
                "激励 提升补贴 subsidy 证书 可兑现",
            ],
        ),
    ],
)
def test_measures_stand_by_stage(tmp_path: Path, lang: str, rows: list[str]) -> None:
    result = jiyao(small_pack(tmp_path), "measures", "--on", "2025-06-30", lang=lang)

    assert (result.exit_code, words(result.stdout)) == (0, [row.split() for row in rows])


def test_measures_pay_only_from_their_first_day(tmp_path: Path) -> None:
    result = jiyao(small_pack(tmp_path), "measures", "--on", "2023-12-31")

    assert lines(result.stdout)[2] == (
        "incentives  Upgrade subsidy subsidy  Certificate  not payable: no value stands on that day"
    )


def test_explain_tells_the_whole_measure(tmp_path: Path) -> None:
    result = jiyao(small_pack(tmp_path), "explain", "subsidy", "--on", "2025-06-30")

    assert (result.exit_code, lines(result.stdout), result.stderr) == (0, EXPLAINED_EN.splitlines(), "")


@pytest.mark.parametrize(
    ("lang", "part"),
    [
        (
            "en",
            [
                "├── not payable yet: a rule or value is not confirmed",
                "├── paid to the person; fund: not found, or none",
                "├── Conditions",
                "│   └── Is a member",
                "│         Member",
                "│         Some measures (某发〔2024〕1号) 第九条",
                "├── Judged by people",
                "│   └── Is of good conduct",
                "├── Gives",
                "│   └── 5,000 yuan",
                "├── Not found yet",
                "│   └── The number of places",
            ],
        ),
        (
            "zh",
            [
                "├── 暂不兑现：规定或数值未经确认",
                "├── 由本人领取，资金：未查到或不涉及",
                "├── 条件",
                "│   └── 是会员",
                "│         会员",
                "│         某办法（某发〔2024〕1号） 第九条",
                "├── 由人工核定",
                "│   └── 品行良好",
                "├── 给予",
                "│   └── 5,000元",
                "├── 尚未查到",
                "│   └── 名额",
            ],
        ),
    ],
)
def test_explain_names_what_people_judge_and_what_nobody_found(
    tmp_path: Path, lang: str, part: list[str]
) -> None:
    result = jiyao(small_pack(tmp_path), "explain", "honour", "--on", "2025-06-30", lang=lang)

    assert (result.exit_code, lines(result.stdout)[1:13]) == (0, part)


def test_explain_shows_the_values_of_the_day_asked(tmp_path: Path) -> None:
    result = jiyao(small_pack(tmp_path), "explain", "subsidy", "--on", "2024-03-01")

    assert lines(result.stdout)[6] == "│   │     Months insured is at least 36 months"


def test_explain_of_an_unknown_measure_names_the_nearest(tmp_path: Path) -> None:
    result = jiyao(small_pack(tmp_path), "explain", "subsidi")

    assert (result.exit_code, result.stdout, result.stderr) == (
        4,
        "",
        'no measure "subsidi" in pack "small"; did you mean "subsidy"?\n',
    )


def test_day_in_another_form_is_wrong_usage(tmp_path: Path) -> None:
    result = jiyao(small_pack(tmp_path), "measures", "--on", "30.6.2025")

    assert (result.exit_code, result.stderr.splitlines()[-1]) == (
        2,
        "Error: Invalid value for '--on': 30.6.2025 is not a day; write it as 2025-06-30",
    )


@pytest.mark.parametrize(
    ("environment", "heading"),
    [
        ({"JIYAO_LANG": "zh"}, "环节 政策 对象 兑现"),
        ({"JIYAO_LANG": "en", "LANG": "zh_CN.UTF-8"}, "stage measure for payable"),
        ({"LANG": "zh_CN.UTF-8"}, "环节 政策 对象 兑现"),
        ({"LC_ALL": "C.UTF-8", "LANG": "zh_CN.UTF-8"}, "stage measure for payable"),
        ({}, "stage measure for payable"),
    ],
    ids=["JIYAO_LANG", "JIYAO_LANG before LANG", "LANG", "LC_ALL before LANG", "none"],
)
def test_language_and_pack_come_from_the_environment(
    tmp_path: Path, environment: dict[str, str], heading: str
) -> None:
    around = {**ENVIRONMENT, "JIYAO_PACK": str(small_pack(tmp_path)), **environment}

    result = CliRunner(env=around).invoke(main, ["measures", "--on", "2025-06-30"])

    assert (result.exit_code, words(result.stdout)[0]) == (0, heading.split())


def test_unknown_measure_is_refused_in_chinese(tmp_path: Path) -> None:
    pack = str(small_pack(tmp_path))

    result = CliRunner().invoke(main, ["--pack", pack, "--lang", "zh", "explain", "subsidi"], env=ENVIRONMENT)

    assert (result.exit_code, result.stderr) == (
        4,
        "政策包“small”中没有政策“subsidi”，是否为“subsidy”？\n",
    )
