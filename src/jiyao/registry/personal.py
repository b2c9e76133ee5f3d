"""How the registry's fields are kept. The number under which a source keeps a record may lead to somebody."""

from jiyao.foundation.keeping import RECORD, keep
from jiyao.registry.models import (
    Account,
    ApiToken,
    Assignment,
    BenefitSpell,
    Division,
    EducationSpell,
    EmploymentSpell,
    GroupSpell,
    HeldCertificate,
    HouseholdSpell,
    InsuranceSpell,
    Level,
    Occupation,
    Organisation,
    OrganisationRole,
    OrganisationVersion,
    Ownership,
    Person,
    PersonVersion,
    ScarceOccupation,
    WorkType,
)

keep(Organisation, allowed="id")
keep(
    OrganisationVersion,
    inside="reference",
    allowed=f"{RECORD} organisation name division is_enterprise has_skilled_posts",
)
keep(OrganisationRole, inside="reference", allowed=f"{RECORD} organisation role starts_on ends_on")
keep(
    Ownership,
    inside="reference",
    allowed=f"{RECORD} organisation owner_organisation owner_person share starts_on ends_on",
)
keep(Person, allowed="id")
keep(
    PersonVersion,
    sealed="name_sealed identity_sealed phone_sealed",
    inside="reference",
    allowed=f"{RECORD} person birth_on sex",
)
keep(
    HeldCertificate,
    masked="certificate_number",
    inside="reference",
    allowed=(
        f"{RECORD} person certificate_kind occupation work_type level issued_on issuer "
        "found_in_lookup first_time revoked_on"
    ),
)
keep(Division, allowed="code parent level zh en")
keep(
    EducationSpell,
    inside="reference",
    allowed=f"{RECORD} person organisation school_kind class_kind occupation starts_on ends_on graduated",
)
keep(Occupation, allowed="code parent depth zh")
keep(Level, allowed="code rank zh en")
keep(WorkType, inside="reference", allowed=f"{RECORD} occupation name starts_on ends_on")
keep(ScarceOccupation, inside="reference", allowed=f"{RECORD} division occupation starts_on ends_on")
keep(
    HouseholdSpell,
    inside="reference",
    allowed=f"{RECORD} person starts_on ends_on household relation division",
)
keep(GroupSpell, inside="reference", allowed=f"{RECORD} person starts_on ends_on person_group")
keep(
    EmploymentSpell,
    inside="reference",
    allowed=(
        f"{RECORD} person starts_on ends_on organisation in_province division occupation "
        "skilled_post front_line"
    ),
)
keep(
    InsuranceSpell,
    inside="reference",
    allowed=(
        f"{RECORD} person first_month last_month organisation in_province division employer_pays person_pays"
    ),
)
keep(BenefitSpell, inside="reference", allowed=f"{RECORD} person first_month last_month division")
keep(
    Account,
    inside="id username name password password_is_temporary last_login person is_active opened_at closed_at",
)
keep(Assignment, inside="id account role division organisation starts_on ends_on")
keep(
    ApiToken,
    inside=(
        "id account name token_hash begins is_read_only by_two_factors made_at expires_on last_used_on ended_at"
    ),
)
