"""What the registry keeps: identities under numbers that tell nothing, and records of them in versions."""

from jiyao.registry.models.account import Account, AccountRole, Assignment
from jiyao.registry.models.certificate import HeldCertificate
from jiyao.registry.models.division import Division, DivisionLevel
from jiyao.registry.models.education import EducationSpell
from jiyao.registry.models.occupation import Level, Occupation, ScarceOccupation, WorkType
from jiyao.registry.models.organisation import Organisation, OrganisationRole, OrganisationVersion, Role
from jiyao.registry.models.ownership import Ownership
from jiyao.registry.models.person import Person, PersonVersion
from jiyao.registry.models.record import FOREVER, Record
from jiyao.registry.models.spells import (
    BenefitSpell,
    EmploymentSpell,
    GroupSpell,
    HouseholdSpell,
    InsuranceSpell,
)
from jiyao.registry.models.token import ApiToken

__all__ = [
    "FOREVER",
    "Account",
    "AccountRole",
    "ApiToken",
    "Assignment",
    "BenefitSpell",
    "Division",
    "DivisionLevel",
    "EducationSpell",
    "EmploymentSpell",
    "GroupSpell",
    "HeldCertificate",
    "HouseholdSpell",
    "InsuranceSpell",
    "Level",
    "Occupation",
    "Organisation",
    "OrganisationRole",
    "OrganisationVersion",
    "Ownership",
    "Person",
    "PersonVersion",
    "Record",
    "Role",
    "ScarceOccupation",
    "WorkType",
]
