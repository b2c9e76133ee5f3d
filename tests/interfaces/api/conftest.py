"""Every test of the API asks an installation that speaks of a small pack."""

from tests.interfaces.api.asking import database, english, installation, pack

__all__ = ["database", "english", "installation", "pack"]
