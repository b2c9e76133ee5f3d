"""The three ways in which a request can fail. Each error of the project is one of them."""


class JiyaoError(Exception):
    """An error with a message for people: what is wrong, where, and what to do."""


class Invalid(JiyaoError):
    """What was given is wrong and must be corrected."""


class NotAllowed(JiyaoError):
    """The request is understood, and this person may not make it."""


class Conflict(JiyaoError):
    """The request was right when it was made, and something else came first."""
