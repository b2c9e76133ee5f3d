"""What a button of a page does: done, or told on the next page why not."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.http import HttpRequest

from jiyao.base.errors import JiyaoError
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.permitting import hand_of
from jiyao.registry.hand import Hand

Done = TypeVar("Done")


def tried(request: HttpRequest, act: Callable[[Hand], Done]) -> Done | None:
    """What came of it; None where it is refused, which the next page says."""
    try:
        return act(hand_of(request))
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
        return None
