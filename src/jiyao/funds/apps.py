"""The area as an application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class FundsConfig(AppConfig):
    """What Django must know of it. Each area's `waiting.py` is read when it starts."""

    name = "jiyao.funds"

    def ready(self) -> None:
        """Reads who waits for what a bank says."""
        autodiscover_modules("waiting")
