"""Batches at the desk: made by who pays, taken to the bank, and settled by the bank's results."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django.fixtures import Settings

from jiyao.base.progress import silent
from jiyao.foundation.models import Act, Job
from jiyao.funds.actions.batching import write_file
from jiyao.funds.actions.loading import load_results
from jiyao.funds.models import Batch, BudgetLine, PaymentOrder
from jiyao.registry.models import AccountRole
from tests.funds.money import BY, Hands, committed, ordered, pots, results
from tests.interfaces.desk.signing import signed_in
from tests.registry.places import AT, COUNTY, DAY, HERE, OTHER_COUNTY, lay_out

pytestmark = pytest.mark.django_db


@pytest.fixture
def line(settings: Settings, tmp_path) -> BudgetLine:
    """The county's line, with two orders that wait."""
    settings.DAY, settings.ATTACHMENTS = DAY, tmp_path
    lay_out()
    found = Hands().county_line()
    for number in range(2):
        ordered(committed(found, key=f"c{number}"), key=f"o{number}")
    return found


def work() -> None:
    """Does the job that was asked for last."""
    job = Job.objects.order_by("-pk")[0]
    does = {"write_vetted": write_file, "write_file": write_file, "load_results": load_results}[
        job.work.rpartition(".")[2]
    ]
    does(job.arguments, at=AT, by=BY, progress=silent)
    Job.objects.filter(pk=job.pk).update(state="done")


def sent(client: Client, line: BudgetLine) -> Batch:
    """A batch with its file, made at the desk."""
    response = client.post("/desk/funds/batches/make/", {"line": line.pk})
    work()
    return Batch.objects.get(pk=int(response.url.split("/")[-2]))


def upload(client: Client, batch: Batch, content: bytes):
    """Brings the bank's file."""
    file = SimpleUploadedFile("jieguo.csv", content)
    return client.post(f"/desk/funds/batches/{batch.pk}/load/", {"results": file})


def test_orders_are_batched_taken_and_paid(line: BudgetLine) -> None:
    client = signed_in(AccountRole.PAY)
    waiting = client.get("/desk/funds/batches/").content.decode()

    batch = sent(client, line)
    file = batch.files.get()
    page = client.get(f"/desk/funds/batches/{batch.pk}/").content.decode()
    taken = client.post(f"/desk/funds/batches/{batch.pk}/files/{file.pk}/")
    orders = PaymentOrder.objects.filter(batch=batch)
    loaded = upload(client, batch, results(batch, [(str(o.pk), "1500.00", "成功", "", "") for o in orders]))
    work()
    after = client.get(f"/desk/funds/batches/{batch.pk}/").content.decode()

    assert "3,000" in waiting
    assert "等银行结果" in page
    assert b"".join(taken.streaming_content).decode("gb18030").startswith("批次号,")
    assert taken.headers["Content-Disposition"] == f'attachment; filename="20250630-{batch.pk}-orders.csv"'
    assert Act.objects.filter(kind="take-bank-file", subject=batch.party).count() == 1
    assert loaded.status_code == 302
    assert "已办结" in after
    assert pots(line) == (700_000, 0, 300_000, 0, 0)


def test_rows_that_came_back_stand_on_the_page_with_their_reason(line: BudgetLine) -> None:
    client = signed_in(AccountRole.PAY)
    batch = sent(client, line)
    first, second = PaymentOrder.objects.filter(batch=batch).order_by("pk")

    upload(
        client,
        batch,
        results(batch, [(str(first.pk), "1.00", "成功", "", ""), (str(second.pk), "1500", "处理中", "", "")]),
    )
    work()
    page = client.get(f"/desk/funds/batches/{batch.pk}/").content.decode()
    asked = client.post(f"/desk/funds/batches/{batch.pk}/write/", {"kind": "query"})
    work()

    assert "金额与支付单不符" in page
    assert "向银行查询，不会重发" in page
    assert (asked.status_code, batch.files.filter(kind="query").count()) == (302, 1)


def test_same_file_again_and_no_file_say_so(line: BudgetLine) -> None:
    client = signed_in(AccountRole.PAY)
    batch = sent(client, line)
    order = PaymentOrder.objects.filter(batch=batch)[0]
    content = results(batch, [(str(order.pk), "1500", "成功", "", "")])
    upload(client, batch, content)
    work()

    again = upload(client, batch, content)
    without = client.post(f"/desk/funds/batches/{batch.pk}/load/", {})

    assert (again.status_code, without.status_code) == (422, 422)
    assert "载入过，没有任何变化" in again.content.decode()
    assert "请选择银行返回的文件" in without.content.decode()


def test_batch_whose_file_is_not_written_can_be_given_up(line: BudgetLine) -> None:
    client = signed_in(AccountRole.PAY)
    client.post("/desk/funds/batches/make/", {"line": line.pk})
    batch = Batch.objects.get(line=line)
    progress = client.get(f"/desk/funds/batches/{batch.pk}/progress/")
    Job.objects.update(state="failed", message="磁盘已满")

    page = client.get(f"/desk/funds/batches/{batch.pk}/").content.decode()
    over = client.get(f"/desk/funds/batches/{batch.pk}/progress/")
    given_up = client.post(f"/desk/funds/batches/{batch.pk}/dissolve/")
    twice = client.post(f"/desk/funds/batches/{batch.pk}/dissolve/")

    assert "等待处理" in progress.content.decode()
    assert "磁盘已满" in page
    assert over.headers["HX-Redirect"] == f"/desk/funds/batches/{batch.pk}/"
    assert (given_up.status_code, twice.status_code) == (302, 409)
    assert PaymentOrder.objects.filter(line=line, state="ready").count() == 2


def test_nothing_to_pay_and_a_line_out_of_reach_make_no_batch(line: BudgetLine) -> None:
    client = signed_in(AccountRole.PAY)
    sent(client, line)

    nothing = client.post("/desk/funds/batches/make/", {"line": line.pk})
    other = signed_in(AccountRole.PAY, OTHER_COUNTY).post("/desk/funds/batches/make/", {"line": line.pk})

    assert (nothing.status_code, other.status_code) == (409, 403)
    assert "没有待拨付的支付单" in nothing.content.decode()


@pytest.mark.parametrize("line_number", ["", "abc", "9" * 30])
def test_line_that_is_none_makes_no_batch(line: BudgetLine, line_number: str) -> None:
    response = signed_in(AccountRole.PAY).post("/desk/funds/batches/make/", {"line": line_number})

    assert response.status_code == 403


def test_batch_of_another_place_is_not_there(line: BudgetLine) -> None:
    batch = sent(signed_in(AccountRole.PAY), line)
    client = signed_in(AccountRole.PAY, OTHER_COUNTY)

    statuses = [
        client.get(f"/desk/funds/batches/{batch.pk}/").status_code,
        client.post(f"/desk/funds/batches/{batch.pk}/files/{batch.files.get().pk}/").status_code,
        upload(client, batch, b"x").status_code,
    ]

    assert statuses == [404, 404, 404]


def test_who_supervises_sees_and_does_nothing(line: BudgetLine) -> None:
    batch = sent(signed_in(AccountRole.PAY), line)
    client = signed_in(AccountRole.SUPERVISE)

    page = client.get(f"/desk/funds/batches/{batch.pk}/")

    assert page.status_code == 200
    assert "取走文件" not in page.content.decode()
    assert upload(client, batch, b"x").status_code == 403


def test_order_hides_its_account_and_shows_it_for_a_reason(line: BudgetLine) -> None:
    order = PaymentOrder.objects.get(key="o0")
    client = signed_in(AccountRole.PAY, COUNTY)

    page = client.get(f"/desk/funds/orders/{order.pk}/").content.decode()
    without = client.post(f"/desk/funds/orders/{order.pk}/unmask/", {"reason": "看"})
    seen = client.post(f"/desk/funds/orders/{order.pk}/unmask/", {"reason": "核对退回的账号"})

    assert "甲银行 ***************0123" in page
    assert "6228480000000000123" not in page
    assert without.status_code == 422
    assert "6228480000000000123" in seen.content.decode()
    act = Act.objects.get(kind="unmask")
    assert (act.subject, act.codes) == (f"person:{HERE}", {"field": "account_sealed"})
    other = signed_in(AccountRole.PAY, OTHER_COUNTY)
    assert other.get(f"/desk/funds/orders/{order.pk}/").status_code == 404


def test_pages_speak_english(line: BudgetLine) -> None:
    batch = sent(signed_in(AccountRole.PAY), line)
    client = signed_in(AccountRole.AUDITOR, english=True)

    page = client.get(f"/desk/funds/batches/{batch.pk}/").content.decode()

    assert "waits for results" in page
    assert "Take the file" not in page
    assert "Payment batches" in client.get("/desk/funds/batches/").content.decode()
