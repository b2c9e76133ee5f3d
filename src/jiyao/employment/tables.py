"""Employment's tables."""

from jiyao.registry.tabling import record_table

record_table(
    "post-appointments",
    shown="person employer post occupation starts_on ends_on",
    found_by="occupation",
    person="person",
    organisations="employer",
    division="division",
)
