"""What head and tail of a text say of the document."""

from datetime import date

import pytest

from jiyao.policy.intake.describing import Described, day_in, described, named_documents, numbers_in
from tests.policy.intake.files import NOTICE


def test_notice_says_what_it_is_called_from_whom_and_from_when() -> None:
    assert described(NOTICE) == Described(
        title="甲市人力资源和社会保障局关于印发《甲市技能提升补贴办法》的通知",
        number="甲人社规〔2025〕3号",
        issuers=("甲市人力资源和社会保障局", "甲市财政局"),
        issued_on=date(2025, 6, 3),
        effective_from=date(2025, 7, 1),
        effective_to=date(2030, 6, 30),
    )


@pytest.mark.parametrize(
    ("lines", "found"),
    [
        (["乙市人民政府文件", "乙政发[2024] 12 号", "乙市人民政府", "关于甲的意见", "各县：", "自印发之日起施行。", "二〇二四年五月三十一日"],
         Described("乙市人民政府关于甲的意见", "乙政发〔2024〕12号", ("乙市人民政府",), date(2024, 5, 31), date(2024, 5, 31))),
        (["丙省人社厅 丙省财政厅关于甲的通知", "第一条 有效期至2027年12月31日。"],
         Described("丙省人社厅 丙省财政厅关于甲的通知", "", ("丙省人社厅", "丙省财政厅"), None, None, date(2027, 12, 31))),
        (["第一条 甲。"], Described()),
        ([], Described()),
    ],
)  # fmt: skip
def test_what_is_said_is_found_and_what_is_not_stays_empty(lines: list[str], found: Described) -> None:
    assert described(lines) == found


@pytest.mark.parametrize("text", ["2025年2月30日", "二五年", "明天"])
def test_day_that_is_none_is_none(text: str) -> None:
    assert day_in(text) is None


def test_numbers_are_written_one_way() -> None:
    assert list(numbers_in("根据黑政发[2023]011 号和黑人社规（2024）3号")) == [
        "黑政发〔2023〕11号",
        "黑人社规〔2024〕3号",
    ]


def test_documents_that_it_names_are_those_it_rests_on_and_those_it_repeals() -> None:
    documents = {
        "a": {"number": "某发〔2024〕1号", "title": {"zh": "某办法"}},
        "b": {"number": None, "title": {"zh": "上位办法"}},
        "c": {"number": "无关〔2024〕1号", "title": {"zh": "无关"}},
    }

    assert named_documents([*NOTICE, "根据《上位办法》制定。"], documents) == (("b",), ("a",))
