"""The area as an application."""

from django.apps import AppConfig


class EmploymentConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.employment"
