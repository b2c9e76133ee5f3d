"""`jiyao credential issuing`: what bodies sign and publish, and the keys they do it with."""

import json
from datetime import datetime, timedelta
from pathlib import Path

import click
from django.conf import settings

from jiyao.base.errors import Invalid
from jiyao.evaluation.actions.issuer_keys import replace_key, void_key
from jiyao.evaluation.credentials.achievement import NameShown
from jiyao.evaluation.credentials.reading import Json
from jiyao.evaluation.models import IssuedCertificate, StatusList
from jiyao.evaluation.queries.credentials import credential_of
from jiyao.evaluation.queries.issuers import published_issuer, published_list
from jiyao.interfaces.cli.days import now
from jiyao.interfaces.cli.records.database import on_database
from jiyao.interfaces.cli.session import Session, operator, pass_session
from jiyao.interfaces.ui.public import public_address

ORGANISATION = click.argument("organisation", type=click.IntRange(min=1))


class NotIssuedHere(Invalid):
    """No body here issued a certificate under that number."""


@click.group()
def issuing() -> None:
    """Write what bodies sign and publish; replace their keys."""


@issuing.command()
@click.argument("number")
@pass_session
@on_database
def make(session: Session, number: str) -> None:
    """Print the signed credential of a certificate, its holder's name masked."""
    issued = IssuedCertificate.objects.filter(number=number).select_related("candidate__session").first()
    if issued is None:
        raise NotIssuedHere(
            f"no body here issued a certificate {number}; look at the number again",
            zh=f"本平台未签发过编号为 {number} 的证书，请核对",
        )
    address = public_address()
    made = credential_of(issued, shown=NameShown.MASKED, pack=session.pack, address=address, at=now())
    click.echo(_written(made))


@issuing.command()
@ORGANISATION
@on_database
def issuer(organisation: int) -> None:
    """Print a body's document with its keys."""
    click.echo(_written(published_issuer(organisation, public_address())))


@issuing.command()
@ORGANISATION
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    required=True,
    help="Which folder.",
)
@on_database
def lists(organisation: int, out: Path) -> None:
    """Write a body's status lists, signed, into a folder."""
    address, holds_for = public_address(), timedelta(hours=settings.STATUS_LIST_HOURS)
    for found in StatusList.objects.filter(organisation=organisation).order_by("number", "purpose"):
        listed = published_list(found, address=address, at=now(), holds_for=holds_for)
        file = out / f"{found.number}-{found.purpose}.json"
        file.write_text(_written(listed), "utf-8")
        click.echo(file)


@issuing.command("replace-key")
@ORGANISATION
@pass_session
@on_database
def replace(session: Session, organisation: int) -> None:
    """Make a key that signs from now on. The one of before still checks what it signed."""
    made = replace_key(organisation=organisation, by=operator(), at=now())
    click.echo(session.say("key_signs_now", made.public))


@issuing.command("void-key")
@ORGANISATION
@click.argument("key")
@click.option(
    "--since",
    type=click.DateTime(["%Y-%m-%dT%H:%M:%S%z"]),
    required=True,
    help="From when it is in wrong hands, such as 2025-06-30T08:00:00+08:00.",
)
@pass_session
@on_database
def void(session: Session, organisation: int, key: str, since: datetime) -> None:
    """Declare a key compromised: what it signed from then on does not hold. Another signs from now on."""
    void_key(organisation=organisation, public=key, from_at=since, by=operator(), at=now())
    click.echo(session.say("key_void", key, since.isoformat()))


def _written(document: Json) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2)
