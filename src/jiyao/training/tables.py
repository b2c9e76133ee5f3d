"""Training's tables."""

from jiyao.registry.tabling import record_table

record_table(
    "enrolments",
    shown="person provider occupation level starts_on ends_on passed",
    person="person",
    organisations="provider",
    division="division",
)
record_table(
    "apprenticeships",
    shown="person employer occupation level starts_on",
    person="person",
    organisations="employer",
    division="division",
)
record_table(
    "apprenticeship-breaks",
    shown="person employer starts_on ends_on",
    person="person",
    organisations="employer",
    division="division",
)
