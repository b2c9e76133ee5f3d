"""`jiyao audit ledger`: everything added up, and what was altered named."""

import pytest
from click.testing import CliRunner, Result

from jiyao.funds.models import BudgetLine
from jiyao.interfaces.cli import main
from tests.interfaces.small import ENVIRONMENT

pytestmark = pytest.mark.django_db


def ledger(language: str) -> Result:
    """What the command says."""
    return CliRunner().invoke(main, ["--lang", language, "audit", "ledger"], env=ENVIRONMENT)


@pytest.mark.parametrize(("language", "said"), [("zh", "资金账平衡\n"), ("en", "the ledger balances\n")])
def test_ledger_that_balances_says_so(line: BudgetLine, language: str, said: str) -> None:
    result = ledger(language)

    assert (result.exit_code, result.output) == (0, said)


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "额度 {0}：available 为 1 元，按流水应为 10,000 元\n资金账不平：1 处\n"),
        (
            "en",
            "line {0}: available says 1 yuan, and 10,000 by its transfers\n"
            "the ledger does not balance: 1 differences\n",
        ),
    ],
)
def test_line_that_was_altered_is_named(line: BudgetLine, language: str, said: str) -> None:
    BudgetLine.objects.filter(pk=line.pk).update(available_fen=100)

    result = ledger(language)

    assert (result.exit_code, result.output) == (4, said.format(line.pk))
