"""The API as an application."""

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.interfaces.api"
