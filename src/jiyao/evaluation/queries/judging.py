"""A credential that somebody hands in, judged with what bodies here publish; of other issuers nothing is known."""

import json
from collections.abc import Iterator
from datetime import datetime, timedelta

from jiyao.evaluation.credentials.answers import NotValid
from jiyao.evaluation.credentials.judging import Verdict, judge
from jiyao.evaluation.credentials.moments import BEIJING
from jiyao.evaluation.credentials.reading import Json, read_json
from jiyao.evaluation.models import StatusList
from jiyao.evaluation.queries.addresses import issuer_address, list_address
from jiyao.evaluation.queries.issuers import NoIssuer, published_issuer, published_list

MOST_DIGITS = 18


def judge_here(content: bytes, *, address: str, at: datetime, holds_for: timedelta) -> Verdict:
    """What is said of a credential at that moment, real time even in a demonstration: signatures have no other.

    holds_for   how long published status lists may be relied on
    """
    on = at.astimezone(BEIJING).date()
    organisation = _issuer_here(content, address)
    if organisation is None:
        return judge(content, on=on)
    try:
        issuer = _as_file(published_issuer(organisation, address))
    except NoIssuer:
        return judge(content, on=on)
    lists = [
        _as_file(published_list(found, address=address, at=at, holds_for=holds_for))
        for found in _named_lists(content, organisation, address)
    ]
    return judge(content, on=on, issuers=[issuer], status_lists=lists)


def _issuer_here(content: bytes, address: str) -> int | None:
    """The number of the body here that the credential names as its issuer."""
    try:
        issuer = read_json(content).get("issuer")
    except NotValid:
        return None
    named = issuer.get("id") if isinstance(issuer, dict) else issuer
    number = str(named).rpartition("/")[2]
    is_number = number.isascii() and number.isdigit() and len(number) <= MOST_DIGITS
    return int(number) if is_number and named == issuer_address(address, int(number)) else None


def _named_lists(content: bytes, organisation: int, address: str) -> Iterator[StatusList]:
    """The body's lists that the credential names, and no other."""
    status = read_json(content).get("credentialStatus")
    entries = [one for one in (status if isinstance(status, list) else [status]) if isinstance(one, dict)]
    named = {str(one.get(where)) for one in entries for where in ("statusListCredential", "statusReference")}
    for found in StatusList.objects.filter(organisation=organisation).order_by("number", "purpose"):
        if list_address(address, organisation, found.number, found.purpose) in named:
            yield found


def _as_file(document: Json) -> bytes:
    return json.dumps(document, ensure_ascii=False).encode("utf-8")
