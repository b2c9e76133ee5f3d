"""The three ways in which a request can fail. Each error of the project is one of them."""


class JiyaoError(Exception):
    """An error with a message for people: what is wrong, where, and what to do.

    zh   the same in Chinese, wherever officials meet it; what only those meet who write packs or code has none
    """

    def __init__(self, message: str, *, zh: str = "") -> None:
        super().__init__(message)
        self.zh = zh

    def said(self, language: str) -> str:
        """The message in `zh` or `en`, and in English where there is no other."""
        return self.zh if language == "zh" and self.zh else str(self)


class Invalid(JiyaoError):
    """What was given is wrong and must be corrected."""


class NotAllowed(JiyaoError):
    """The request is understood, and this person may not make it."""


class Conflict(JiyaoError):
    """The request was right when it was made, and something else came first."""
