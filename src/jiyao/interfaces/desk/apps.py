"""The desk as an application."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.interfaces.desk"
