"""The shared look as an application."""

from django.apps import AppConfig


class UiConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.interfaces.ui"
