"""短信意愿: whether text messages are wanted, as pages tell it."""

from dataclasses import dataclass

from jiyao.casework.models import SmsConsent
from jiyao.casework.queries.messages import sms_wish
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.context import today
from jiyao.policy.queries.telling import telling_on

_SAID = {
    True: Words(zh="接收短信", en="Text messages are wanted"),
    False: Words(zh="不接收短信", en="No text messages"),
}
_UNASKED = {
    True: Words(
        zh="还没有表示过；按规定默认发送短信",
        en="Nothing was said yet; they are sent until you do",
    ),
    False: Words(
        zh="还没有表示过；未表示同意的不发短信", en="Nothing was said yet; without a yes none are sent"
    ),
}


@dataclass(frozen=True, slots=True)
class Wish:
    """What a person wants. `said`: what they said last; none where they were never asked."""

    wants: bool
    words: Words
    said: SmsConsent | None


def wish_of(person: int) -> Wish:
    """Whether a person is sent text messages today."""
    said = sms_wish(person)
    if said is not None:
        return Wish(said.wanted, _SAID[said.wanted], said)
    unasked = telling_on(today()).texts_unasked
    return Wish(unasked, _UNASKED[unasked], None)
