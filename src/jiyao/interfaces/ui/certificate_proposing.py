"""The form by which somebody proposes to suspend, revoke or restore a certificate, for officials and bodies."""

from collections.abc import Mapping
from datetime import date

from django.http import Http404

from jiyao.base.errors import Invalid
from jiyao.casework.actions.certificates import FROM, Change, Proposed
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import IssuedCertificate, Standing
from jiyao.interfaces.ui.certificate_words import CHANGES
from jiyao.interfaces.ui.forms import Choice, Field

NO_DAY = Words(zh="请填写日期，如 2025-06-30", en="Write a day such as 2025-06-30")


class NotADay(Invalid):
    """What was given is no day."""


def standing_fields(certificate: IssuedCertificate) -> list[Field]:
    """The fields of the form, with what is possible now."""
    possible = [change for change in Change if Standing(certificate.standing) in FROM[change]]
    return [
        Field(
            name="change",
            label=Words(zh="拟办理", en="What is proposed"),
            kind="one_of",
            value=possible[0],
            choices=[Choice(value=change, words=CHANGES[change]) for change in possible],
            is_required=True,
        ),
        Field(
            name="since",
            label=Words(zh="自何日起无效（撤销时）", en="From which day it does not count (to revoke)"),
            kind="day",
            hint=Words(zh="不填为自核发之日起", en="Empty: from the day of its issue"),
        ),
        Field(
            name="reason",
            label=Words(zh="理由", en="Reason"),
            kind="sentence",
            hint=Words(
                zh="写明查实的事实和依据；核验证书的人会看到。由其他人员审核决定。",
                en="Say what was found, and on what it rests; who verifies reads it. A colleague decides.",
            ),
            is_required=True,
        ),
    ]


def proposed_in(posted: Mapping[str, str]) -> Proposed:
    """What a form proposes. raises Http404, NotADay"""
    change = posted.get("change", "")
    if change not in set(Change):
        raise Http404
    return Proposed(Change(change), posted.get("reason", ""), _since(posted.get("since", "")))


def _since(text: str) -> date | None:
    if not text.strip():
        return None
    try:
        return date.fromisoformat(text.strip())
    except ValueError:
        raise NotADay(NO_DAY.en, zh=NO_DAY.zh) from None
