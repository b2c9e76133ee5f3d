"""The area as an application."""

from django.apps import AppConfig


class FoundationConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.foundation"
