"""The area as an application."""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.evaluation"
