"""An organisation keeps its examiners and internal supervisors on the portal."""

import pytest
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
    settings.DAY = DAY
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


def test_nobody_else_keeps_them() -> None:
    client = browser(body())
    client.post(f"{PAGE}examiners/enter/", ENTRY)
    record = Examiner.objects.get().record

    other = browser(body(organisation=802))
    assert other.post(f"{PAGE}examiners/{record}/end/").status_code == 422
    assert browser(official(R.REVIEW)).get(PAGE).status_code == 403
    assert client.post(f"{PAGE}owners/enter/", ENTRY).status_code == 404
