"""What every command shares: the pack, the language, the screen, and one way to fail."""

import locale
import os
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property, wraps
from getpass import getuser
from pathlib import Path
from typing import ParamSpec, cast

import click
from rich.console import Console

from jiyao.base.errors import Conflict, JiyaoError
from jiyao.engine.packs.demonstration import demonstration_of
from jiyao.engine.packs.loading import Pack, load_pack, load_version
from jiyao.engine.problems import PackRefused
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.cli.words import say
from jiyao.interfaces.ui.sentences import Teller

USUAL_PACK = Path("packs/heilongjiang")
WIDTH_OFF_SCREEN = 120

DONE, USAGE, REFUSED_PACK, REFUSED_INPUT, CONFLICT = 0, 2, 3, 4, 5

P = ParamSpec("P")


def usual_language() -> str:
    """Chinese where the environment speaks it, English elsewhere."""
    spoken = next((os.environ[n] for n in ("LC_ALL", "LC_MESSAGES", "LANG") if os.environ.get(n)), "")
    return "zh" if locale.normalize(spoken).lower().startswith("zh") else "en"


@dataclass
class Session:
    """One invocation: which pack, in which language, and whether it is a demonstration.

    version   the folder of the version that holds on the day asked for, where the database knows of one
    """

    folder: Path
    language: Language
    demonstration: bool = False
    version: Path | None = None

    @cached_property
    def pack(self) -> Pack:
        """The pack, checked. In a demonstration it says so before anything else, beside the answers."""
        found = self.load()
        if found.overlay is not None:
            click.echo(self.say("demonstration_values", self.words(found.title), found.version), err=True)
        return found

    def load(self, draft: Path | None = None) -> Pack:
        """The pack with a draft laid over it; in a demonstration with the demonstration values too."""
        if draft is None:
            return load_version(self.version or self.folder, self.folder, demonstration=self.demonstration)
        folder = demonstration_of(self.folder) if self.demonstration else self.folder
        return load_pack(folder, draft, demonstration=self.demonstration)

    @cached_property
    def console(self) -> Console:
        """Where people read: as wide as their screen, 120 columns where there is none."""
        on_screen = Console()
        if on_screen.is_terminal or os.environ.get("COLUMNS"):
            return on_screen
        return Console(width=WIDTH_OFF_SCREEN)

    @cached_property
    def teller(self) -> Teller:
        """Who tells determinations in the session's language."""
        return Teller(self.pack, self.language)

    def say(self, key: str, *values: object) -> str:
        """A phrase in the session's language."""
        return say(key, self.language, *values)

    def words(self, words: Words) -> str:
        """The words in the session's language."""
        return words.said(self.language)


pass_session = click.make_pass_decorator(Session)


def failing_clearly(command: Callable[P, None]) -> Callable[P, None]:
    """Turns the project's errors, and files out of reach, into a message on stderr and the documented exit code."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except JiyaoError as error:
            click.echo(error.said(_language()), err=True)
            raise SystemExit(_exit_code(error)) from None
        except OSError as error:
            if error.filename is None:
                raise
            click.echo(say("out_of_reach", _language(), error.filename, error.strerror), err=True)
            raise SystemExit(CONFLICT) from None

    return run


def _language() -> Language:
    """What the session speaks; before there is one, what was asked for."""
    context = click.get_current_context()
    session = context.find_object(Session)
    return session.language if session else as_language(context.params.get("lang") or usual_language())


def _exit_code(error: JiyaoError) -> int:
    if isinstance(error, PackRefused):
        return REFUSED_PACK
    return CONFLICT if isinstance(error, Conflict) else REFUSED_INPUT


def operator() -> str:
    """Who is at the keyboard, as acts name them."""
    return f"cli:{getuser()}"


def as_language(text: str) -> Language:
    """A checked choice as the type."""
    return cast(Language, text)
