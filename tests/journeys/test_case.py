"""A worker claims what is hers, four officials handle and pay it; then her certificate turns out wrong."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from playwright.sync_api import Browser, Page
from pytest_django.fixtures import Settings

from jiyao.casework.models import Case
from jiyao.foundation.actions.queueing import work_on
from jiyao.foundation.models import Job
from jiyao.funds.models import Batch, PaymentOrder
from jiyao.registry.models import Account, AccountRole
from tests.casework.claims import CERTIFICATE, MEASURE, lay_out_entitled
from tests.funds.money import results
from tests.interfaces.desk.signing import signed_in
from tests.interfaces.papers import pages
from tests.journeys.browser import Looking, aside, browsing, page_of, served
from tests.registry.places import DAY

ROLES = (AccountRole.CITIZEN, AccountRole.ACCEPT, AccountRole.REVIEW, AccountRole.APPROVE)


def open_pages(browser: Browser, address: str, locale: str, width: int) -> list[Page]:
    """The pages of the worker, of who accepts, reviews and approves in the county, and of who pays."""

    def clients() -> list[Client]:
        paying = Client()
        paying.force_login(Account.objects.get(username="pay-230000"))
        return [*(signed_in(role) for role in ROLES), paying]

    return [page_of(browser, one, address, locale, width) for one in aside(clients)]


def handled(page: Page, address: str, look: Looking, button: str) -> None:
    """The first case of somebody's queue, done with a button."""
    page.goto(f"{address}/desk/cases/")
    look.at("queue")
    page.click("tbody a")
    page.wait_for_selector(f"button[value={button}]")
    for tick in page.locator("input[name=confirmed]").all():
        tick.check()
    look.at("case")
    page.click(f"button[value={button}]")
    page.wait_for_selector(f"button[value={button}]", state="detached")
    look.at("done")


def answer_of_the_bank() -> bytes:
    """What the bank says of the batch that was made last: paid."""
    work_on(Job.objects.order_by("-pk")[0].pk)
    batch = Batch.objects.order_by("-made_at")[0]
    [order] = PaymentOrder.objects.filter(batch=batch)
    return results(batch, [[str(order.pk), "1500.00", "成功", "", "2025-06-30"]])


def paid(page: Page, address: str, file: Path) -> None:
    """A batch of all that waits, and the bank's answer loaded."""
    page.goto(f"{address}/desk/funds/batches/")
    page.click("form[action$='/make/'] button")
    page.wait_for_url("**/batches/*/")
    file.write_bytes(aside(answer_of_the_bank))
    page.reload()
    page.set_input_files("input[name=results]", file)
    page.click("form[action$='/load/'] button")
    page.wait_for_load_state()
    aside(lambda: work_on(Job.objects.order_by("-pk")[0].pk))


def downloaded(page: Page, link: str) -> bytes:
    """The file behind a link of the page."""
    with page.expect_download() as waiting:
        page.click(link)
    return waiting.value.path().read_bytes()


def revoked(asking: Page, deciding: Page, address: str) -> None:
    """The certificate is revoked from the day of its issue, by two hands."""
    asking.goto(f"{address}/desk/records/certificates/{CERTIFICATE}/correct/revoked_on/")
    asking.fill("#value", "2025-02-01")
    asking.fill("#reason", "评价机构来函：成绩作废")
    asking.click("main form .button")
    asking.wait_for_url("**/desk/corrections/*/")
    deciding.goto(asking.url)
    deciding.click("button[value=correct]")
    deciding.wait_for_selector("button[value=correct]", state="detached")


@pytest.mark.enable_socket
@pytest.mark.parametrize(("locale", "width"), [("zh-CN", 1280), ("en-US", 390)])
def test_claim_is_paid_and_recovered_when_the_certificate_falls(
    fresh_database: str, settings: Settings, tmp_path: Path, locale: str, width: int
) -> None:
    settings.DAY, settings.ATTACHMENTS = DAY, tmp_path / "kept"
    settings.ALLOWED_HOSTS = ["127.0.0.1", "testserver"]
    lay_out_entitled()
    with served() as address, browsing() as browser:
        hers, accepting, reviewing, approving, paying = open_pages(browser, address, locale, width)
        look = Looking(hers, f"case-{width}")
        hers.goto(f"{address}/my/measures/{CERTIFICATE}/{MEASURE}/")
        hers.fill("#account", "6228480000000000123")
        hers.fill("#bank", "甲银行")
        look.at("due")
        hers.click("form[action$='/claim/'] .button")
        hers.wait_for_selector(".steps")
        look.at("claimed")
        for page, name, button in (
            (accepting, "accepting", "accept"),
            (reviewing, "reviewing", "grant"),
            (approving, "approving", "approve"),
        ):
            handled(page, address, Looking(page, f"case-{width}-{name}"), button)
        paid(paying, address, tmp_path / "answer.csv")
        hers.reload()
        look.at("paid")
        arrived = hers.inner_text("main")
        decision = downloaded(hers, "#papers li:last-child a:first-of-type")

        settings.DAY = DAY + timedelta(days=1)
        revoked(accepting, reviewing, address)
        handled(reviewing, address, Looking(reviewing, f"case-{width}-judging"), "judge")
        handled(approving, address, Looking(approving, f"case-{width}-carrying"), "carry-out")
        consequence = aside(lambda: Case.objects.get(kind="consequence").pk)
        paying.goto(f"{address}/desk/cases/{consequence}/")
        Looking(paying, f"case-{width}-owed").at("owed")
        owed = paying.inner_text("main")
        paying.fill("input[name=amount]", "1500")
        paying.click("button[value=recovered]")
        paying.wait_for_selector("button[value=recovered]", state="detached")
        hers.reload()
        look.at("reversed")
        after = hers.inner_text("main")

    assert "1,500" in arrived
    assert "壹仟伍佰元整" in "".join(pages(decision))
    assert ("到账" if locale == "zh-CN" else "arrived") in arrived
    assert "1,500" in owed
    assert ("已撤销" if locale == "zh-CN" else "was reversed") in after
