"""Who may do what: one table, whose rows areas declare in `permissions.py`. What no row allows is refused.

A row is a thing and a verb; its cells say for a role how far it goes:

own            what is the account's own person's; of a role that is given, what the account itself asked for
organisation   what belongs to the assignment's organisation, or to the people who work there
division       what lies in the assignment's division or below
province       everything, for an assignment at the province itself; nothing for others
all            everything
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from jiyao.base.errors import Conflict, Invalid
from jiyao.engine.shapes import Words
from jiyao.registry.models import Account, AccountRole, Assignment, DivisionLevel
from jiyao.registry.queries.places import divisions_below


class Scope(StrEnum):
    """How far a cell of the table goes."""

    OWN = "own"
    ORGANISATION = "organisation"
    DIVISION = "division"
    PROVINCE = "province"
    ALL = "all"


class AllowedTwice(Conflict):
    """Two areas declare one row, or name one thing."""


class UnknownVerb(Invalid):
    """A row speaks of something that nobody does."""


@dataclass(frozen=True, slots=True)
class Permission:
    """One row of the table."""

    thing: str
    verb: str
    cells: Mapping[AccountRole, Scope]


@dataclass(frozen=True, slots=True)
class Reach:
    """How far somebody reaches for one thing and verb. Nothing is in reach of an empty one.

    person          the number of the account's own person
    organisations   their numbers
    divisions       codes, those below among them
    party           the account as acts name it, where what it asked for itself is in reach
    everything      whether nothing is out of reach
    """

    person: int | None = None
    party: str = ""
    organisations: frozenset[int] = frozenset()
    divisions: frozenset[str] = frozenset()
    everything: bool = False

    def __bool__(self) -> bool:
        return self.everything or bool(self.person or self.organisations or self.divisions or self.party)


PERMISSIONS: dict[tuple[str, str], Permission] = {}
"""The table, by thing and verb."""
THINGS: dict[str, Words] = {}
"""What each thing of the table is called; tables of records give their own titles."""
VERBS: Mapping[str, Words] = {
    "see": Words(zh="查看", en="see"),
    "find": Words(zh="按号码查找", en="find by number"),
    "unmask": Words(zh="查看明文", en="see in the clear"),
    "export": Words(zh="导出", en="export"),
    "import": Words(zh="导入", en="import"),
    "correct": Words(zh="申请更正", en="ask for a correction"),
    "decide": Words(zh="决定", en="decide"),
    "make": Words(zh="新建", en="make"),
    "accept": Words(zh="受理", en="accept"),
    "review": Words(zh="审核", en="review"),
    "approve": Words(zh="审批", en="approve"),
    "pay": Words(zh="拨付", en="pay"),
    "answer": Words(zh="回复", en="answer"),
    "manage": Words(zh="管理", en="manage"),
}

OFFICIALS = (
    AccountRole.ACCEPT,
    AccountRole.REVIEW,
    AccountRole.APPROVE,
    AccountRole.PAY,
    AccountRole.SUPERVISE,
)
NEEDS_SECOND_FACTOR = frozenset(
    {
        *OFFICIALS,
        AccountRole.HOTLINE,
        AccountRole.HELPER,
        AccountRole.DEPARTMENT,
        AccountRole.AUDITOR,
        AccountRole.ADMINISTRATOR,
    }
)
"""Roles that nobody may use on a password alone."""
_ALONE = (AccountRole.AUDITOR, AccountRole.ADMINISTRATOR)
INCOMPATIBLE: frozenset[frozenset[AccountRole]] = frozenset(
    {
        frozenset({AccountRole.ACCEPT, AccountRole.APPROVE}),
        frozenset({AccountRole.ACCEPT, AccountRole.PAY}),
        frozenset({AccountRole.REVIEW, AccountRole.PAY}),
        frozenset({AccountRole.APPROVE, AccountRole.PAY}),
        *(
            frozenset({one, other})
            for one in _ALONE
            for other in AccountRole
            if other not in (one, "citizen")
        ),
    }
)
"""Roles that one account never holds on the same day: who spends does not check, and who checks does not act."""


def name_thing(thing: str, *, zh: str, en: str) -> None:
    """Says what a thing of the table is called."""
    if thing in THINGS:
        raise AllowedTwice(f"{thing} is named twice; keep one name")
    THINGS[thing] = Words(zh=zh, en=en)


def allow(thing: str, verb: str, **cells: str) -> None:
    """Declares a row. A cell is named by its role, or by `officials` for the five duties; others have no access."""
    if (thing, verb) in PERMISSIONS:
        raise AllowedTwice(f"{thing}.{verb} is declared twice; keep one row")
    if verb not in VERBS:
        raise UnknownVerb(f"{thing}.{verb}: no such verb; say what it is called in VERBS")
    spread = dict.fromkeys(OFFICIALS, Scope(cells.pop("officials"))) if "officials" in cells else {}
    named = {AccountRole(role): Scope(scope) for role, scope in cells.items()}
    PERMISSIONS[thing, verb] = Permission(thing, verb, {**spread, **named})


@dataclass(frozen=True)
class Holder:
    """Who asks: an account with the assignments that are in force. `reach` answers what is in reach."""

    account: Account | None = None
    assignments: Sequence[Assignment] = ()
    _reaches: dict[tuple[str, str], Reach] = field(default_factory=dict, compare=False, repr=False)
    _below: dict[frozenset[str], frozenset[str]] = field(default_factory=dict, compare=False, repr=False)

    @property
    def roles(self) -> frozenset[AccountRole]:
        """The roles that are held."""
        own = {AccountRole.CITIZEN} if self.account is not None and self.account.person_id else set()
        return frozenset({*own, *(AccountRole(one.role) for one in self.assignments)})

    @property
    def needs_second_factor(self) -> bool:
        """Whether a password alone does not do."""
        return bool(self.roles & NEEDS_SECOND_FACTOR)

    @property
    def party(self) -> str:
        """Who asks, as acts name them."""
        return "nobody" if self.account is None else self.account.party

    def reach(self, thing: str, verb: str) -> Reach:
        """How far this holder reaches: nowhere where no area declares the row."""
        if (thing, verb) not in PERMISSIONS:
            return Reach()
        if (thing, verb) not in self._reaches:
            self._reaches[thing, verb] = self._worked_out(PERMISSIONS[thing, verb])
        return self._reaches[thing, verb]

    def may(self, thing: str, verb: str) -> bool:
        """Whether anything at all is in reach."""
        return bool(self.reach(thing, verb))

    def _worked_out(self, row: Permission) -> Reach:
        given = [(row.cells[AccountRole(one.role)], one) for one in self.assignments if one.role in row.cells]
        if any(_is_everything(scope, one) for scope, one in given):
            return Reach(everything=True)
        own = row.cells.get(AccountRole.CITIZEN) is not None and self.account is not None
        places = frozenset(
            one.division_id for scope, one in given if scope is Scope.DIVISION and one.division_id
        )
        return Reach(
            person=self.account.person_id if own and self.account is not None else None,
            party=self.party if any(scope is Scope.OWN for scope, _ in given) else "",
            organisations=frozenset(_organisations(given)),
            divisions=self._below_of(places),
        )

    def _below_of(self, places: frozenset[str]) -> frozenset[str]:
        """The divisions below, asked of the database once: most rows of the table go as far as each other."""
        if places not in self._below:
            self._below[places] = divisions_below(places)
        return self._below[places]


NOBODY = Holder()
"""Who did not sign in."""


def holder_of(account: Account, on: date) -> Holder:
    """An account with what is in force on a day; a closed one holds nothing."""
    if not account.is_active:
        return NOBODY
    assignments = account.assignments.select_related("division").order_by("pk")
    return Holder(account, [one for one in assignments if one.holds(on)])


def _is_everything(scope: Scope, one: Assignment) -> bool:
    at_the_top = one.division is not None and one.division.level == DivisionLevel.PROVINCE
    return scope is Scope.ALL or (scope in (Scope.PROVINCE, Scope.DIVISION) and at_the_top)


def _organisations(given: Iterable[tuple[Scope, Assignment]]) -> Iterator[int]:
    for scope, one in given:
        if scope is Scope.ORGANISATION and one.organisation_id is not None:
            yield one.organisation_id
