"""`jiyao certificate`: what the number of a certificate says, without a database."""

import json

import click

from jiyao.evaluation.numbers import CertificateNumber, Malformed, parse_number
from jiyao.interfaces.cli.session import REFUSED_INPUT, Session, failing_clearly, pass_session


@click.group()
def certificate() -> None:
    """Read the numbers of certificates."""


@certificate.command()
@click.argument("number")
@click.option("--json", "as_json", is_flag=True, help="Print one object for programs.")
@pass_session
@failing_clearly
def parse(session: Session, number: str, as_json: bool) -> None:
    """Take a number apart, or say at which place it is wrong. No register is asked whether there is such one."""
    try:
        found = parse_number(number, session.pack.numbering)
    except Malformed as error:
        if not as_json:
            raise
        click.echo(json.dumps(_refused(error), ensure_ascii=False, indent=2))
        raise SystemExit(REFUSED_INPUT) from None
    if as_json:
        click.echo(json.dumps(_as_record(found), ensure_ascii=False, indent=2))
    else:
        _tell(session, found)


def _tell(session: Session, found: CertificateNumber) -> None:
    click.echo(session.words(found.shape.words))
    for part in found.parts:
        places = str(part.first) if part.first == part.last else f"{part.first}–{part.last}"
        meaning = "" if part.meaning is None else f": {session.words(part.meaning)}"
        click.echo(f"  {places:>5}  {part.text:<11}  {session.words(part.shape.words)}{meaning}")
    source = found.shape.source
    if source is not None and source.note is not None and source.confidence != "verified":
        click.echo(session.say("number_not_sure"))
    click.echo(session.say("number_only_read"), err=True)


def _as_record(found: CertificateNumber) -> dict[str, object]:
    return {
        "number": str(found),
        "shape": found.shape.id,
        "year": found.year,
        "level": found.level,
        "parts": [
            {
                "part": part.shape.part,
                "text": part.text,
                "from": part.first,
                "to": part.last,
                "zh": part.shape.zh,
                "en": part.shape.en,
                "meaning": None if part.meaning is None else part.meaning.model_dump(),
            }
            for part in found.parts
        ],
    }


def _refused(error: Malformed) -> dict[str, object]:
    return {"number": None, "position": error.position, "zh": error.said("zh"), "en": error.said("en")}
