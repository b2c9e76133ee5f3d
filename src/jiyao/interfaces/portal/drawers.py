"""Results that wait for whoever asked, without an account and outside the database.

A drawer is a folder that lasts an hour. What lies in it is encrypted with a key that only its address holds: whoever
reads the disk reads nothing, and whoever has not the address finds nothing.
"""

import json
import shutil
from base64 import urlsafe_b64encode
from hashlib import sha256
from pathlib import Path
from secrets import token_urlsafe
from time import time

from cryptography.fernet import Fernet
from django.conf import settings
from django.core.signing import BadSignature, TimestampSigner

from jiyao.base.errors import Invalid

KEPT_SECONDS = 3600
"""How long a drawer lasts."""
_PROGRESS = "progress.json"


class Gone(Invalid):
    """The address is of no drawer, or its hour is over."""


class Drawer:
    """The drawer of an address. Once it is cleared away, nothing can be laid in it: FileNotFoundError."""

    def __init__(self, token: str) -> None:
        self.token = token
        self.folder: Path = settings.ROSTERS / _derived("folder", token).hex()
        self._box = Fernet(urlsafe_b64encode(_derived("key", token)))

    def put(self, name: str, content: bytes) -> None:
        """Lays something in it."""
        self._write(name, self._box.encrypt(content))

    def get(self, name: str) -> bytes | None:
        """What lies in it under the name, if anything does."""
        file = self.folder / name
        return self._box.decrypt(file.read_bytes()) if file.is_file() else None

    def take(self, name: str) -> bytes | None:
        """What lies in it under the name; it lies there no longer."""
        found = self.get(name)
        (self.folder / name).unlink(missing_ok=True)
        return found

    def holds(self, name: str) -> bool:
        """Whether something lies in it under the name."""
        return (self.folder / name).is_file()

    def tell(self, step: str, done: int, total: int) -> None:
        """Notes how far the work for it is."""
        self._write(_PROGRESS, json.dumps([step, done, total]).encode())

    def told(self) -> tuple[str, int, int]:
        """At which step the work for it is, how far, and of how much."""
        step, done, total = json.loads((self.folder / _PROGRESS).read_bytes())
        return step, done, total

    def remove(self) -> None:
        """Clears it away."""
        shutil.rmtree(self.folder, ignore_errors=True)

    def _write(self, name: str, content: bytes) -> None:
        unfinished = self.folder / f"{name}.{token_urlsafe(6)}"
        unfinished.write_bytes(content)
        unfinished.replace(self.folder / name)


def new_drawer(owner: str = "") -> Drawer:
    """A drawer with an address of its own.

    owner   who alone may open it; whoever has the address, where it is nobody's
    """
    drawer = Drawer(_signer(owner).sign(token_urlsafe(24)))
    settings.ROSTERS.mkdir(parents=True, exist_ok=True)
    drawer.folder.mkdir(mode=0o700)
    return drawer


def drawer_at(token: str, owner: str = "") -> Drawer:
    """The drawer of an address, for its owner. raises Gone"""
    try:
        _signer(owner).unsign(token, max_age=KEPT_SECONDS)
    except BadSignature:
        raise Gone("this address is of no result, or its hour is over; upload the roster again") from None
    drawer = Drawer(token)
    if not drawer.folder.is_dir():
        raise Gone("the result was deleted; upload the roster again")
    return drawer


def sweep(*, now: float | None = None) -> None:
    """Clears away every drawer whose hour is over."""
    moment = time() if now is None else now
    for folder in settings.ROSTERS.glob("*"):
        if folder.stat().st_mtime < moment - KEPT_SECONDS:
            shutil.rmtree(folder, ignore_errors=True)


def _signer(owner: str) -> TimestampSigner:
    return TimestampSigner(salt=f"jiyao.roster:{owner}" if owner else "jiyao.roster")


def _derived(use: str, token: str) -> bytes:
    return sha256(f"{use}:{token}".encode()).digest()
