"""Money is proposed by one official, confirmed by another, and paid; looked at, and read aloud."""

from pathlib import Path
from urllib.parse import urlsplit

import pytest
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.foundation.actions.queueing import work_on
from jiyao.foundation.models import Job
from jiyao.funds.models import Batch, PaymentOrder
from jiyao.registry.models import AccountRole
from tests.funds.money import FUND, Hands, committed, ordered, results
from tests.interfaces.desk.signing import signed_in
from tests.journeys.browser import Looking, aside, browsing, page_of, served
from tests.registry.places import CITY, DAY, lay_out


def work_of_the_batch() -> tuple[Batch, PaymentOrder, PaymentOrder]:
    """Does what was asked for last; the batch with its orders."""
    work_on(Job.objects.order_by("-pk")[0].pk)
    batch = Batch.objects.get(state="filed")
    first, second = PaymentOrder.objects.filter(batch=batch).order_by("pk")
    return batch, first, second


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_money_is_allocated_by_two_hands_and_paid(
    fresh_database: str, settings: Settings, tmp_path: Path, locale: str, width: int
) -> None:
    settings.DAY, settings.ALLOWED_HOSTS = DAY, ["127.0.0.1", "testserver"]
    settings.ATTACHMENTS = tmp_path
    lay_out()
    hands = Hands()
    line = hands.county_line(1_000_000)
    for number in range(2):
        ordered(committed(line, 50_000, key=f"c{number}"), key=f"o{number}")
    hands.allocate(amount_fen=50_000_000)
    pays, approves = Client(), signed_in(AccountRole.APPROVE, CITY)
    pays.force_login(hands.pays.account)
    approves.force_login(hands.approves.account)
    with served() as address, browsing() as browser:
        hers, his = (page_of(browser, one, address, locale, width) for one in (pays, approves))
        look, look_again = Looking(hers, f"funds-{width}"), Looking(his, f"funds-{width}")

        hers.goto(f"{address}/desk/funds/allocations/make/")
        hers.select_option("#fund", FUND)
        hers.select_option("#division", CITY)
        hers.fill("#amount", "2,000.50")
        hers.fill("#basis", "演示〔2025〕2号")
        look.at("form")
        hers.click("main form .button")
        look.at("proposed")
        his.goto(f"{address}/desk/funds/allocations/")
        look_again.at("waiting")
        his.click(f"tbody a[href='{urlsplit(hers.url).path}']")
        his.click("button[value=confirm]")
        look_again.at("decided")
        assert ("已确认" if width > 500 else "confirmed") in his.inner_text(".bar .count")
        hers.goto(f"{address}/desk/funds/?year=2025")
        look.at("lines")
        hers.click("tbody tr:last-child a")
        look.at("line")
        hers.goto(f"{address}/desk/funds/batches/")
        look.at("batches")
        hers.click("form[action$='/make/'] button")
        batch, order, other = aside(work_of_the_batch)
        hers.goto(f"{address}/desk/funds/batches/{batch.pk}/")
        look.at("batch")
        with hers.expect_download() as taken:
            hers.click("form[action*='/files/'] button")
        assert taken.value.suggested_filename == f"20250630-{batch.pk}-orders.csv"
        rows = [(str(order.pk), "500.00", "成功", "", ""), (str(other.pk), "1.00", "成功", "", "")]
        hers.set_input_files(
            "#results", {"name": "r.csv", "mimeType": "text/csv", "buffer": results(batch, rows)}
        )
        hers.click("form[action$='/load/'] button")
        aside(work_of_the_batch)
        hers.goto(f"{address}/desk/funds/batches/{batch.pk}/")
        look.at("results")
        hers.goto(f"{address}/desk/funds/orders/{order.pk}/")
        look.at("order")
