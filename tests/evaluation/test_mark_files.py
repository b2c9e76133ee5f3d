"""Marks from a file: what is read, what is refused with its line, and that nothing is half taken."""

from io import BytesIO

import pytest

from jiyao.evaluation.actions.mark_loading import NotYourMarks, load_marks
from jiyao.evaluation.mark_files import BadMarkFile, BadMarks, read_marks
from jiyao.evaluation.models import Mark, Part, Session
from jiyao.registry.imports.reading.tables import NotATable
from jiyao.registry.models import Account
from tests.evaluation.examined import LEAD, account_of, arranged, hand, office, pack
from tests.evaluation.workbooks import workbook

GOOD = [
    ["准考证号", "姓名", "理论知识考试", "技能考核"],
    ["T601", "张三", 85.5, 60],
    ["T602", "", "缺考", "70.0"],
]


def csv(text: str) -> BytesIO:
    return BytesIO(text.encode())


def test_marks_of_a_workbook_are_read_in_tenths() -> None:
    found = read_marks(workbook(GOOD))

    assert [(row.line, row.ticket, dict(row.marks)) for row in found.rows] == [
        (2, "T601", {Part.THEORY: 855, Part.PRACTICAL: 600}),
        (3, "T602", {Part.THEORY: None, Part.PRACTICAL: 700}),
    ]
    assert read_marks(csv("准考证号,技能考核\nT601,60")).device != found.device


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("准考证号,技能考核\nT601,八十", "line 2: “八十” is no mark"),
        ("准考证号,技能考核\nT601,-1", "line 2: “-1” is no mark"),
        ("准考证号,技能考核\nT601,85.55", "line 2: “85.55” is no mark"),
        ("准考证号,技能考核\n,60", "line 2: the ticket is missing"),
        ("准考证号,技能考核\nT601,60\nT601,61", "line 3: ticket T601 stands in line 2 too"),
    ],
)
def test_row_that_is_wrong_is_named(text: str, said: str) -> None:
    with pytest.raises(BadMarks, match=said):
        read_marks(csv(text))


@pytest.mark.parametrize(
    "text", ["姓名,技能考核\n张三,60", "准考证号,姓名\nT601,张三", "准考证号,技能,实操\nT601,1,2"]
)
def test_file_without_its_columns_is_refused(text: str) -> None:
    with pytest.raises(BadMarkFile, match="准考证号"):
        read_marks(csv(text))


def test_empty_file_is_refused() -> None:
    with pytest.raises(NotATable):
        read_marks(BytesIO())


@pytest.mark.django_db
class TestLoading:
    @pytest.fixture
    def of_office(self) -> Account:
        arranged("theory practical")
        return office()

    def loaded(self, account: Account, text: str) -> int:
        return load_marks(Session.objects.get().pk, read_marks(csv(text)), hand(account), pack())

    def test_every_mark_is_entered_and_the_same_file_once(self, of_office: Account) -> None:
        number = Session.objects.get().pk
        first = load_marks(number, read_marks(workbook(GOOD)), hand(of_office), pack())

        again = load_marks(number, read_marks(workbook(GOOD)), hand(of_office), pack())

        assert (first, again, Mark.objects.count()) == (4, 0, 4)

    def test_corrected_file_takes_the_place_of_what_it_corrects(self, of_office: Account) -> None:
        self.loaded(of_office, "准考证号,技能考核\nT601,60\nT602,70")

        assert self.loaded(of_office, "准考证号,技能考核\nT601,65\nT602,70") == 1

        last = Mark.objects.latest("pk")
        assert (last.tenths, last.saw) == (650, Mark.objects.earliest("pk").pk)

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            ("T999,60", "line 3: ticket T999 is not of session 2025-001"),
            ("T602,101", "line 3: practical lies between 0 and 100"),
        ],
    )
    def test_one_wrong_row_and_nothing_is_taken(self, of_office: Account, row: str, said: str) -> None:
        with pytest.raises(BadMarks, match=said):
            self.loaded(of_office, f"准考证号,技能考核\nT601,60\n{row}")
        assert Mark.objects.count() == 0

    def test_part_that_is_not_examined_is_refused(self, of_office: Account) -> None:
        with pytest.raises(BadMarks, match="not examined in review"):
            self.loaded(of_office, "准考证号,综合评审\nT601,60")

    def test_other_people_load_nothing(self, of_office: Account) -> None:
        with pytest.raises(NotYourMarks):
            self.loaded(account_of(LEAD), "准考证号,技能考核\nT601,60")
