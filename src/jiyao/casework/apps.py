"""The area as an application."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.casework"
