"""Evaluation's tables."""

from jiyao.engine.shapes import Words
from jiyao.evaluation.models import IssuedCertificate, Standing
from jiyao.registry.tabling import Column, Table, declare, record_table

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
ISSUED_CERTIFICATES = declare(
    Table(
        "issued-certificates",
        Words(zh="签发证书", en="Issued certificates"),
        IssuedCertificate,
        shown=("number", "person", "organisation", "issued_on", "standing"),
        order="-pk",
        found_by=("number",),
        person="person",
        organisations=("organisation",),
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("number", Words(zh="证书编号", en="Certificate number"), "text", masked=True),
            Column("person", Words(zh="持证人", en="Holder"), "person"),
            Column("organisation", Words(zh="发证机构", en="Issuer"), "organisation"),
            Column("issued_on", Words(zh="核发日期", en="Issued"), "date"),
            Column("standing", Words(zh="状态", en="Standing"), "code", choices=Standing.choices),
            Column("record", Words(zh="记录号", en="Record"), "text"),
        ),
    )
)
