"""What is logged, and how. Everything goes to standard error, one line each."""

import logging

LINES = {"json": "jiyao.interfaces.ui.logs.lines.Json", "text": "jiyao.interfaces.ui.logs.lines.Text"}


def logging_as(form: str) -> dict[str, object]:
    """The settings of logging for lines of that form.

    Django would mail whole requests to administrators and name addresses that were not found: it does neither here.
    Of requests that break it logs the exception; our own line a request tells the rest.
    """
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "formatters": {"lines": {"()": LINES[form]}},
        "filters": {"raised": {"()": "django.utils.log.CallbackFilter", "callback": _raised}},
        "handlers": {
            "lines": {"class": "logging.StreamHandler", "formatter": "lines", "stream": "ext://sys.stderr"}
        },
        "root": {"handlers": ["lines"], "level": "WARNING"},
        "loggers": {
            "jiyao": {"level": "INFO"},
            "django": {"handlers": [], "level": "WARNING", "propagate": True},
            "django.request": {
                "handlers": ["lines"],
                "level": "ERROR",
                "filters": ["raised"],
                "propagate": False,
            },
            "_granian": {"handlers": ["lines"], "level": "INFO", "propagate": False},
        },
    }


def _raised(record: logging.LogRecord) -> bool:
    return record.exc_info is not None
