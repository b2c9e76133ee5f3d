"""The form by which a token is made."""

from collections.abc import Mapping, Sequence

from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.forms import Choice, Field, filled
from jiyao.registry.actions.tokens import LONGEST_NAME, MOST_DAYS

NAME, DAYS, REACH = "name", "days", "reach"
READ, WRITE = "read", "write"
USUAL_DAYS = 90
FIELDS = (
    Field(
        name=NAME,
        label=Words(zh="名称", en="Name"),
        hint=Words(
            zh=f"写明给哪个程序用，如“单位人事系统”，不超过 {LONGEST_NAME} 字",
            en=f"Which program it is for, such as “our personnel system”; {LONGEST_NAME} characters at most",
        ),
        is_required=True,
    ),
    Field(
        name=DAYS,
        label=Words(zh="有效天数", en="Days"),
        kind="number",
        value=str(USUAL_DAYS),
        hint=Words(zh=f"1 至 {MOST_DAYS} 天，今天算第一天", en=f"1 to {MOST_DAYS}, today among them"),
        is_required=True,
    ),
    Field(
        name=REACH,
        label=Words(zh="能做什么", en="What it may do"),
        kind="one_of",
        value=READ,
        choices=(
            Choice(
                value=READ,
                words=Words(zh="只读取", en="Read only"),
                hint=Words(zh="查看记录和判定。", en="Records and determinations."),
            ),
            Choice(
                value=WRITE,
                words=Words(zh="读取和导入", en="Read and import"),
                hint=Words(
                    zh="您的角色可以导入时，还能导入文件。", en="Bring files too, where your role may import."
                ),
            ),
        ),
        is_required=True,
    ),
)


def form(given: Mapping[str, str], errors: Mapping[str, str]) -> Sequence[Field]:
    """The fields as they were filled in, with what is wrong."""
    return filled(FIELDS, given, errors)


def days_in(text: str) -> int:
    """The days that somebody wrote; none where that is no number."""
    return int(text) if text.isdecimal() and len(text) < 6 else 0
