"""Rating on one's own case, and the rates at the desk."""

from io import BytesIO

import pytest
from django.test import Client
from pytest_django.fixtures import Settings
from python_calamine import CalamineWorkbook

from jiyao.casework.models import Case, Rating, Recommendation
from jiyao.registry.hand import Hand
from tests.casework.claims import hand, lay_out_entitled
from tests.casework.contests import R, by, concluded, refused, stranger
from tests.registry.places import DAY

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def world(settings: Settings) -> None:
    settings.DAY = DAY
    lay_out_entitled()
    Rating.objects.all().delete()


def browser(who: Hand, language: str = "zh-hans") -> Client:
    """Somebody's browser."""
    assert who.account is not None
    client = Client(headers={"accept-language": language})
    client.force_login(who.account)
    return client


@pytest.mark.parametrize("language", ["zh-hans", "en"])
def test_bad_mark_is_given_with_one_tap_and_its_answer_is_read(language: str) -> None:
    case, person = refused(), browser(hand(R.CITIZEN), language)
    own, desk = f"/my/cases/{case.pk}/", browser(by(R.REVIEW), language)
    words = {"zh-hans": ("非常满意", "非常不满意"), "en": ("very satisfied", "very dissatisfied")}[language]
    page = person.get(own).content.decode()
    assert [word in page for word in words] == [True, True]
    none = desk.get("/desk/ratings/")

    bad = person.post(f"{own}rate/", {"grade": "9"})
    stranger_ = browser(stranger()).post(f"{own}rate/", {"grade": "good"})
    made = person.post(f"{own}rate/", {"grade": "very_bad", "sentence": "等得太久"})
    again = person.post(f"{own}rate/", {"grade": "good"})

    assert [one.status_code for one in (none, bad, stranger_, made, again)] == [200, 422, 404, 302, 422]
    followed = Case.objects.get(kind="complaint")
    page = person.get(own).content.decode()
    assert [
        one in page for one in (words[1], "等得太久", f"/my/cases/{followed.pk}/", 'value="very_good"')
    ] == [
        True,
        True,
        True,
        False,
    ]
    concluded(followed, Recommendation.GRANT)
    assert "已核实" in person.get(f"/my/cases/{followed.pk}/").content.decode()
    table = desk.get("/desk/ratings/").content.decode()
    assert [one in table for one in (words[1], "0.0%", "1 / 1", "/desk/records/ratings/rows.xlsx")] == [
        True
    ] * 4
    assert "等得太久" in desk.get(f"/desk/cases/{case.pk}/").content.decode()
    book = CalamineWorkbook.from_filelike(BytesIO(desk.get("/desk/records/ratings/rows.xlsx").content))
    shown = words[1] if language == "zh-hans" else "very_bad"
    assert [row[1] for row in book.get_sheet_by_index(0).to_python()][1:] == [shown]
    place = {"zh-hans": "道里区", "en": "Daoli"}[language]
    assert [row[2:] for row in book.get_sheet_by_index(1).to_python()][1:] == [
        ["1", "0", "0", "0", "0", "1", "0.0", "1", "1"]
    ]
    assert place in book.get_sheet_by_index(1).to_python()[1][0]
