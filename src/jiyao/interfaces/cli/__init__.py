"""The `jiyao` command. Each command turns its arguments into values, makes one call, and prints the answer."""

from pathlib import Path

import click

from jiyao.interfaces.cli import (
    ask,
    bench,
    certificate,
    check,
    credential,
    determine,
    explain,
    pack,
    simulate,
)
from jiyao.interfaces.cli.session import USUAL_PACK, Session, as_language, usual_language
from jiyao.interfaces.cli.starting import on_records

RECORDS = {
    "account": "account",
    "audit": "audit",
    "demo-accounts": "demo_accounts",
    "demo-bodies": "demo_bodies",
    "demo-funds": "demo_funds",
    "demo-sheet": "demo_sheet",
    "flags": "flags",
    "import": "import_file",
    "jobs": "jobs",
    "keys": "keys",
    "life": "life",
    "offers": "offers",
    "pass-day": "pass_day",
    "permissions": "permissions",
    "person": "person",
    "platform": "platform",
    "prepare": "prepare",
    "run": "run",
    "sample": "sample",
    "serve": "serve",
    "sms": "sms",
    "synth": "synth",
    "take-up": "take_up",
    "template": "template",
    "work": "work",
}
"""Commands that need the database, by the module of `records/` that holds them: Django starts for these only."""


class Commands(click.Group):
    """The group, with the commands that need the database found when they are called."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Every command's name."""
        return sorted({*super().list_commands(context), *RECORDS})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        if name not in RECORDS:
            return super().get_command(context, name)
        return on_records(context, RECORDS[name])


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.option(
    "--pack",
    "folder",
    type=click.Path(path_type=Path),
    default=USUAL_PACK,
    envvar="JIYAO_PACK",
    show_default=True,
    help="The pack's folder.",
)
@click.option(
    "--lang",
    type=click.Choice(["zh", "en"]),
    default=usual_language,
    envvar="JIYAO_LANG",
    help="The language of answers; by default that of the environment.",
)
@click.option(
    "--demo",
    "demonstration",
    is_flag=True,
    envvar="JIYAO_DEMONSTRATION",
    help="Lay demonstration values over the pack, where it has such; they are no policy.",
)
@click.version_option(package_name="jiyao")
@click.pass_context
def main(context: click.Context, folder: Path, lang: str, demonstration: bool) -> None:
    """Apply and explain a region's skilled-talent policy.

    Exit codes: 0 done; 2 wrong usage; 3 the pack has errors; 4 an input was refused or rows were set aside;
    5 something is in the way, such as a folder that is not empty; 10 to 20 answers of `credential verify`.
    """
    context.obj = Session(folder, as_language(lang), demonstration)


for command in (
    pack.pack,
    explain.measures,
    explain.explain,
    check.check,
    check.people,
    certificate.certificate,
    credential.credential,
    ask.ask,
    determine.determine,
    simulate.simulate,
    bench.bench,
):
    main.add_command(command)

__all__ = ["main"]
