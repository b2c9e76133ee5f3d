"""The area as an application."""

from django.apps import AppConfig


class PolicyConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.policy"
