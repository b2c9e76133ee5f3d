"""The registry's tables."""

from jiyao.engine.shapes import Words
from jiyao.foundation.models import Act
from jiyao.registry.models import Account, OrganisationVersion, PersonVersion
from jiyao.registry.tabling import PERSON, Column, Table, declare, record_table

declare(
    Table(
        "people",
        Words(zh="人员", en="People"),
        PersonVersion,
        shown=("person", "sex", "birth_on"),
        person="person",
        profile="people",
        own=(Column("person", PERSON, "person"),),
    )
)
declare(
    Table(
        "organisations",
        Words(zh="单位", en="Organisations"),
        OrganisationVersion,
        shown=("name", "reference", "division", "is_enterprise"),
        found_by=("name", "reference"),
        organisations=("organisation",),
        division="division",
        profile="organisations",
        own=(Column("reference", Words(zh="统一社会信用代码", en="Credit code"), "text"),),
    )
)
record_table(
    "ownerships",
    shown="organisation owner_organisation owner_person share starts_on ends_on",
    organisations="organisation owner_organisation",
)
record_table("organisation-roles", shown="organisation role starts_on ends_on", organisations="organisation")
record_table(
    "certificates",
    shown="person certificate_number certificate_kind occupation level issued_on issuer",
    person="person",
    organisations="issuer",
)
record_table("households", shown="person division starts_on ends_on", person="person", division="division")
record_table("groups", shown="person person_group starts_on ends_on", person="person")
record_table(
    "employment",
    shown="person organisation division occupation starts_on ends_on",
    person="person",
    organisations="organisation",
    division="division",
)
record_table(
    "insurance",
    shown="person organisation division first_month last_month",
    person="person",
    organisations="organisation",
    division="division",
)
record_table("benefits", shown="person division first_month last_month", person="person", division="division")
record_table(
    "education",
    shown="person organisation school_kind starts_on ends_on graduated",
    person="person",
    organisations="organisation",
)
record_table("work-types", shown="occupation name starts_on ends_on", found_by="name occupation")
record_table(
    "scarce-occupations",
    shown="division occupation starts_on ends_on",
    found_by="occupation",
    division="division",
)
declare(
    Table(
        "acts",
        Words(zh="行为记录", en="Acts"),
        Act,
        shown=("number", "kind", "actor", "subject", "at"),
        order="-at",
        found_by=("subject", "actor", "kind"),
        own=(
            Column("number", Words(zh="编号", en="Number"), "integer"),
            Column("kind", Words(zh="种类", en="Kind"), "act"),
            Column("actor", Words(zh="经办", en="By"), "text"),
            Column("subject", Words(zh="对象", en="About"), "text"),
            Column("at", Words(zh="时间", en="At"), "moment"),
        ),
    )
)
declare(
    Table(
        "accounts",
        Words(zh="账号", en="Accounts"),
        Account,
        shown=("username", "name", "is_active", "opened_at", "last_login"),
        order="username",
        found_by=("username", "name"),
        own=(
            Column("username", Words(zh="用户名", en="Username"), "text"),
            Column("name", Words(zh="姓名", en="Name"), "text"),
            Column("is_active", Words(zh="启用", en="Open"), "boolean"),
            Column("opened_at", Words(zh="开通时间", en="Opened"), "moment"),
            Column("last_login", Words(zh="上次登录", en="Last sign-in"), "moment"),
        ),
    )
)
