"""The area as an application."""

from django.apps import AppConfig


class TrainingConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.training"
