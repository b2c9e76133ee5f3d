"""An organisation keeps its examiners and internal supervisors on the portal."""

import re
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.evaluation.models import Examiner, Supervisor
from jiyao.registry.models import FOREVER
from tests.casework.filings import ORGANISATION, WELDER, R, body, lay_out_unlisted, official
from tests.interfaces.portal.test_bodies import browser
from tests.registry.places import DAY, HERE, IDENTITIES

pytestmark = pytest.mark.django_db
PAGE = "/my-organisation/examiners/"
ENTRY = {
    "organisation": str(ORGANISATION),
    "identity": IDENTITIES[HERE],
    "occupation": WELDER,
    "level": "L3",
    "grade": "senior",
    "starts_on": DAY.isoformat(),
}


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY, settings.DEMONSTRATION = DAY, True
    lay_out_unlisted()


def test_examiner_and_supervisor_are_entered_and_end() -> None:
    client = browser(body())
    assert client.post(f"{PAGE}examiners/enter/", ENTRY).status_code == 302
    assert client.post(f"{PAGE}supervisors/enter/", ENTRY).status_code == 302
    examiner, supervisor = Examiner.objects.get(), Supervisor.objects.get()
    assert (examiner.person_id, examiner.grade, examiner.level) == (HERE, "senior", "L3")
    assert (supervisor.person_id, supervisor.side) == (HERE, "internal")
    assert (page := client.get(PAGE).text).count("End today") + page.count("今天起终止") == 2

    assert client.post(f"{PAGE}examiners/{examiner.record}/end/").status_code == 302

    assert Examiner.objects.get(superseded_at=FOREVER).ends_on == DAY


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"identity": "239901199003074521"}, "没有登记这个公民身份号码"),
        ({"occupation": "9-99"}, "请填写职业编码"),
        ({"level": "L9"}, "请填写职业编码"),
        ({"ends_on": "2025-06-29"}, "早于起始日"),
        ({"starts_on": "30.6."}, "不是日期"),
        ({"organisation": "802"}, "只能登记本单位的人员"),
        ({"organisation": "x"}, "只能登记本单位的人员"),
    ],
)
def test_bad_entry_is_refused_and_says_why(changed: dict[str, str], said: str) -> None:
    answer = browser(body()).post(f"{PAGE}examiners/enter/", {**ENTRY, **changed})

    assert (answer.status_code, said in answer.text, Examiner.objects.exists()) == (422, True, False)


def test_same_person_is_entered_once_for_the_same_days() -> None:
    client = browser(body())
    client.post(f"{PAGE}examiners/enter/", ENTRY)

    again = client.post(f"{PAGE}examiners/enter/", ENTRY)

    assert (again.status_code, Examiner.objects.count()) == (422, 1)


def brought(client: Client, kind: str, *rows: str, organisation: int = ORGANISATION) -> HttpResponse:
    """The answer to a list."""
    heads = "公民身份号码,起始日,截止日" + (
        ",考评员等级,职业编码,考评最高等级" if kind == "examiners" else ""
    )
    file = SimpleUploadedFile("list.csv", "\n".join((heads, *rows)).encode())
    return client.post(f"{PAGE}{kind}/file/", {"file": file, "organisation": organisation})


def test_list_of_examiners_is_entered_as_a_whole_with_every_bad_row_told() -> None:
    client, welds = browser(body()), f"高级考评员,{WELDER},三级"
    good = f"{IDENTITIES[HERE]},2025-07-01,2026-06-30,{welds}"

    refused = brought(
        client, "examiners", good, f"{IDENTITIES[HERE]},2026-01-01,,{welds}", f"123,2025-07-01,,{welds}"
    )
    backwards = brought(client, "examiners", f"{IDENTITIES[HERE]},2025-07-01,2025-06-30,{welds}")
    assert not Examiner.objects.exists()
    done = brought(client, "examiners", good)
    again = brought(client, "examiners", good)

    assert re.findall(r'<td class="number">(\d+)</td>', refused.text) == ["3", "4"]
    assert [one.status_code for one in (refused, backwards, done, again)] == [422, 422, 302, 422]
    examiner = Examiner.objects.get()
    assert (examiner.person_id, examiner.grade, examiner.ends_on) == (HERE, "senior", date(2026, 6, 30))


def test_list_of_supervisors_is_of_ones_own_organisation() -> None:
    client, row = browser(body()), f"{IDENTITIES[HERE]},2025-07-01,"

    answers = [
        brought(client, "supervisors", row, organisation=802),
        client.post(f"{PAGE}supervisors/file/", {}),
        brought(client, "supervisors", row),
    ]

    assert [one.status_code for one in answers] == [422, 422, 302]
    assert [(one.side, one.person_id) for one in Supervisor.objects.all()] == [("internal", HERE)]
    assert client.get(f"{PAGE}examiners/template.xlsx").content[:2] == b"PK"


def test_nobody_else_keeps_them() -> None:
    client = browser(body())
    client.post(f"{PAGE}examiners/enter/", ENTRY)
    record = Examiner.objects.get().record

    other = browser(body(organisation=802))
    assert other.post(f"{PAGE}examiners/{record}/end/").status_code == 422
    assert browser(official(R.REVIEW)).get(PAGE).status_code == 403
    assert client.post(f"{PAGE}owners/enter/", ENTRY).status_code == 404
