"""The `jiyao` command. Each command turns its arguments into values, makes one call, and prints the answer."""

from jiyao.interfaces.cli.commands import main

__all__ = ["main"]
