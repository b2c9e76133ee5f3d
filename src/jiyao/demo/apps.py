"""The area as an application."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.demo"
