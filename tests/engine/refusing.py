"""Why a rule text is refused, over a small vocabulary that stands here."""

from jiyao.engine.rules.names import Names, ParameterType, RuleError
from jiyao.engine.rules.parser import parse
from jiyao.engine.rules.types import BOOLEAN, DATE, MONEY, RATIO, TEXT, Kind, Type

MONTHS = Type(Kind.INTEGER, unit="month")
LEVEL = Type(Kind.CODE, codes="level")
NAMES = Names(
    facts={
        "paid_months": MONTHS,
        "work_years": Type(Kind.INTEGER, unit="year"),
        "is_member": BOOLEAN,
        "fee_fen": MONEY,
        "share": RATIO,
        "born_on": DATE,
        "issued_on": DATE,
        "level": LEVEL,
        "colour": Type(Kind.CODE, codes="colour"),
        "trade": TEXT,
        "place": Type(Kind.CODE, codes="division"),
    },
    parameters={"min_months": ParameterType(MONTHS), "level_fen": ParameterType(MONEY, LEVEL)},
    codes={"level": ("none", "L3", "L2", "L1"), "colour": ("red", "blue"), "division": ("P", "A1")},
    ordered=frozenset({"level"}),
    parents={"division": {"A1": "P"}},
)


def refusal(text: str, wanted: Type | None = None) -> str | None:
    """The message of a rule that is refused, or nothing."""
    try:
        parse(text, NAMES, wanted)
    except RuleError as error:
        return str(error)
    return None
