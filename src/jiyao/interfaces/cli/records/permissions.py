"""`jiyao permissions`."""

import click

from jiyao.interfaces.cli.session import Session, failing_clearly, pass_session
from jiyao.interfaces.ui.permissions import Row, permission_grid

SIGNS = {"zh": ("、", "：", "；"), "en": (", ", ": ", "; ")}
"""What stands between roles, after how far they reach, and between those who reach differently far."""


@click.command()
@pass_session
@failing_clearly
def permissions(session: Session) -> None:
    """Print who may do what, as Markdown."""
    grid = permission_grid(session.language)
    click.echo(f"# {session.say('permission_title')}\n")
    click.echo(session.say("permission_heads"))
    click.echo("| --- | --- | --- |")
    for row in grid.rows:
        click.echo(f"| {row.thing} | {row.verb} | {_who(session, grid.roles, row)} |")


def _who(session: Session, roles: tuple[str, ...], row: Row) -> str:
    """The roles that have access, those that reach as far together."""
    reached: dict[str, list[str]] = {}
    for role, scope in zip(roles, row.cells, strict=True):
        if scope:
            reached.setdefault(scope, []).append(role)
    between, after, parted = SIGNS[session.language]
    return parted.join(f"{scope}{after}{between.join(names)}" for scope, names in reached.items())
