"""The permission table in words: for the desk's page, and for the reference."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jiyao.engine.shapes import Language, Words
from jiyao.registry.models import AccountRole
from jiyao.registry.permitting import PERMISSIONS, THINGS, VERBS, Permission, Scope

ROLES: Mapping[AccountRole, Words] = {
    AccountRole.CITIZEN: Words(zh="个人", en="citizen"),
    AccountRole.EMPLOYER: Words(zh="用人单位", en="employer"),
    AccountRole.TRAINING_BODY: Words(zh="培训机构", en="training body"),
    AccountRole.TECHNICAL_SCHOOL: Words(zh="技工院校", en="technical school"),
    AccountRole.EVALUATION_BODY: Words(zh="评价机构", en="evaluation body"),
    AccountRole.EXAMINER: Words(zh="考评员", en="examiner"),
    AccountRole.ACCEPT: Words(zh="受理", en="accept"),
    AccountRole.REVIEW: Words(zh="审核", en="review"),
    AccountRole.APPROVE: Words(zh="审批", en="approve"),
    AccountRole.PAY: Words(zh="拨付", en="pay"),
    AccountRole.SUPERVISE: Words(zh="监督", en="supervise"),
    AccountRole.DEPARTMENT: Words(zh="其他部门", en="other department"),
    AccountRole.HOTLINE: Words(zh="热线", en="hotline"),
    AccountRole.HELPER: Words(zh="帮办代办", en="helper"),
    AccountRole.AUDITOR: Words(zh="审计", en="auditor"),
    AccountRole.ADMINISTRATOR: Words(zh="系统管理", en="administrator"),
}
SCOPES: Mapping[Scope, Words] = {
    Scope.OWN: Words(zh="本人", en="own"),
    Scope.ORGANISATION: Words(zh="本单位", en="own body"),
    Scope.DIVISION: Words(zh="本辖区", en="own division"),
    Scope.PROVINCE: Words(zh="省级", en="province only"),
    Scope.ALL: Words(zh="全部", en="all"),
}


@dataclass(frozen=True, slots=True)
class Row:
    """One row in words: what, which verb, and a cell for each role; an empty one has no access."""

    thing: str
    verb: str
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """The table in words. `roles`: its headings after the first two."""

    roles: tuple[str, ...]
    rows: Sequence[Row]


def permission_grid(language: Language) -> Grid:
    """Every row, in the order of things and verbs."""
    roles = tuple(words.said(language) for words in ROLES.values())
    ordered = sorted(PERMISSIONS.values(), key=lambda row: (list(THINGS).index(row.thing), row.verb))
    return Grid(roles, [_row(row, language) for row in ordered])


def _row(row: Permission, language: Language) -> Row:
    cells = [SCOPES[row.cells[role]].said(language) if role in row.cells else "" for role in ROLES]
    return Row(THINGS[row.thing].said(language), VERBS[row.verb].said(language), cells)
