"""The portal as an application."""

from django.apps import AppConfig


class PortalConfig(AppConfig):
    """What Django must know of it."""

    name = "jiyao.interfaces.portal"
