"""Orders are made once, batched, and written for the bank."""

import json
from hashlib import sha256

import pytest

from jiyao.foundation.actions.attaching import open_attachment
from jiyao.foundation.actions.keys import keyring
from jiyao.foundation.actions.sealing import anonymise
from jiyao.foundation.models import Act
from jiyao.funds.accounts import BadAccount, BankAccount, opened_account, person_payee, sealed_account
from jiyao.funds.actions.batching import (
    BatchAltered,
    HasFile,
    NothingToPay,
    dissolve_batch,
    make_batch,
    take_file,
)
from jiyao.funds.actions.committing import BadSum, KeyTaken, NoSuchCommitment, release
from jiyao.funds.actions.ordering import (
    NoSuchOrder,
    NotReady,
    order_payment,
    withdraw_order,
)
from jiyao.funds.models import BankFile, Batch, BudgetLine, PaymentOrder
from tests.funds.money import (
    ACCOUNT,
    BY,
    WHEN,
    Hands,
    committed,
    content,
    filed,
    ordered,
    pots,
    sent,
    state,
    write,
)
from tests.registry.places import AT, HERE, THERE

pytestmark = pytest.mark.django_db
OLD = {1001, 1002}
"""Orders of the world that were there before."""


def test_order_keeps_the_account_under_the_payees_key(line: BudgetLine) -> None:
    made = ordered(committed(line))

    assert opened_account(keyring([HERE]), HERE, made.account_sealed) == ACCOUNT
    act = Act.objects.get(number=made.act)
    assert (act.kind, act.subject, act.codes["amount_fen"]) == ("order-payment", "case:12", 150_000)
    assert "6228" not in json.dumps(act.codes)
    assert pots(line) == (850_000, 150_000, 0, 0, 0)


def test_same_key_orders_once(line: BudgetLine) -> None:
    commitment = committed(line)

    first, again = ordered(commitment), ordered(commitment)
    with pytest.raises(KeyTaken):
        ordered(commitment, payee=person_payee(THERE, ACCOUNT))

    assert first == again
    assert PaymentOrder.objects.exclude(pk__in=OLD).count() == 1


def test_orders_never_pay_more_than_is_committed(line: BudgetLine) -> None:
    commitment = committed(line)
    ordered(commitment, amount_fen=100_000)

    for amount in (50_001, 0, -1):
        with pytest.raises(BadSum):
            ordered(commitment, key=f"k{amount}", amount_fen=amount)
    rest = ordered(commitment, key="rest")

    assert rest.amount_fen == 50_000
    with pytest.raises(BadSum):
        ordered(commitment, key="more")
    with pytest.raises(BadSum):
        release(commitment.pk, when=WHEN, by=BY, amount_fen=1)
    with pytest.raises(NoSuchCommitment):
        order_payment(commitment=99, payee=person_payee(HERE, ACCOUNT), key="x", when=WHEN, by=BY)


@pytest.mark.parametrize(
    "account",
    [
        BankAccount("", "6228480000000000123", "甲银行"),
        BankAccount("张三", "6228 4800", "甲银行"),
        BankAccount("张三", "12345", "甲银行"),
        BankAccount("张三", "6228480000000000123", ""),
        BankAccount("张\n三", "6228480000000000123", "甲银行"),
        BankAccount("张三", "６２２８４８００００", "甲银行"),
    ],
)
def test_account_that_no_bank_has_is_refused(line: BudgetLine, account: BankAccount) -> None:
    with pytest.raises(BadAccount):
        ordered(committed(line), payee=person_payee(HERE, account))


def test_order_that_waits_is_taken_back_and_one_on_its_way_is_not(hands: Hands, line: BudgetLine) -> None:
    commitment = committed(line)
    first = ordered(commitment)

    withdraw_order(first.pk, when=WHEN, by=BY)
    batch_of = ordered(commitment, key="o2")
    filed(line, hands.pays.account)

    assert state(first) == "withdrawn"
    for order in (first, batch_of):
        with pytest.raises(NotReady):
            withdraw_order(order.pk, when=WHEN, by=BY)
    with pytest.raises(NoSuchOrder):
        withdraw_order(99, when=WHEN, by=BY)


def test_batch_becomes_a_file_for_the_bank(hands: Hands, line: BudgetLine) -> None:
    batch, [first, second] = sent(hands, line)

    assert (batch.state, batch.count, batch.total_fen) == ("filed", 2, 300_000)
    assert content(batch).split("\r\n") == [
        "批次号,总笔数,总金额,制表日期",
        f"{batch.pk},2,3000.00,2025-06-30",
        "支付单号,户名,账号,开户行,金额,用途",
        f"{first.pk},张三,6228480000000000123,甲银行,1500.00,补贴",
        f"{second.pk},张三,6228480000000000123,甲银行,1500.00,补贴",
        "",
    ]
    assert list(Act.objects.filter(subject=batch.party).order_by("pk").values_list("kind", flat=True)) == [
        "make-batch",
        "write-bank-file",
    ]
    with pytest.raises(NothingToPay):
        make_batch(line=line.pk, when=WHEN, by=hands.pays.account, file_format="bank-file")


def test_file_written_again_is_the_same_and_stands_once(hands: Hands, line: BudgetLine) -> None:
    batch, _ = sent(hands, line)

    Batch.objects.filter(pk=batch.pk).update(state="made")
    write(batch)

    assert BankFile.objects.filter(batch=batch).count() == 1


def test_order_left_out_waits_for_the_next_batch(hands: Hands, line: BudgetLine) -> None:
    flagged, other = (ordered(committed(line, key=key), key=key) for key in ("a", "b"))

    batch = make_batch(
        line=line.pk, when=WHEN, by=hands.pays.account, file_format="bank-file", without=[flagged.pk]
    )

    assert (state(flagged), state(other), batch.count) == ("ready", "batched", 1)


def test_batch_without_a_file_is_given_up_and_one_with_a_file_is_not(hands: Hands, line: BudgetLine) -> None:
    order = ordered(committed(line))
    batch = make_batch(line=line.pk, when=WHEN, by=hands.pays.account, file_format="bank-file")

    dissolve_batch(batch.pk, when=WHEN, by=BY)
    waits = state(order)
    other = filed(line, hands.pays.account)

    assert waits == "ready"
    with pytest.raises(HasFile):
        dissolve_batch(other.pk, when=WHEN, by=BY)


def test_taking_the_file_is_recorded_and_an_altered_batch_refused(hands: Hands, line: BudgetLine) -> None:
    batch, [first, _] = sent(hands, line)
    file = BankFile.objects.get(batch=batch)

    with take_file(file, by=BY, at=AT) as taken:
        digest = sha256(taken.read()).hexdigest()
    PaymentOrder.objects.filter(pk=first.pk).update(amount_fen=999)

    assert Act.objects.get(kind="take-bank-file").codes == {"kind": "orders", "hash": digest}
    with pytest.raises(BatchAltered):
        take_file(file, by=BY, at=AT)


def test_what_is_kept_of_a_file_names_no_account_and_who_is_anonymised_is_in_no_file_any_more(
    hands: Hands, line: BudgetLine
) -> None:
    ordered(committed(line, key="c1"), key="o1")
    there = person_payee(THERE, BankAccount("李四", "6228480000000000456", "乙银行"))
    ordered(committed(line, key="c2"), key="o2", payee=there)
    batch = filed(line, hands.pays.account)
    file = BankFile.objects.get(batch=batch)
    whole = content(batch)

    anonymise(HERE, by=BY, reason="本人申请", at=AT)
    with take_file(file, by=BY, at=AT) as taken:
        left = taken.read().decode("gb18030")

    with open_attachment(file.attachment) as opened:
        kept = opened.read().decode("gb18030")
    assert [text for text in (ACCOUNT.number, ACCOUNT.holder, there.account.number) if text in kept] == []
    first, second = whole.split("\r\n")[3:5], left.split("\r\n")[3:5]
    assert (first[1], ACCOUNT.number in first[0]) == (second[1], True)
    assert second[0] == f"{PaymentOrder.objects.get(key='o1').pk},已匿名化,,,1500.00,补贴"
    act = Act.objects.get(kind="take-bank-file")
    assert (act.codes["anonymised"], act.codes["hash"]) == (1, sha256(left.encode("gb18030")).hexdigest())
    assert file.hash == sha256(whole.encode("gb18030")).hexdigest() != file.attachment.hash


def test_file_whose_accounts_were_exchanged_is_not_given_out(hands: Hands, line: BudgetLine) -> None:
    batch, [first, _] = sent(hands, line)
    other = person_payee(HERE, BankAccount("张三", "6228480000000009999", "甲银行"))
    sealed = sealed_account(keyring([HERE]), other)
    PaymentOrder.objects.filter(pk=first.pk).update(account_sealed=sealed)

    with pytest.raises(BatchAltered):
        take_file(BankFile.objects.get(batch=batch), by=BY, at=AT)
