"""Evaluation's tables."""

from jiyao.registry.tabling import record_table

record_table(
    "contest-results",
    shown="person contest_name event rank medal published_on",
    found_by="contest_name event",
    person="person",
    division="division",
)
record_table(
    "coachings",
    shown="person contest event entry_number",
    found_by="event",
    person="person",
    division="division",
)
