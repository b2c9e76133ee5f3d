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
record_table(
    "evaluation-bodies",
    shown="organisation body_kind number_part division starts_on ends_on",
    found_by="number_part",
    organisations="organisation",
    division="division",
)
record_table(
    "body-suspensions",
    shown="organisation suspension_reason starts_on ends_on",
    organisations="organisation",
    division="division",
)
record_table(
    "body-scopes",
    shown="organisation occupation work_type level division starts_on ends_on",
    found_by="occupation",
    organisations="organisation",
    division="division",
)
record_table(
    "examiners",
    shown="person organisation grade occupation level starts_on ends_on",
    found_by="occupation",
    person="person",
    organisations="organisation",
)
record_table(
    "supervisors",
    shown="person side organisation division starts_on ends_on",
    person="person",
    organisations="organisation",
    division="division",
)
record_table(
    "candidacies",
    shown="person organisation occupation level applied_on",
    found_by="occupation",
    person="person",
    organisations="organisation",
    division="division",
)
