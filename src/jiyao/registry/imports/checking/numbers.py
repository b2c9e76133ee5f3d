"""Numbers that carry their own check: identity numbers, credit codes, telephone numbers."""

import re
from datetime import date
from functools import lru_cache

from stdnum.cn import ric, uscc
from stdnum.exceptions import ValidationError

from jiyao.registry.imports.checking.reasons import Refused

PROVINCES = frozenset(
    f"{first}{second}"
    for first, seconds in {
        1: "12345",
        2: "123",
        3: "1234567",
        4: "123456",
        5: "01234",
        6: "12345",
        7: "1",
        8: "123",
    }.items()
    for second in seconds
)
"""The first two digits by GB/T 2260, and 83 for residence permits of Taiwan."""
INVENTED = "2399"
"""How the numbers of invented people begin: a region that no register issues."""
REMEMBERED = 65_536
_IDENTITY = re.compile(r"[0-9]{17}[0-9X]")
_PHONE = re.compile(r"1[3-9][0-9]{9}")
_LOST = re.compile(r"[0-9.]+[eE]\+?[0-9]+")


@lru_cache(REMEMBERED)
def identity_number(text: str, *, invented: bool) -> str:
    """The identity number in its one form. raises Refused

    Its region need not be one that stands today: people bear the codes of counties long gone.

    invented   whether invented people may stand
    """
    number = text.replace(" ", "").upper()
    if not _IDENTITY.fullmatch(number):
        raise Refused("digits_lost" if _LOST.fullmatch(number) else "identity_form")
    if number[:2] not in PROVINCES:
        raise Refused("identity_place", digits=number[:2])
    if number.startswith(INVENTED) and not invented:
        raise Refused("identity_invented")
    born_on(number)
    if number[-1] != ric.calc_check_digit(number):
        raise Refused("identity_check")
    return number


def born_on(identity: str) -> date:
    """The day of birth in an identity number. raises Refused"""
    digits = identity[6:14]
    try:
        day = date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        raise Refused("identity_day", digits=digits) from None
    if day.year < 1900:
        raise Refused("identity_day", digits=digits)
    return day


def sex_of(identity: str) -> str:
    """The code of the sex in an identity number."""
    return "male" if int(identity[16]) % 2 else "female"


@lru_cache(REMEMBERED)
def credit_code(text: str) -> str:
    """The unified social credit code in its one form. raises Refused"""
    code = text.replace(" ", "").replace("-", "").upper()
    if _LOST.fullmatch(code) and len(code) < 18:
        raise Refused("digits_lost")
    try:
        return str(uscc.validate(code))
    except ValidationError as error:
        key = "credit_check" if type(error).__name__ == "InvalidChecksum" else "credit_form"
        raise Refused(key) from None


def phone_number(text: str) -> str:
    """A mobile number in its one form. raises Refused"""
    number = text.replace(" ", "").replace("-", "").removeprefix("+86")
    if not _PHONE.fullmatch(number):
        raise Refused("phone")
    return number
