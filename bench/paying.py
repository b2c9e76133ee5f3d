"""The steps of paying, as the product does them; imported once Django is set up."""

import csv
from datetime import UTC, date, datetime
from io import BytesIO, StringIO

from django.conf import settings
from django.core.management import call_command

from jiyao.base.progress import silent
from jiyao.foundation.actions.acting import append_act
from jiyao.foundation.actions.keys import create_keys
from jiyao.funds.accounts import BankAccount, person_payee
from jiyao.funds.actions.batching import ask_for_file, make_batch, write_file
from jiyao.funds.actions.committing import Wanted, commit_many
from jiyao.funds.actions.ledger import Move, Place, When, post
from jiyao.funds.actions.loading import ask_for_loading, load_results
from jiyao.funds.actions.ordering import Ordered, order_payments
from jiyao.funds.models import BudgetLine, PaymentOrder, Pot, TransferKind
from jiyao.funds.queries.balancing import differences
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.models import Division

ON, AT, BY = date(2025, 6, 30), datetime(2025, 6, 30, 8, tzinfo=UTC), "program:bench"
WHEN = When(ON, AT)
FEN, AT_ONCE = 150_000, 10_000


class Payments:
    """So many people, each paid once from one line."""

    def __init__(self, count: int) -> None:
        self.people = range(1, count + 1)

    def prepare(self) -> None:
        """Tables, keys, and a line with enough in it."""
        call_command("migrate", verbosity=0)
        settings.VAR.mkdir(exist_ok=True)
        Division.objects.create(code="990000", level="province", zh="省", en="Province")
        self.line = BudgetLine.objects.create(fund="unemployment-insurance", division_id="990000", year=2025)
        create_keys(self.people)
        self.account = open_account(username="pays", at=AT, by=BY)
        move = Move(
            kind=TransferKind.ALLOCATE,
            source=None,
            target=Place(self.line.pk, Pot.AVAILABLE),
            amount_fen=FEN * len(self.people),
            subject="allocation:1",
        )
        post([move], lambda: append_act(kind="commit-funds", actor=BY, subject="allocation:1", at=AT), WHEN)

    def commit(self) -> None:
        """Sets the sums apart."""
        wanted = [Wanted(amount_fen=FEN, for_=f"case:{n}", key=f"c{n}", grant=n) for n in self.people]
        self.commitments = commit_many(line=self.line.pk, wanted=wanted, when=WHEN, by=BY)

    def order(self) -> None:
        """Orders them, ten thousand at a time."""
        for first in range(0, len(self.commitments), AT_ONCE):
            wanted = [
                Ordered(
                    commitment=one.pk,
                    payee=person_payee(first + n, BankAccount("张三", f"62284800{first + n:011d}", "甲银行")),
                    key=f"o{one.pk}",
                )
                for n, one in enumerate(self.commitments[first : first + AT_ONCE], start=1)
            ]
            order_payments(wanted=wanted, when=WHEN, by=BY)

    def batch(self) -> None:
        """Puts them into one batch."""
        self.made = make_batch(line=self.line.pk, when=WHEN, by=self.account, file_format="bank-file")

    def write(self) -> None:
        """Writes the file for the bank."""
        write_file(ask_for_file(self.made, by=BY).arguments, at=AT, by=BY, progress=silent)
        self.made.refresh_from_db()

    def load(self) -> None:
        """Takes the bank's results: all paid."""
        job = ask_for_loading(self.made, file=BytesIO(self._results()), name="r.csv", by=BY, when=WHEN)
        outcome = load_results(job.arguments, at=AT, by=BY, progress=silent)
        assert outcome.counts["paid"] == len(self.people), outcome

    def check(self) -> None:
        """Adds everything up."""
        assert differences() == []

    def _results(self) -> bytes:
        text, yuan = StringIO(), f"{FEN // 100}.00"
        lines = csv.writer(text)
        lines.writerow(["批次号", "总笔数", "总金额"])
        lines.writerow([self.made.pk, self.made.count, f"{self.made.total_fen // 100}.00"])
        lines.writerow(["支付单号", "金额", "处理结果", "说明", "到账日期"])
        for number in PaymentOrder.objects.order_by("pk").values_list("pk", flat=True):
            lines.writerow([number, yuan, "成功", "", "2025-07-01"])
        return text.getvalue().encode("gb18030")
