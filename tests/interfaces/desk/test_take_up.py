"""Take-up at the desk: the run's entitled, what was offered and claimed of it, the lists behind, and the workbook."""

import re
from io import BytesIO
from pathlib import Path

import pytest
from django.core.cache import caches
from django.test import Client
from pytest_django.fixtures import Settings
from python_calamine import CalamineWorkbook

from jiyao.casework.actions.offering import offer_due
from jiyao.casework.models import Case
from jiyao.casework.queries import kept_take_up
from jiyao.foundation.actions.queueing import work_on
from jiyao.foundation.models import Job
from jiyao.interfaces.portal.views import take_up as public
from jiyao.policy.actions.running import run_everybody
from jiyao.policy.determining import Asked
from jiyao.policy.queries.waiting import last_policy_run
from jiyao.registry.hand import Hand
from jiyao.registry.models import AccountRole
from tests.casework.claims import MEASURE, claimed, lay_out_entitled
from tests.interfaces.desk.signing import signed_in
from tests.packs.heilongjiang import pack
from tests.registry.places import AT, CITY, DAY, HERE, OTHER_COUNTY, PROVINCE

R = AccountRole
CELL = re.compile(r"<t[dh][^>]*>(?:<[^/>]*>)*([^<]*)")
LIST = "/desk/take-up/list/?cause={}"


@pytest.fixture(autouse=True)
def world(fresh_database: str, settings: Settings, tmp_path: Path) -> None:
    settings.DAY, settings.VAR = DAY, tmp_path
    lay_out_entitled()
    run_everybody(pack=pack(), asked=Asked(DAY, AT), runs=tmp_path / "runs", by="cli:test", at=AT)


def funnel(client: Client, query: str = f"?measure={MEASURE}") -> list[tuple[str, str, str]]:
    """Each stage with its number and its share, as the page says them."""
    page = client.get(f"/desk/take-up/{query}").content.decode()
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    rows = [CELL.findall(row) for row in body.split("</tr>") if "<t" in row]
    return [(row[0], row[1], row[2]) for row in rows]


def text(client: Client, address: str) -> str:
    """What stands on a page."""
    return client.get(address).content.decode()


def test_page_counts_from_the_run_to_the_claim_and_each_figure_has_its_list() -> None:
    supervisor = signed_in(R.SUPERVISE)
    by_run = funnel(supervisor)
    unreached = text(supervisor, LIST.format("not-offered") + f"&measure={MEASURE}")
    last = last_policy_run(pack())
    assert last is not None
    offer_due(last, pack(), Hand(None, DAY, AT))
    offered = funnel(supervisor)
    gone = text(supervisor, LIST.format("not-offered") + f"&measure={MEASURE}")
    case = claimed()
    waiting = text(supervisor, LIST.format("to-accept"))

    assert by_run == [
        ("应享", "1", "100.0%"),
        ("触达", "0", "0.0%"),
        ("受理", "0", "0.0%"),
        ("到账", "0", "0.0%"),
    ]
    assert offered[1] == ("触达", "1", "100.0%")
    assert f'href="/desk/people/{HERE}/"' in unreached
    assert "可能已有人办理" in gone
    assert f'href="/desk/cases/{case.pk}/"' in waiting
    assert Case.objects.get(measure=MEASURE) == case
    assert "已推送，本人未确认" not in text(supervisor, f"/desk/take-up/?measure={MEASURE}")


def test_reach_place_and_days_narrow_it_and_nonsense_does_not() -> None:
    claimed()
    city, elsewhere, province = (
        signed_in(R.SUPERVISE, CITY),
        signed_in(R.SUPERVISE, OTHER_COUNTY),
        signed_in(R.AUDITOR),
    )
    asked = f"?measure={MEASURE}"

    assert funnel(city)[0] == funnel(province)[0] == ("应享", "1", "100.0%")
    assert funnel(elsewhere) == []
    assert "没有应享人员" in text(elsewhere, f"/desk/take-up/{asked}")
    assert funnel(province, f"{asked}&place={CITY}") == funnel(city)
    assert funnel(province, f"{asked}&place={OTHER_COUNTY}") == []
    assert funnel(province, f"{asked}&from=2026-01-01") == []
    assert funnel(province, f"{asked}&from=x&to=2025-13-40") == funnel(province)
    assert [province.get(LIST.format(bad)).status_code for bad in ("x", "arrived", "")] == [404] * 3


def test_page_is_whole_in_english_and_the_workbook_has_numbers() -> None:
    claimed()
    english = signed_in(R.SUPERVISE, PROVINCE, english=True)
    page = text(english, "/desk/take-up/")
    content = english.get(f"/desk/take-up.xlsx?measure={MEASURE}").content

    assert "Entitled" in page
    assert "Waits to be accepted" in page
    book = CalamineWorkbook.from_filelike(BytesIO(content))
    assert book.sheet_names == ["Take-up", "Where the rest stays"]
    [figures, held] = [book.get_sheet_by_name(name).to_python()[-1][2:] for name in book.sheet_names]
    assert figures == [1, 1500, 1, 1500, 0, 0, 0, 0, "", ""]
    assert held == ["reached, not accepted", "waits to be accepted", "", 1, 1500]
    assert signed_in(R.ACCEPT).get("/desk/take-up.xlsx").status_code == 403


def test_many_cases_are_counted_by_a_job_and_the_page_says_when(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_take_up, "RUN_AT_ONCE", 0)
    reviewer, county = signed_in(R.REVIEW, PROVINCE), signed_in(R.REVIEW)
    before = text(reviewer, "/desk/take-up/")

    answer = reviewer.post("/desk/take-up/count/")
    job = Job.objects.get()
    done = work_on(job.pk)
    counted = funnel(reviewer)
    claimed()

    assert "还没有统计" in before
    assert answer.headers["Location"] == f"/desk/jobs/{job.pk}/"
    assert done.counts == {"figures": 3}
    assert counted == funnel(reviewer) == funnel(signed_in(R.AUDITOR))
    assert counted[0] == ("应享", "1", "100.0%")
    assert re.search(r"统计截至 \d{4}-\d\d-\d\d \d\d:\d\d", text(reviewer, "/desk/take-up/"))
    book = CalamineWorkbook.from_filelike(BytesIO(reviewer.get("/desk/take-up.xlsx").content))
    tops = [book.get_sheet_by_name(name).to_python()[0][0] for name in book.sheet_names]
    assert all(re.fullmatch(r"统计截至 \d{4}-\d\d-\d\d \d\d:\d\d", top) for top in tops)
    assert 'action="/desk/take-up/count/"' not in text(county, "/desk/take-up/")
    assert county.post("/desk/take-up/count/").status_code == 403


def test_everybody_reads_the_take_up_without_what_would_name_somebody(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    few = text(Client(), "/take-up/")
    caches["memory"].clear()
    monkeypatch.setattr(public, "FEWEST", 1)

    page = text(Client(headers={"accept-language": "en"}), "/take-up/")

    assert f'href="/measures/{MEASURE}/"' not in few
    assert (f'href="/measures/{MEASURE}/"' in page, "From promise to money" in page) == (True, True)
