"""The form in which somebody says why they must see who a person is."""

from dataclasses import replace

from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.forms import Field

REASON = Field(
    name="reason",
    label=Words(zh="查看明文的原因", en="Why you must see who this is"),
    kind="sentence",
    hint=Words(
        zh="写一句话，会与您的账号一起留存；姓名、号码、电话只显示这一次。",
        en="A sentence. It is kept with your account; name, number and telephone are shown once.",
    ),
    is_required=True,
)


def reason_field(error: str) -> Field:
    """The field, with what is wrong."""
    return replace(REASON, error=error)
