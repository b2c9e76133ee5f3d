"""Numbers of records: one series for every kind, so that a number alone says which record is meant."""

from collections.abc import Sequence

from django.db import connection


def take_numbers(count: int) -> Sequence[int]:
    """So many new record numbers, rising. A number taken is never taken again, whatever becomes of the transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval('registry_record_number') FROM generate_series(1, %s)", [count])
            return sorted(number for (number,) in cursor.fetchall())
        cursor.execute(
            "UPDATE registry_record_number SET last_value = last_value + %s RETURNING last_value", [count]
        )
        [last] = cursor.fetchone()
        return range(last - count + 1, last + 1)


def numbers_taken_up_to(last: int) -> None:
    """Numbers up to `last` stand in records already, as after a bulk load with numbers of its own."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT setval('registry_record_number', greatest(%s, last_value)) FROM registry_record_number",
                [last],
            )
        else:
            cursor.execute("UPDATE registry_record_number SET last_value = max(%s, last_value)", [last])


def numbered(count: int) -> str:
    """So many new numbers as an SQL expression for a statement on so many rows; each row has one of its own."""
    if connection.vendor == "postgresql":
        return "nextval('registry_record_number')"
    return f"{take_numbers(count)[0]} - 1 + rowid"
