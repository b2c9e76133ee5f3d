"""The area as an application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FoundationConfig(AppConfig):
    """What Django must know of it. Each area's `acts.py` and `personal.py` are read when it starts."""

    name = "jiyao.foundation"

    def ready(self) -> None:
        """Reads what areas declare."""
        autodiscover_modules("acts", "personal")
