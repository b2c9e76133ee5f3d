"""What every page knows: its language, the day, whether all is a demonstration, and how large the type is."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language

from jiyao.engine.shapes import Language
from jiyao.registry.permitting import NOBODY, VERBS, Holder

LARGE_TYPE = "large_type"
"""The cookie of those who read large type."""


def language_of_page() -> Language:
    """The language of the page that is being made."""
    return "en" if (get_language() or "").startswith("en") else "zh"


def today() -> date:
    """Today where the installation is; in a demonstration the day that it is set to."""
    day: date | None = settings.DAY
    return day or datetime.now(ZoneInfo(settings.TIME_ZONE)).date()


def now() -> datetime:
    """The moment it is."""
    return datetime.now(UTC)


class Permits:
    """What who asks may do, for templates: `permits.runs.make`."""

    def __init__(self, holder: Holder) -> None:
        self.holder = holder

    def __getitem__(self, thing: str) -> dict[str, bool]:
        """Of each verb, whether it may be done."""
        return {verb: self.holder.may(thing, verb) for verb in VERBS}


def page(request: HttpRequest) -> dict[str, object]:
    """For every template."""
    return {
        "language": language_of_page(),
        "today": today(),
        "demonstration": settings.DEMONSTRATION,
        "large_type": request.COOKIES.get(LARGE_TYPE) == "1",
        "here": request.get_full_path(),
        "permits": Permits(getattr(request, "holder", NOBODY)),
    }
