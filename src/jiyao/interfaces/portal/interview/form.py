"""The form that carries an interview from page to page: signed, in the page alone. Nothing is kept here."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core import signing

from jiyao.base.errors import Invalid
from jiyao.engine.determination.interviewing import OWN, Answer, Interview, InterviewRow
from jiyao.engine.packs.loading import Pack
from jiyao.engine.rules.tree import Value
from jiyao.engine.rules.types import Kind
from jiyao.interfaces.portal.interview.profiles import PROFILES, Profile

SALT = "jiyao.portal.interview"
KEPT_SECONDS = 12 * 60 * 60
"""How long a page may lie open before its form is refused."""


class Altered(Invalid):
    """The form is none of ours, or was changed."""


class Outdated(Invalid):
    """The form is too old, or the rules have changed since."""


@dataclass(frozen=True, slots=True)
class Carried:
    """Who asks, and the interview so far."""

    profile: Profile
    interview: Interview


def sign(carried: Carried, pack: Pack) -> str:
    """The form's text."""
    plain = {
        "pack": pack.hash,
        "profile": carried.profile.id,
        "rows": [[row.subject, row.number] for row in carried.interview.rows],
        "answers": [[one.row, one.fact, _plain(one.value)] for one in carried.interview.answers],
    }
    return signing.dumps(plain, salt=SALT, compress=True)


def read(text: str, pack: Pack) -> Carried:
    """What a form carries. raises Altered, Outdated"""
    try:
        plain = signing.loads(text, salt=SALT, max_age=KEPT_SECONDS)
    except signing.SignatureExpired:
        raise Outdated("the form has lain too long; begin again") from None
    except signing.BadSignature:
        raise Altered("the form was not made here, or was changed; begin again") from None
    if plain["pack"] != pack.hash:
        raise Outdated("the rules have changed since; begin again")
    return Carried(PROFILES[plain["profile"]], _interview(plain, pack))


def _interview(plain: Mapping[str, Any], pack: Pack) -> Interview:
    return Interview(
        tuple(InterviewRow(subject, number) for subject, number in plain["rows"]),
        tuple(Answer(row, fact, _value(fact, value, pack)) for row, fact, value in plain["answers"]),
    )


def knows(interview: Interview, row: str, fact: str, pack: Pack) -> bool:
    """Whether the interview has that row, and the row that fact of its own."""
    definition, root = pack.vocabulary.facts.get(fact), next(iter(pack.vocabulary.subjects))
    subjects = {OWN: root, **{one.id: one.subject for one in interview.rows}}
    return definition is not None and subjects.get(row) in definition.of


def _plain(value: Value | None) -> Value | None:
    return value.isoformat() if isinstance(value, date) else value


def _value(fact: str, plain: Any, pack: Pack) -> Value | None:
    is_day = plain is not None and pack.vocabulary.facts[fact].type.kind is Kind.DATE
    return date.fromisoformat(plain) if is_day else plain
