"""What may stand in an address for a variable."""

from functools import cache

from django.urls import register_converter
from django.urls.converters import IntConverter


class RecordNumber(IntConverter):
    """A number that a database can hold."""

    regex = "[0-9]{1,18}"


@cache
def register() -> None:
    """Makes `record` known as a kind of variable."""
    register_converter(RecordNumber, "record")
