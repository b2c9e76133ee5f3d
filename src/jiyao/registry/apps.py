"""The area as an application."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class RegistryConfig(AppConfig):
    """What Django must know of it. Each area's `permissions.py` and `tables.py` are read when it starts."""

    name = "jiyao.registry"

    def ready(self) -> None:
        """Reads what areas declare."""
        autodiscover_modules("permissions", "tables")
