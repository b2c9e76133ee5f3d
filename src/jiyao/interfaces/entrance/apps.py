"""The entrance as an application."""

from django.apps import AppConfig


class EntranceConfig(AppConfig):
    """What Django must know of it. It stands before allauth, whose templates it replaces."""

    name = "jiyao.interfaces.entrance"
