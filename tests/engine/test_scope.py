"""A rule text read among what it may name: where it is wrong, and what is said of it in Chinese."""

import pytest

from jiyao.engine.packs.located import read_yaml_text
from jiyao.engine.packs.scope import parameters_in, scope_of
from jiyao.engine.rules.names import RuleError
from jiyao.engine.rules.types import BOOLEAN
from jiyao.interfaces.ui.pack import policy_of
from tests.interfaces.small import HEILONGJIANG

MEASURE = "skill-upgrade-subsidy"


def wrong(text: str) -> tuple[str, str]:
    """The part of a rule text that is wrong, and what is said of it."""
    pack = policy_of(HEILONGJIANG)
    measure = pack.measures[MEASURE]
    scope = scope_of(pack.vocabulary, measure.subject, measure.parameters)
    with pytest.raises(RuleError) as error:
        scope.tree(text, BOOLEAN)
    first, last = error.value.at or (0, -1)
    return text[first : last + 1], error.value.said("zh")


@pytest.mark.parametrize(
    ("text", "part", "said"),
    [
        ("insured_month >= 12", "insured_month", "没有“insured_month”这一事实，是否为“insured_months”？"),
        ("level = 'L4' AND insured_months > level", "insured_months > level", "整数（month）不能与代码（level）比较；两边应是同一类、同一单位"),
        ("insured_months >= param('min_months')", "param('min_months", "没有“min_months”这一规定值，是否为“window_months”？"),
        ("level IN ('L5', 'L9')", "L9", "“L9”不是代码表“level”中的代码，是否为“L5”？"),
        ("level > 'L4'", "level > 'L4", "代码（level）不能用 > 比较；请用 higher_than 或 at_least"),
        ("age(born_on)", "age(born_on", "没有“age”这一函数，是否为“age_on”？"),
        ("insured_months / 12 > 1", "insured_months / 12", "不用 /，请用 floor_div(被除数, 除数) 或 percent_of(金额, 比例)"),
        ("certificate_issued_on >= DATE '2024-02-30'", "2024-02-30", "“2024-02-30”不是日期；写作 DATE '2024-01-31'"),
        ("insured_months", "", "这里需要判断（是或否），现在是整数（month）"),
        ("insured_months >=", ">=", "不是完整的表达式：请看标出处前后，是否少了一项、多了符号或括号、引号没有配对"),
    ],
)  # fmt: skip
def test_mistake_names_its_part_and_says_in_chinese_what_to_do(text: str, part: str, said: str) -> None:
    found, words = wrong(text)

    assert words == said
    assert part == "" or part in found


def test_values_of_a_file_that_is_being_written_are_read_as_far_as_they_can_be() -> None:
    pack = policy_of(HEILONGJIANG)
    source = "source: {document: hlj-2017-skill-upgrade-subsidy}, confidence: verified"
    located = read_yaml_text(
        f"parameters:\n  good: {{unit: month, base: [{{value: 3, {source}}}]}}\n  bad: {{unit: nothing, base: []}}\n"
        "  worse: 7\n",
        "m.yaml",
    )

    found = parameters_in(located, pack.vocabulary, set(pack.documents))

    assert {name: [row.value for row in one.base] for name, one in found.items()} == {"good": [3]}
