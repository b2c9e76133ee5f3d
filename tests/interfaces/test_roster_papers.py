"""The paper about a roster: issued with its last decided line, to the organisation, with masked names, outcomes and sums."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path

import docx
import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.casework.actions.accepting import reject
from jiyao.casework.actions.passing import pass_day
from jiyao.casework.models import Case, Paper
from jiyao.foundation.models import Attachment
from jiyao.interfaces.ui.official.around import Around, rules_on
from jiyao.interfaces.ui.official.rosters import lines_decided
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account
from jiyao.registry.models import AccountRole as R
from tests.casework.claims import hand
from tests.casework.rosters import (
    BODY,
    all_of,
    demonstration,
    lay_out_class,
    line_of,
    lines_of,
    opened,
    signed,
)
from tests.registry.places import AT, DAY, account_as

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def records(settings: Settings, tmp_path: Path) -> list[int]:
    settings.ATTACHMENTS = tmp_path
    settings.DEMONSTRATION, settings.DAY = True, DAY
    return lay_out_class()


def decided(records: list[int]) -> Case:
    """A roster of three, the last of them not accepted, the others decided in one go."""
    roster = opened(records)
    signed([roster, *lines_of(roster)[:2]], "accept", hand(R.ACCEPT))
    reject(line_of(roster, records[2]).pk, hand(R.ACCEPT), reason="不在名单")
    signed(all_of(roster), "review", hand(R.REVIEW))
    signed(all_of(roster), "approve", hand(R.APPROVE))
    days = timedelta(days=8)
    pass_day(Hand(None, DAY + days, AT + days), demonstration())
    return roster


def browser(who: Account | None) -> Client:
    """Somebody's browser."""
    assert who is not None
    client = Client(headers={"accept-language": "zh-hans"})
    client.force_login(who)
    return client


def test_roster_gets_one_paper_when_its_last_line_is_decided(records: list[int]) -> None:
    roster = decided(records)
    paper = Paper.objects.get(kind="lines")
    body = browser(hand(R.TRAINING_BODY).account)

    page = body.get(f"/my-organisation/claims/{roster.pk}/").content.decode()
    address = f"/my-organisation/claims/{roster.pk}/papers/{paper.pk}"
    word = b"".join(body.get(f"{address}/docx/").streaming_content)
    pdf = b"".join(body.get(f"{address}/pdf/").streaming_content)

    assert (paper.case_id, paper.serial) == (roster.pk, 1)
    assert f"{address}/pdf/" in page
    assert "名册处理决定书" in page
    made = docx.Document(BytesIO(word))
    said = [one.text for one in made.paragraphs]
    assert said[2:4] == ["名册处理决定书", "第801公司："]
    assert "名册共3人" in said[4]
    assert any("准予给付2人" in one and "3,000.00元（大写：叁仟元整），支付至你单位" in one for one in said)
    numbers = [one.number for one in lines_of(roster)]
    assert [[cell.text for cell in row.cells] for row in made.tables[0].rows] == [
        ["序号", "受理编号", "姓名", "决定", "金额（元）"],
        ["1", numbers[0], "学****", "准予给付", "1,500.00"],
        ["2", numbers[1], "学****", "准予给付", "1,500.00"],
        ["3", numbers[2], "学****", "不予受理", "—"],
        ["合计", "", "", "3 人", "3,000.00"],
    ]
    assert pdf.startswith(b"%PDF")
    assert Attachment.objects.filter(kind__in=["pdf", "docx"]).count() == 2
    other = browser(account_as(R.TECHNICAL_SCHOOL, organisation=BODY + 1))
    assert other.get(f"{address}/pdf/").status_code == 404


def test_paper_of_a_roster_says_the_same_after_a_line_went_on(records: list[int]) -> None:
    roster = decided(records)
    paper = Paper.objects.get(kind="lines")
    before = lines_decided(Around(paper, rules_on(paper)))

    Case.objects.filter(pk=line_of(roster, records[0]).pk).update(state="closed", amount_fen=1)

    assert lines_decided(Around(Paper.objects.get(pk=paper.pk), rules_on(paper))) == before
