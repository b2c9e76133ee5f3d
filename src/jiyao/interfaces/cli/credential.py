"""`jiyao credential`: judge a credential from any issuer, without a network and without a database."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

import click

from jiyao.evaluation.credentials.answers import Answer
from jiyao.evaluation.credentials.judging import Verdict, judge
from jiyao.evaluation.credentials.reading import LARGEST_BYTES, Json, read_json
from jiyao.evaluation.credentials.reciting import recited
from jiyao.interfaces.cli.days import DAY, today
from jiyao.interfaces.cli.session import Session, failing_clearly, pass_session
from jiyao.interfaces.cli.starting import on_records
from jiyao.interfaces.ui.credential_words import ANSWERS, PARTS

CODES = {
    Answer.VALID: 0,
    Answer.TAMPERED: 10,
    Answer.WRONG_KEY: 11,
    Answer.WRONG_TYPE: 12,
    Answer.EXPIRED: 13,
    Answer.NOT_YET_VALID: 14,
    Answer.REVOKED: 15,
    Answer.SUSPENDED: 16,
    Answer.MALFORMED: 17,
    Answer.ISSUER_UNKNOWN: 18,
    Answer.STATUS_UNKNOWN: 19,
    Answer.NOT_SUPPORTED: 20,
}
"""The exit code of each answer."""

FILE = click.Path(path_type=Path, dir_okay=False)


ISSUING = "issuing"


class CredentialCommands(click.Group):
    """The group, with what bodies sign, which the database keeps, found when it is called."""

    def list_commands(self, context: click.Context) -> list[str]:
        """Every command's name."""
        return sorted({*super().list_commands(context), ISSUING})

    def get_command(self, context: click.Context, name: str) -> click.Command | None:
        """The command of that name."""
        return on_records(context, ISSUING) if name == ISSUING else super().get_command(context, name)


@click.group(cls=CredentialCommands)
def credential() -> None:
    """Judge credentials: certificates as signed files, from any issuer."""


@credential.command()
@click.argument("file", type=FILE)
@click.option("--on", type=DAY, default=today, help="The day for which it is judged; today by default.")
@click.option(
    "--issuer", "issuers", type=FILE, multiple=True, help="The issuer's document, from its own address."
)
@click.option(
    "--status", "status_lists", type=FILE, multiple=True, help="A status list that the credential names."
)
@click.option("--json", "as_json", is_flag=True, help="Print one object for programs.")
@pass_session
@failing_clearly
def verify(
    session: Session,
    file: Path,
    on: date,
    issuers: Sequence[Path],
    status_lists: Sequence[Path],
    as_json: bool,
) -> None:
    """Judge a credential: valid, tampered with, revoked and so on. Each answer has its own exit code."""
    verdict = judge(
        _content(file),
        on=on,
        issuers=[_content(one) for one in issuers],
        status_lists=[_content(one) for one in status_lists],
    )
    if as_json:
        click.echo(json.dumps(as_record(verdict), ensure_ascii=False, indent=2))
    else:
        _tell(session, verdict)
    raise SystemExit(CODES[verdict.answer])


@credential.command()
@click.argument("file", type=FILE)
@pass_session
@failing_clearly
def show(session: Session, file: Path) -> None:
    """Print what a credential says of itself, unjudged."""
    _recite(session, recited(read_json(_content(file))))
    click.echo(session.say("credential_unjudged"), err=True)


def as_record(verdict: Verdict) -> Json:
    """A verdict for programs."""
    return {
        "answer": verdict.answer.value,
        "exit_code": CODES[verdict.answer],
        "why": {language: verdict.why.said(language) for language in ("zh", "en")} if verdict.why else None,
        "issuer_known": verdict.issuer is not None,
        "says": verdict.says,
    }


def _tell(session: Session, verdict: Verdict) -> None:
    click.echo(ANSWERS[session.language][verdict.answer])
    if verdict.why is not None:
        click.echo(verdict.why.said(session.language))
    if verdict.answer is Answer.VALID and verdict.issuer is not None and not verdict.issuer.name:
        click.echo(session.say("credential_own_key"))
    _recite(session, verdict.says)


def _recite(session: Session, says: Mapping[str, str]) -> None:
    for name, text in says.items():
        click.echo(f"  {PARTS[session.language][name]}: {' '.join(text.split())}")


def _content(file: Path) -> bytes:
    """The file, as far as it is read: a byte more than is allowed says that it is too large."""
    with file.open("rb") as opened:
        return opened.read(LARGEST_BYTES + 1)
