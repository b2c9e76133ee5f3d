"""The results of the bank: what is paid moves, what failed goes back, and nothing twice."""

import pytest

from jiyao.base.errors import JiyaoError
from jiyao.foundation.actions.sealing import anonymise
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.funds.accounts import BankAccount, organisation_payee, person_payee
from jiyao.funds.actions.batching import (
    NothingToPay,
    NothingUnknown,
    ask_for_file,
    make_batch,
)
from jiyao.funds.actions.committing import BadSum
from jiyao.funds.actions.loading import LoadedAlready, NotSent
from jiyao.funds.actions.ordering import (
    NotReturned,
)
from jiyao.funds.actions.recovering import recover
from jiyao.funds.actions.settling import Settlement, settle
from jiyao.funds.models import Batch, BudgetLine, Commitment, FileKind, Transfer
from jiyao.funds.queries.balancing import differences
from jiyao.funds.queries.payments import payments_of, payments_of_many, standing_of
from jiyao.registry.exchange.reading import BadFile
from tests.funds.money import (
    ACCOUNT,
    BY,
    WHEN,
    Hands,
    committed,
    content,
    filed,
    load,
    ordered,
    pots,
    results,
    sent,
    state,
    write,
)
from tests.registry.places import AT, HERE, THERE

pytestmark = pytest.mark.django_db


def test_paid_order_moves_its_money_and_names_everything(hands: Hands, line: BudgetLine) -> None:
    batch, [first, second] = sent(hands, line)
    rows = [(str(o.pk), "1500.00", "成功", "", "2025-07-01") for o in (first, second)]

    loaded = load(batch, results(batch, rows))

    first.refresh_from_db()
    batch.refresh_from_db()
    assert (first.state, first.settled_on.isoformat(), batch.state) == ("paid", "2025-07-01", "closed")
    assert pots(line) == (700_000, 0, 300_000, 0, 0)
    transfer = Transfer.objects.get(order=first.pk)
    assert (transfer.kind, transfer.subject, transfer.commitment) == ("pay", "case:12", first.commitment_id)
    assert transfer.act == first.result_act
    assert loaded.counts == {"rows": 2, "paid": 2, "failed": 0, "unknown": 0, "unchanged": 0, "refused": 0}
    commitment = Commitment.objects.get(pk=first.commitment_id)
    assert (commitment.ordered_fen, commitment.paid_fen, commitment.left_fen) == (0, 150_000, 0)
    assert differences() == []
    assert verify_acts().findings == {}


def test_failed_order_goes_back_and_another_replaces_it_once(hands: Hands, line: BudgetLine) -> None:
    batch, [order] = sent(hands, line, 1)
    load(batch, results(batch, [(str(order.pk), "1500.00", "失败", "户名不符", "")]))
    commitment = Commitment.objects.get(pk=order.commitment_id)

    [returned] = payments_of("case:12")
    second = ordered(commitment, key="again", replaces=order.pk)
    with pytest.raises(NotReturned):
        ordered(commitment, key="third", replaces=order.pk)
    with pytest.raises(NotReturned):
        ordered(commitment, key="fourth", replaces=second.pk)

    assert (returned.state, returned.reason, returned.replaced_by) == ("returned", "户名不符", None)
    assert payments_of("case:12")[0].replaced_by == second.pk
    assert pots(line) == (850_000, 150_000, 0, 0, 0)
    assert ordered(commitment, key="again", replaces=order.pk) == second


def test_unknown_is_asked_again_and_never_sent_again(hands: Hands, line: BudgetLine) -> None:
    batch, [first, second, silent] = sent(hands, line, 3)
    load(
        batch,
        results(
            batch,
            [(str(first.pk), "1500.00", "成功", "", ""), (str(second.pk), "1500.00", "处理中", "", "")],
        ),
    )

    write(batch, FileKind.QUERY)
    told = content(batch, "query").split("\r\n")[3:-1]
    with pytest.raises(NothingToPay):
        make_batch(line=line.pk, when=WHEN, by=hands.pays.account, file_format="bank-file")
    load(
        batch,
        results(batch, [(str(o.pk), "1500.00", "成功", "", "") for o in (second, silent)]),
    )

    assert told == [f"{second.pk},1500.00", f"{silent.pk},1500.00"]
    assert [state(o) for o in (first, second, silent)] == ["paid", "paid", "paid"]
    with pytest.raises(NothingUnknown):
        ask_for_file(Batch.objects.get(pk=batch.pk), by=BY, kind=FileKind.QUERY)


def test_same_results_again_change_nothing_and_say_so(hands: Hands, line: BudgetLine) -> None:
    batch, [order] = sent(hands, line, 1)
    rows = [(str(order.pk), "1500.00", "成功", "", "")]
    load(batch, results(batch, rows))

    with pytest.raises(LoadedAlready, match="nothing changed"):
        load(batch, results(batch, rows))
    again = load(batch, results(batch, [(str(order.pk), "1500", "已到账", "另一个文件", "")]))

    assert (again.counts["unchanged"], again.counts["paid"]) == (1, 0)
    assert Transfer.objects.filter(order=order.pk).count() == 1


def test_rows_that_are_not_good_are_refused_by_number_and_the_others_taken(
    hands: Hands, line: BudgetLine
) -> None:
    batch, [first, second, third] = sent(hands, line, 3)
    load(batch, results(batch, [(str(first.pk), "1500", "成功", "", "")]))
    rows = [
        (str(first.pk), "1500.00", "失败", "", ""),
        (str(second.pk), "1499.00", "成功", "", ""),
        ("1001", "1500.00", "成功", "", ""),
        ("abc", "1500.00", "成功", "", ""),
        (str(second.pk), "1500.00", "也许", "", ""),
        (str(second.pk), "1500.00", "成功", "", "昨天"),
        (str(third.pk), "1500.00", "成功", "", ""),
    ]

    loaded = load(batch, unsummed(batch, rows))

    assert loaded.refused == [
        [4, str(first.pk), "contradicts"],
        [5, str(second.pk), "other_amount"],
        [6, "1001", "unknown_order"],
        [7, "abc", "bad_order"],
        [8, str(second.pk), "bad_result"],
        [9, str(second.pk), "bad_day"],
    ]
    assert [state(o) for o in (first, second, third)] == ["paid", "batched", "paid"]
    assert differences() == []


def unsummed(batch: Batch, rows: list[tuple[str, ...]]) -> bytes:
    """Results whose total is that of the rows that can be read."""
    text = results(batch, rows).decode("gb18030").splitlines()
    good = [row for row in rows if row[0].isdecimal() and row[2] in ("成功", "失败") and row[4] != "昨天"]
    total = sum(round(float(row[1]) * 100) for row in good)
    text[1] = f"{batch.pk},{len(rows)},{total / 100:.2f}"
    return "\r\n".join(text).encode("gb18030")


@pytest.mark.parametrize(
    "summary", [{"batch": "77"}, {"count": "3"}, {"total": "1.00"}, {"count": "x"}, {"total": "?"}]
)
def test_file_that_does_not_add_up_is_refused_as_a_whole(
    hands: Hands, line: BudgetLine, summary: dict[str, str]
) -> None:
    batch, [order] = sent(hands, line, 1)

    with pytest.raises(BadFile):
        load(batch, results(batch, [(str(order.pk), "1500.00", "成功", "", "")], **summary))

    assert state(order) == "batched"


@pytest.mark.parametrize("text", ["", "x", "批次号,总笔数\r\n1,2\r\n", "a,b\r\n\r\n"])
def test_file_that_is_no_result_file_is_refused(hands: Hands, line: BudgetLine, text: str) -> None:
    batch, [order] = sent(hands, line, 1)

    with pytest.raises(JiyaoError):
        load(batch, text.encode())

    assert state(order) == "batched"


def test_batch_that_was_not_sent_has_no_results(hands: Hands, line: BudgetLine) -> None:
    ordered(committed(line))
    batch = make_batch(line=line.pk, when=WHEN, by=hands.pays.account, file_format="bank-file")

    with pytest.raises(NotSent):
        load(batch, b"x")


def test_payee_that_was_anonymised_holds_nobody_up(hands: Hands, line: BudgetLine) -> None:
    here, there = (
        ordered(committed(line, key=str(n)), key=str(n), payee=person_payee(n, ACCOUNT))
        for n in (HERE, THERE)
    )
    anonymise(HERE, by=BY, reason="依申请", at=AT)

    batch = filed(line, hands.pays.account)

    assert (state(here), here.reason, state(there)) == ("returned", "anonymised", "batched")
    assert batch.count == 1
    assert Commitment.objects.get(pk=here.commitment_id).left_fen == 150_000


def test_organisation_is_paid_under_the_installations_key(hands: Hands, line: BudgetLine) -> None:
    payee = organisation_payee(801, BankAccount("第801公司, 甲", "622848000000", "甲银行"))
    order = ordered(committed(line), payee=payee)

    batch = filed(line, hands.pays.account)

    assert content(batch).split("\r\n")[3] == f'{order.pk},"第801公司, 甲",622848000000,甲银行,1500.00,补贴'


def test_recovered_money_comes_back_to_the_line_and_never_more_than_was_paid(
    hands: Hands, line: BudgetLine
) -> None:
    batch, [order] = sent(hands, line, 1)
    load(batch, results(batch, [(str(order.pk), "1500.00", "成功", "", "")]))

    recover(order.commitment_id, amount_fen=100_000, when=WHEN, by=BY)
    for amount in (50_001, 0):
        with pytest.raises(BadSum):
            recover(order.commitment_id, amount_fen=amount, when=WHEN, by=BY)

    assert pots(line) == (850_000, 0, 50_000, 100_000, 0)
    assert differences() == []


def test_who_ordered_asks_how_it_stands(hands: Hands, line: BudgetLine, django_assert_num_queries) -> None:
    batch, orders = sent(hands, line, 2)
    load(batch, results(batch, [(str(orders[0].pk), "1500.00", "成功", "", "")]))

    standing = standing_of("case:12")

    assert (standing.committed_fen, standing.ordered_fen, standing.paid_fen) == (300_000, 150_000, 150_000)
    assert not standing.is_settled
    assert [p.state for p in standing.payments] == ["paid", "batched"]
    with django_assert_num_queries(1):
        told = payments_of_many(["case:12", "case:99"])
    assert [len(told[s]) for s in ("case:12", "case:99")] == [2, 0]


def test_instalments_are_settled_by_their_difference(hands: Hands, line: BudgetLine) -> None:
    commitment = committed(line, 600_000)
    payee = person_payee(HERE, ACCOUNT)

    def settled(due_fen: int):
        return settle(commitment.pk, due_fen=due_fen, payee=payee, key="plan", when=WHEN, by=BY)

    first, again = settled(300_000), settled(300_000)
    batch = filed(line, hands.pays.account)
    load(batch, results(batch, [(str(first.order.pk), "3000.00", "成功", "", "")]))
    more, less = settled(450_000), settled(200_000)

    assert (first.order.amount_fen, again, more.order.amount_fen) == (300_000, Settlement(), 150_000)
    assert less == Settlement(to_recover_fen=250_000)
    with pytest.raises(BadSum):
        settled(600_001)
