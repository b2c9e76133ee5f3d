"""Changes of the rules: the queue, two hands, and every way in which one stops."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from jiyao.foundation.models import Act
from jiyao.policy.models import ChangeState, PackChange, PackVersion
from jiyao.registry.models import AccountRole
from tests.interfaces.desk.hand import AWARD, FOUND, HAN, TAG, officials
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import CITY, OTHER_CITY, PROVINCE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("installation")]
CONDITION = "condition:city-grant:insured"
BASIS = {"document": "doc", "article": "第十条"}


def proposed(client: Client, gap: str = CONDITION, given: dict[str, str] | None = None) -> str:
    """The address of a change that is proposed."""
    return client.post(f"/desk/gaps/{gap}/", given or BASIS).url


def said(response) -> tuple[int, list[str]]:
    """The status, and what the page complains of."""
    alerts = re.findall(r'role="alert">(.*?)</(?:div|p)>\n', response.content.decode(), re.DOTALL)
    return response.status_code, [TAG.sub("", alert) for alert in alerts]


def test_who_proposed_decides_nothing_of_it() -> None:
    both = signed_in(AccountRole.REVIEW, PROVINCE)
    account = PackChange._meta.get_field("proposed_by").related_model.objects.get(
        username=f"review-{PROVINCE}"
    )
    address = proposed(both)
    account.assignments.update(role=AccountRole.APPROVE)

    page = both.get(address).content.decode()
    response = both.post(f"{address}decide/", {"do": "confirm"})

    assert 'value="confirm"' not in page
    assert said(response) == (403, ["提出人不能自己确认，请由另一位经办人复核"])
    assert PackVersion.objects.count() == 0


def test_change_that_breaks_an_example_is_not_confirmed() -> None:
    first, second = officials()
    address = proposed(first, AWARD, dict(FOUND))

    response = second.post(f"{address}decide/", {"do": "confirm"})

    assert said(response) == (409, ["与算例不一致：award/member；请决定是数值有误还是算例要改"])
    page = response.content.decode()
    assert "<td>暂不兑现：规定或数值未经确认</td><td>可兑现</td>" in page
    assert ("一并修改" in page, 'value="confirm"' in page) == (False, False)


def test_value_that_is_wrong_is_withdrawn_by_who_proposed_it() -> None:
    first, second = officials()
    address = proposed(first, AWARD, dict(FOUND))

    page = first.get(address).content.decode()
    response = first.post(f"{address}withdraw/")

    assert ("数值有误，撤回" in page, "算例要改，一并修改" in page) == (True, True)
    assert (response.status_code, PackChange.objects.get().state) == (302, ChangeState.WITHDRAWN)
    assert said(second.post(f"{address}decide/", {"do": "confirm"})) == (409, ["该修改已撤回，请刷新后再看"])


def test_example_that_is_wrong_is_mended_along_with_the_value() -> None:
    first, second = officials()
    address = proposed(first, AWARD, dict(FOUND))

    mended = first.post(f"{address}mend/").url
    response = second.post(f"{mended}decide/", {"do": "confirm"})

    states = [(c.state, sorted(c.lay)) for c in PackChange.objects.order_by("pk")]
    assert response.status_code == 302
    assert states == [
        (ChangeState.WITHDRAWN, ["measures/award.yaml"]),
        (ChangeState.CONFIRMED, ["examples/award.yaml", "measures/award.yaml"]),
    ]
    assert PackChange.objects.get(state="confirmed").lay["examples/award.yaml"] == (
        "- id: member\n  expect:\n    payable: pays\n    amount_fen: 200000\n"
    )


def test_there_is_nothing_to_mend_where_every_example_agrees() -> None:
    first, _ = officials()

    assert said(first.post(f"{proposed(first)}mend/")) == (409, ["算例全部一致，没有要改的"])


def test_change_is_returned_with_a_reason() -> None:
    first, second = officials()
    address = proposed(first)

    without = second.post(f"{address}decide/", {"do": "return", "answer": " "})
    response = second.post(f"{address}decide/", {"do": "return", "answer": "条款号不对"})

    assert said(without) == (422, ["请写明退回的原因"])
    assert response.status_code == 302
    page = first.get(address).content.decode()
    assert "已退回" in page
    assert "条款号不对" in page
    assert 'value="confirm"' not in page


def test_second_change_of_the_same_is_told_that_another_came_first() -> None:
    first, second = officials()
    one, other = proposed(first), proposed(first, given={**BASIS, "article": "第十一条"})
    second.post(f"{one}decide/", {"do": "confirm"})

    response = second.post(f"{other}decide/", {"do": "confirm"})

    status, complaints = said(response)
    assert (status, PackVersion.objects.count()) == (409, 1)
    assert "measures/city-grant.yaml" in complaints[0]
    assert "article: 第十条" in complaints[0]
    assert "请决定以哪个为准" in complaints[0]


def test_button_that_is_none_does_nothing() -> None:
    first, second = officials()
    address = proposed(first)

    response = second.post(f"{address}decide/", {"do": "nonsense"})

    assert (response.status_code, PackChange.objects.get().state) == (302, ChangeState.PROPOSED)


def test_confirmed_change_keeps_its_history_and_its_difference() -> None:
    first, second = officials()
    address = proposed(first)
    second.post(f"{address}decide/", {"do": "confirm", "answer": "核对无误"})

    page = second.get(address).content.decode()

    assert "<td><del>缴费月数" in page.replace("\n", "")
    assert "自此日起适用 <b>2025年7月1日</b>" in page
    assert "核对无误" in page
    kinds = Act.objects.filter(subject=f"packchange:{PackChange.objects.get().pk}").values_list(
        "kind", flat=True
    )
    assert sorted(kinds) == ["confirm-change", "propose-change"]


def test_prefecture_sees_and_decides_its_own_only() -> None:
    province, _ = officials()
    here, mine = officials(CITY)
    _, others = officials(OTHER_CITY)
    of_province = proposed(province)
    value = {"value": "200", "from": "2025-07-01", **BASIS}
    of_city = here.post(f"/desk/local-values/city-grant/standard_fen/{CITY}/", value).url

    refused = [
        mine.post(f"{of_province}decide/", {"do": "confirm"}),
        others.post(f"{of_city}decide/", {"do": "confirm"}),
    ]
    waits = [
        re.findall(
            r"<b>(\d+)</b> (?:项规则修改待复核|没有待复核的规则修改)", c.get("/desk/").content.decode()
        )
        for c in (mine, others)
    ]
    done = mine.post(f"{of_city}decide/", {"do": "confirm"})

    assert [said(one) for one in refused] == [
        (403, ["这项修改属于省级事项，请由省级经办人办理"]),
        (403, ["这项修改属于其他市（地），请由当地经办人办理"]),
    ]
    assert waits == [["1"], ["0"]]
    assert (done.status_code, PackChange.objects.get(division=CITY).state) == (302, ChangeState.CONFIRMED)


def test_queue_lists_open_changes_with_as_many_queries_for_three_as_for_one() -> None:
    first, second = officials()
    counts = []
    for article in ("第一条", "第二条", "第三条"):
        proposed(first, given={**BASIS, "article": article})
        second.get("/desk/changes/")
        with CaptureQueriesContext(connection) as queries:
            page = second.get("/desk/changes/").content.decode()
        counts.append((page.count("data-row"), len(queries)))

    assert [rows for rows, _ in counts] == [1, 2, 3]
    assert len({number for _, number in counts}) == 1


@pytest.mark.parametrize("address", ["/desk/changes/99/", "/desk/changes/99/evidence/"])
def test_change_that_is_none_is_not_there(address: str) -> None:
    assert officials()[0].get(address).status_code == 404


def test_change_without_a_scan_has_none_to_give() -> None:
    first, _ = officials()

    assert first.get(f"{proposed(first)}evidence/").status_code == 404


def test_english_pages_hold_chinese_in_data_only() -> None:
    first, _ = officials(english=True)
    address = proposed(first, AWARD, dict(FOUND))

    pages = [TAG.sub(" ", first.get(one).content.decode()) for one in ("/desk/changes/", address)]

    assert set(HAN.findall("".join(pages))) - {"技耀", "中文", "某发", "号", "第三条"} == set()


@pytest.mark.parametrize(
    ("address", "marked"),
    [
        ("/desk/gaps/", ["/desk/gaps/", "/desk/gaps/"]),
        ("/desk/changes/", ["/desk/gaps/", "/desk/changes/"]),
        ("/desk/local-values/", ["/desk/gaps/", "/desk/local-values/"]),
        ("/desk/rules/award/", ["/desk/gaps/"]),
        ("/desk/measures/", ["/desk/measures/"]),
    ],
)
def test_navigation_says_where_one_is(address: str, marked: list[str]) -> None:
    first, _ = officials()

    page = first.get(address).content.decode()

    assert re.findall(r'<a href="([^"]*)"[^>]* aria-current="page"', page) == marked
