"""What the page tells that holds the treasury's file against the lines."""

from collections.abc import Sequence
from dataclasses import dataclass

from jiyao.engine.shapes import Language, Words
from jiyao.funds.actions.reconciling import Reconciled, Unequal
from jiyao.interfaces.desk.funds.lines import fund_name
from jiyao.interfaces.desk.imports import FILE
from jiyao.interfaces.ui.forms import Field
from jiyao.registry.models import Division

WHY = {
    "unread": Words(zh="金额无法识别", en="the sum cannot be read"),
    "not_in_ledger": Words(zh="账内没有这条额度", en="there is no such line"),
    "not_in_file": Words(zh="文件中没有", en="the file does not have it"),
    "differs": Words(zh="金额不同", en="the sums differ"),
}


@dataclass(frozen=True, slots=True)
class UnequalTold:
    """A difference in words. `more_fen`: by how much the file says more; None where one side says nothing."""

    one: Unequal
    fund: str
    place: str
    why: Words
    more_fen: int | None


def treasury_field(error: str) -> Field:
    """The field for the file, with what is wrong."""
    return Field(
        name=FILE,
        label=Words(zh="财政对账文件", en="The treasury's file"),
        kind="file",
        hint=Words(
            zh="CSV，表头：资金、区划代码、年度、累计支出。只列出差异，不改任何数。",
            en="CSV with fund, division, year and what was paid. Differences are listed; nothing changes.",
        ),
        accept=".csv,.txt",
        is_required=True,
        error=error,
    )


def unequal_told(found: Reconciled, language: Language) -> Sequence[UnequalTold]:
    """The differences in words."""
    divisions = Division.objects.in_bulk({one.division for one in found.unequal})

    def place(code: str) -> str:
        division = divisions.get(code)
        return code if division is None else division.zh if language == "zh" else division.en

    return [
        UnequalTold(
            one,
            fund_name(one.fund, language),
            place(one.division),
            WHY[one.why],
            one.file_fen - one.ledger_fen
            if one.file_fen is not None and one.ledger_fen is not None
            else None,
        )
        for one in found.unequal
    ]
