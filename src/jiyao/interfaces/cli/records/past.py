"""Answers as known on a past day, for every command that gives such."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date

from django.conf import settings

from jiyao.base.errors import Invalid
from jiyao.interfaces.cli.records.database import check_prepared
from jiyao.interfaces.cli.session import Session
from jiyao.interfaces.ui.clocks import Clocks, clocks, reset_clocks, set_clocks
from jiyao.interfaces.ui.pack import version_folder


class NoVersionsOf(Invalid):
    """Versions are kept of one pack only."""


@contextmanager
def looking_back(session: Session, known: date | None) -> Iterator[Callable[[], Clocks]]:
    """As known on that day: the session speaks of the version that was in force. Nothing where no day is given.

    raises   NoVersionsOf where another pack is asked for; NotKnownYet, NothingKnown, ReleaseNotKept
    """
    if known is None:
        yield clocks
        return
    check_prepared()
    if session.folder.absolute() != settings.PACK:
        raise NoVersionsOf(
            f"versions are kept of {settings.PACK}, not of {session.folder}; leave out --known or --pack",
            zh=f"历次版本只保存 {settings.PACK} 的，没有 {session.folder} 的；请去掉 --known 或 --pack",
        )
    token = set_clocks(Clocks(known=known))
    try:
        session.version = version_folder()
        yield clocks
    finally:
        reset_clocks(token)
