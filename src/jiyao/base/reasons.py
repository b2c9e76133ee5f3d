"""Reasons that people give, as they are kept."""

from jiyao.base.errors import Invalid

LONGEST_REASON = 1000


class BadReason(Invalid):
    """A reason is missing or too long."""


def checked_reason(text: str) -> str:
    """The reason without blanks around it. raises BadReason"""
    reason = text.strip()
    if not reason:
        raise BadReason("a reason is needed; say in a sentence why", zh="请用一句话写明理由")
    if len(reason) > LONGEST_REASON:
        raise BadReason(
            f"the reason is longer than {LONGEST_REASON} characters; shorten it",
            zh=f"理由超过 {LONGEST_REASON} 个字，请写短一些",
        )
    return reason
