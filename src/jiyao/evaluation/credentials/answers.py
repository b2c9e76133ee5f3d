"""What can be said of a credential: twelve answers, each of its own kind."""

from enum import StrEnum

from jiyao.base.errors import Invalid


class Answer(StrEnum):
    """What came of judging a credential."""

    VALID = "valid"
    TAMPERED = "tampered"
    WRONG_KEY = "wrong-key"
    WRONG_TYPE = "wrong-context-or-type"
    EXPIRED = "expired"
    NOT_YET_VALID = "not-yet-valid"
    REVOKED = "revoked"
    SUSPENDED = "suspended"
    MALFORMED = "malformed"
    ISSUER_UNKNOWN = "issuer-not-known"
    STATUS_UNKNOWN = "status-not-known"
    NOT_SUPPORTED = "proof-not-supported"


class NotValid(Invalid):
    """Why a credential is not valid, or cannot be called so. Its answer is one of the twelve."""

    def __init__(self, answer: Answer, message: str, *, zh: str) -> None:
        super().__init__(message, zh=zh)
        self.answer = answer


def malformed(message: str, *, zh: str) -> NotValid:
    """The file is no credential that can be read in one way only."""
    return NotValid(Answer.MALFORMED, message, zh=zh)


def wrong_type(message: str, *, zh: str) -> NotValid:
    """Its words do not all have a meaning that we know, or it is another kind of credential."""
    return NotValid(Answer.WRONG_TYPE, message, zh=zh)
