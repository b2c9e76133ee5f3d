"""What may stand in an act's row for ever: numbers and codes, nothing that names somebody."""

import re
from datetime import datetime

from jiyao.base.errors import Invalid
from jiyao.foundation.links import Codes

LONGEST_PARTY = 80
PARTY = re.compile(r"[a-z][a-z_-]*(:[0-9A-Za-z._/-]+)?")
CODE_NAME = re.compile(r"[a-z][a-z0-9_]*")
CODE = re.compile(r"[!-~]{0,200}")
IDENTITY_NUMBER = re.compile(r"(?<![0-9A-Za-z])\d{6}(19|20)\d{9}[0-9Xx](?![0-9A-Za-z])")


class NamesSomebody(Invalid):
    """Something that is no code was to stand in the clear for ever."""


def check_party(what: str, text: str) -> None:
    """Refuses an actor or subject that is not a kind and a number, such as account:12."""
    if len(text) > LONGEST_PARTY or not PARTY.fullmatch(text) or IDENTITY_NUMBER.search(text):
        raise NamesSomebody(
            f"{what}: write a kind and a number such as person:340, at most {LONGEST_PARTY} characters; "
            "names go into the payload",
            zh=f"{what}：请写成类别和编号，如 account:12，不超过 {LONGEST_PARTY} 个字符，不能写姓名",
        )


def check_codes(codes: Codes) -> None:
    """Refuses codes that are words, names or identity numbers; those belong into the payload."""
    for name, code in codes.items():
        if not CODE_NAME.fullmatch(name):
            raise NamesSomebody(f"codes: {name!r} is no name of a code; write a-z, 0-9 and _")
        if isinstance(code, bool) or not isinstance(code, str | int):
            raise NamesSomebody(f"codes: {name} must be a whole number or a code; put others in the payload")
        if isinstance(code, str) and (not CODE.fullmatch(code) or IDENTITY_NUMBER.search(code)):
            raise NamesSomebody(f"codes: {name} is not a code; words and names go into the payload")


def check_moment(at: datetime) -> None:
    """Refuses a moment without its zone."""
    if at.tzinfo is None:
        raise Invalid(f"at: {at} has no time zone; give one, such as UTC")
