"""Evaluation's tables."""

from jiyao.engine.shapes import Words
from jiyao.evaluation.models import Candidate, IssuedCertificate, Session, Standing
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
record_table(
    "title-candidacies",
    shown="person target_title occupation division applied_on",
    found_by="occupation",
    person="person",
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
SESSIONS_TABLE = declare(
    Table(
        "sessions",
        Words(zh="认定批次", en="Sessions of evaluation"),
        Session,
        shown=(
            "number",
            "organisation",
            "state",
            "occupation",
            "level",
            "division",
            "starts_on",
            "enrols_until",
        ),
        order="-starts_on",
        found_by=("number", "occupation"),
        organisations=("organisation",),
        division="division",
        own=(
            Column("id", Words(zh="批次", en="Session"), "integer"),
            Column("number", Words(zh="计划编号", en="Number"), "text"),
            Column("organisation", Words(zh="评价机构", en="Evaluation body"), "organisation"),
            Column("state", Words(zh="状态", en="State"), "code"),
            Column("occupation", Words(zh="职业", en="Occupation"), "occupation"),
            Column("work_type", Words(zh="工种", en="Work type"), "text"),
            Column("level", Words(zh="等级", en="Level"), "code", "level"),
            Column("standard_edition", Words(zh="标准版本", en="Edition"), "code", "standard_edition"),
            Column("division", Words(zh="考核地", en="Place"), "code", "division"),
            Column("parts", Words(zh="考核科目", en="Parts"), "text"),
            Column("filed_on", Words(zh="报备日期", en="Filed"), "date"),
            Column("enrols_until", Words(zh="报名截止日", en="Enrolment until"), "date"),
            Column("starts_on", Words(zh="考核起始日", en="First day"), "date"),
            Column("ends_on", Words(zh="考核截止日", en="Last day"), "date"),
            Column("published_on", Words(zh="公示起始日", en="Results on notice"), "date"),
            Column("reported_on", Words(zh="上报日期", en="Reported"), "date"),
        ),
    )
)
CANDIDATES = declare(
    Table(
        "candidates",
        Words(zh="考生", en="Candidates"),
        Candidate,
        shown=("session_id", "person", "state", "measure", "route", "enrolled_on"),
        order="-pk",
        person="person",
        organisations=("session__organisation",),
        division="session__division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("session_id", Words(zh="批次", en="Session"), "integer"),
            Column("person", Words(zh="考生", en="Candidate"), "person"),
            Column("state", Words(zh="状态", en="State"), "code"),
            Column("measure", Words(zh="申报条件", en="Application conditions"), "measure"),
            Column("route", Words(zh="符合条件", en="Condition that suffices"), "text"),
            Column("enrolled_on", Words(zh="报名日期", en="Enrolled"), "date"),
        ),
    )
)
record_table(
    "ability-items",
    shown="item name occupation hours starts_on ends_on",
    found_by="item name",
)
