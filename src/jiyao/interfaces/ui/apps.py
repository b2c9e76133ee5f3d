"""The shared look as an application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    """What Django must know of it. Each interface's `gallery.py` is read when it starts."""

    name = "jiyao.interfaces.ui"

    def ready(self) -> None:
        """Reads which parts interfaces show."""
        autodiscover_modules("gallery")
