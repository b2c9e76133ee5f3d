"""Every test of the API asks an installation that speaks of a small pack."""

from tests.interfaces.api.asking import english, installation, pack

__all__ = ["english", "installation", "pack"]
