"""An auditor asks for a bundle at the desk, and takes it away as one file."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pytest_django.fixtures import Settings

from jiyao.foundation.actions.queueing import work_on
from jiyao.foundation.models import Job
from jiyao.insight.bundle.listing import SHEETS
from jiyao.interfaces.ui.pack import the_pack
from jiyao.registry.models import AccountRole
from tests.funds.money import FUND, Hands
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import DAY, PROVINCE, lay_out

pytestmark = pytest.mark.django_db
ADDRESS = "/desk/funds/audit/"


@pytest.fixture(autouse=True)
def world(settings: Settings, tmp_path: Path) -> None:
    settings.DAY, settings.ATTACHMENTS, settings.VAR = DAY, tmp_path / "attachments", tmp_path
    lay_out()
    Hands().county_line()


def test_auditor_asks_for_a_bundle_and_takes_it_away() -> None:
    client = signed_in(AccountRole.AUDITOR, PROVINCE)
    assert "附数据字典和核对程序" in client.get(ADDRESS).content.decode()

    answer = client.post(ADDRESS, {"from": "2025-01-01", "to": "", "fund": FUND})

    job = Job.objects.get(work="jiyao.insight.bundle.asking.run_asked")
    assert answer.headers["Location"] == f"/desk/jobs/{job.pk}/"
    work_on(job.pk)
    assert "下载文件" in client.get(f"/desk/jobs/{job.pk}/").content.decode()
    file = client.get(f"/desk/jobs/{job.pk}/bad.xlsx")
    with ZipFile(BytesIO(b"".join(file))) as packed:
        told = json.loads(packed.read("audit-bundle/manifest.json"))
        names = {name.rpartition("/")[2] for name in packed.namelist()} - {""}
    assert told["content"]["period"] == {"from": "2025-01-01", "fund": FUND}
    assert file.headers["Content-Disposition"] == f'attachment; filename="audit-bundle-{told["act"]}.zip"'
    assert names == {
        "audit.sqlite",
        "manifest.json",
        "verify.py",
        "dictionary.csv",
        "dictionary.md",
        *(f"{sheet.name}.parquet" for sheet in SHEETS),
    }


@pytest.mark.parametrize("demonstration", [False, True])
def test_bundle_tells_the_rules_that_the_installation_runs(settings: Settings, demonstration: bool) -> None:
    settings.DEMONSTRATION = demonstration
    client = signed_in(AccountRole.AUDITOR, PROVINCE)
    client.post(ADDRESS, {"from": "2025-01-01", "to": "", "fund": FUND})
    job = Job.objects.get(work="jiyao.insight.bundle.asking.run_asked")

    work_on(job.pk)

    with ZipFile(BytesIO(b"".join(client.get(f"/desk/jobs/{job.pk}/bad.xlsx")))) as packed:
        told = json.loads(packed.read("audit-bundle/manifest.json"))
    assert told["content"]["pack"] == the_pack().version


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"from": "昨天"}, "write it as 2025-06-30"),
        ({"from": "2025-07-01", "to": "2025-06-30"}, "2025-06-30 is before 2025-07-01"),
        ({"fund": "nothing"}, "no measure is paid from"),
    ],
)
def test_period_that_makes_no_sense_is_told_and_nothing_is_made(given: dict[str, str], said: str) -> None:
    answer = signed_in(AccountRole.AUDITOR, PROVINCE, english=True).post(ADDRESS, given)

    assert (answer.status_code, Job.objects.count()) == (422, 0)
    assert said in answer.content.decode()


def test_nobody_else_has_a_bundle_made() -> None:
    for role in (AccountRole.SUPERVISE, AccountRole.REVIEW):
        assert signed_in(role, PROVINCE).post(ADDRESS, {}).status_code == 403
