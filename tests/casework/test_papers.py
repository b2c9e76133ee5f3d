"""Papers are numbered by place, year and kind, without a gap, in the transaction of their step."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from jiyao.base.errors import Conflict
from jiyao.casework.actions.accepting import accept
from jiyao.casework.actions.papering import write_down, written
from jiyao.casework.issuing import numbered
from jiyao.casework.models import Paper, PaperKind, PaperSeries
from jiyao.foundation.models import Act
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole
from tests.casework.claims import claimed, hand, lay_out_entitled
from tests.registry.places import AT, COUNTY, DAY, OTHER_COUNTY

pytestmark = pytest.mark.django_db


class Broken(Conflict):
    """The transaction ends badly."""


def given(
    division: str | None, *, kind: PaperKind = PaperKind.SUMMARY, days: int = 0
) -> tuple[str, int, int]:
    """Place, year and number of another paper."""
    on = DAY + timedelta(days=days)
    paper = numbered(kind, division, Hand(None, on, AT + timedelta(days=days)), act=1)
    paper.save()
    return paper.division, paper.year, paper.serial


@transaction.atomic
def accept_and_break(case: int) -> None:
    """Accepts a case and is stopped before the end."""
    accept(case, hand(AccountRole.ACCEPT))
    assert Paper.objects.filter(case__isnull=False).count() == 1
    raise Broken("stopped before the end")


def test_numbers_follow_each_other_by_place_year_and_kind() -> None:
    lay_out_entitled()

    assert [given(COUNTY), given(COUNTY), given(OTHER_COUNTY)] == [
        (COUNTY, 2025, 1),
        (COUNTY, 2025, 2),
        (OTHER_COUNTY, 2025, 1),
    ]
    assert given(COUNTY, kind=PaperKind.NOTICE) == (COUNTY, 2025, 1)
    assert given(COUNTY, days=365) == (COUNTY, 2026, 1)
    assert given(None) == ("230000", 2025, 1)


def test_step_that_does_not_come_about_leaves_no_gap() -> None:
    lay_out_entitled()
    case = claimed()

    with pytest.raises(Broken):
        accept_and_break(case.pk)

    assert (Paper.objects.filter(case__isnull=False).count(), PaperSeries.objects.count()) == (0, 0)
    accept(case.pk, hand(AccountRole.ACCEPT))
    paper = Paper.objects.get(case__isnull=False)
    assert (paper.kind, paper.serial, paper.case_id, paper.issued_on) == ("acceptance", 1, case.pk, DAY)
    act = Act.objects.get(number=paper.act)
    assert (act.kind, act.codes, [row[0] for row in act.rests_on]) == (
        "issue-papers",
        {"acceptance": 1},
        [paper.step.act],
    )


def test_step_issues_a_kind_once() -> None:
    lay_out_entitled()
    accept(claimed().pk, hand(AccountRole.ACCEPT))
    paper = Paper.objects.get(case__isnull=False)
    twice = numbered(
        PaperKind.ACCEPTANCE, COUNTY, hand(AccountRole.ACCEPT), act=1, case=paper.case, step=paper.step
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        twice.save()


def test_what_a_paper_says_is_written_once() -> None:
    lay_out_entitled()
    accept(claimed().pk, hand(AccountRole.ACCEPT))
    paper = Paper.objects.get(case__isnull=False)

    assert written(paper) is None
    assert write_down(paper.pk, "first", "1号") == "first"
    assert write_down(paper.pk, "second", "2号") == "first"
    paper.refresh_from_db()
    assert (written(paper), paper.reference) == ("first", "1号")
