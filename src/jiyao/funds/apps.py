"""The area as an application."""

from django.apps import AppConfig


class FundsConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.funds"
