"""The area as an application."""

from django.apps import AppConfig


class RegistryConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.registry"
