"""A roster at the desk: its page, one signature for it and its lines, and what stayed behind."""

from pathlib import Path

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.base.money import yuan
from jiyao.base.progress import silent
from jiyao.casework.actions.signing import do_batch
from jiyao.casework.models import CaseBatch, Flag, FlagRun, Riding
from jiyao.foundation.models import Job, JobState
from jiyao.registry.hand import Hand
from jiyao.registry.models import Account
from jiyao.registry.models import AccountRole as R
from jiyao.registry.permitting import holder_of
from tests.casework.rosters import EACH_FEN, demonstration, lay_out_class, line_of, lines_of, opened, states
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import AT, COUNTY, DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def records(settings: Settings, tmp_path: Path) -> list[int]:
    settings.ATTACHMENTS = tmp_path
    settings.DEMONSTRATION, settings.DAY = True, DAY
    return lay_out_class()


def signed(desk: Client, duty: str, **chosen: object) -> CaseBatch:
    """The batch that a look and a signature make of what was chosen, done by a worker."""
    seen = desk.post("/desk/cases/sign/", {"duty": duty, **chosen}).context
    given = {"duty": duty, "case": seen["numbers"], "count": seen["count"], "fen": seen["fen"]}
    answer = desk.post("/desk/cases/sign/now/", given)
    batch = CaseBatch.objects.get(pk=int(answer.headers["Location"].split("/")[-2]))
    assert "等待处理" in desk.get(f"/desk/cases/signed/{batch.pk}/progress/").text
    assert batch.job is not None
    hand = Hand(holder_of(batch.by, DAY), DAY, AT, batch.pk)
    counts = do_batch(batch, hand, demonstration(), silent)
    assert counts[Riding.WAITING] == 0
    Job.objects.filter(pk=batch.job.pk).update(state=JobState.DONE)
    assert "HX-Redirect" in desk.get(f"/desk/cases/signed/{batch.pk}/progress/").headers
    return batch


def doubt(record: int) -> None:
    """A flag on an enrolment."""
    run = FlagRun.objects.get(pk=1001)
    Flag.objects.create(
        flag="ghost-trainee", table="enrolments", record=record, columns={}, found_on=DAY, run=run
    )


def test_roster_is_signed_for_with_its_lines_and_what_is_flagged_stays_behind(records: list[int]) -> None:
    roster = opened(records)
    doubt(records[0])
    accepting, reviewing, approving = (signed_in(role) for role in (R.ACCEPT, R.REVIEW, R.APPROVE))
    queue = accepting.get("/desk/cases/").text
    page = accepting.get(f"/desk/cases/{roster.pk}/").text
    asked = accepting.post("/desk/cases/sign/", {"duty": "accept", "roster": roster.pk}).text

    batch = signed(accepting, "accept", roster=roster.pk)

    assert f'href="/desk/cases/{roster.pk}/"' in queue
    assert f'href="/desk/cases/{line_of(roster, records[0]).pk}/"' not in queue
    assert page.count(">有疑点<") == 1
    assert f"3 人 · {yuan(450_000)} 元" in page
    assert f"签批 3 件，合计 {yuan(300_000)} 元" in asked
    assert "有疑点尚未排除，须单独办理" in asked
    assert states(roster) == ("accepted", ["claimed", "accepted", "accepted"])
    assert "已办</dt><dd>3</dd>" in accepting.get(f"/desk/cases/signed/{batch.pk}/").text
    signed(reviewing, "review", case=roster.pk)
    signed(approving, "approve", roster=roster.pk)
    assert states(roster) == ("noticed", ["claimed", "noticed", "noticed"])
    assert f'href="/desk/cases/{roster.pk}/"' in accepting.get("/desk/cases/").text
    line = accepting.get(f"/desk/cases/{line_of(roster, records[0]).pk}/").text
    assert f'href="/desk/cases/{roster.pk}/"' in line


def test_signature_holds_only_for_what_was_seen(records: list[int]) -> None:
    roster = opened(records)
    accepting, english = signed_in(R.ACCEPT), Client(headers={"accept-language": "en"})
    english.force_login(Account.objects.get(username=f"accept-{COUNTY}"))
    numbers = [roster.pk, *lines_of(roster).values_list("pk", flat=True)]
    given = {"duty": "accept", "case": numbers, "count": 4, "fen": 3 * EACH_FEN}
    doubt(records[0])

    refused = english.post("/desk/cases/sign/now/", given)

    assert refused.status_code == 422
    assert "meanwhile there are 3 cases and 300000 fen" in refused.text
    assert accepting.post("/desk/cases/sign/", {"duty": "pay", "case": numbers}).status_code == 404
    nothing = accepting.post("/desk/cases/sign/now/", {**given, "case": [], "count": "x"})
    assert (nothing.status_code, CaseBatch.objects.count()) == (422, 0)


def test_batch_is_seen_by_who_signed_it_and_by_the_auditor(records: list[int]) -> None:
    roster = opened(records)
    batch = signed(signed_in(R.ACCEPT), "accept", roster=roster.pk)
    address = f"/desk/cases/signed/{batch.pk}/"

    assert signed_in(R.REVIEW).get(address).status_code == 404
    assert signed_in(R.AUDITOR).get(address).status_code == 200


def test_roster_as_a_whole_is_sent_back_refused_and_rejected(records: list[int]) -> None:
    one, other = opened(records[:1]), opened(records[1:])
    accepting, reviewing, approving = (signed_in(role) for role in (R.ACCEPT, R.REVIEW, R.APPROVE))

    def moved(desk: Client, do: str, case: int = one.pk, reason: str = "名单不实") -> int:
        return desk.post(f"/desk/cases/{case}/move/", {"do": do, "reason": reason}).status_code

    assert moved(accepting, "reject", other.pk, "") == 422
    assert moved(accepting, "ask-supplement", other.pk) == 302
    assert moved(accepting, "reject", other.pk) == 409
    signed(accepting, "accept", roster=one.pk)
    assert moved(reviewing, "refuse") == 302
    assert "同意审核意见，不予批准" in approving.get(f"/desk/cases/{one.pk}/").text
    assert moved(approving, "send-back") == 302
    assert moved(reviewing, "refuse") == 302
    assert moved(approving, "approve") == 302
    assert states(one) == ("refused", ["lapsed"])
