"""Every address says who may open it, and opens for nobody else: page by page, role by role."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jiyao.interfaces.ui.permitting import ALWAYS, BY_TOKEN, ENTERING, EVERYBODY, OF_TABLE, RULE, SIGNED_IN
from jiyao.registry.models import AccountRole
from jiyao.registry.permitting import PERMISSIONS, holder_of
from jiyao.registry.tabling import TABLES
from tests.registry.places import DAY, account_as, lay_out

SAMPLES = {
    "table": "certificates",
    "key": "1001",
    "number": 1,
    "row": 1001,
    "assignment": 1,
    "column": "level",
    "file": 1,
}
"""What stands in an address for its variables, where nothing is to be found under others."""


def patterns(resolver: URLResolver) -> Iterator[URLPattern]:
    """Every address."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from patterns(entry)
        else:
            yield entry


def rule_of(view: Callable[..., HttpResponse]) -> object:
    """Who may open it."""
    return getattr(view, RULE, None)


ADDRESSES = {str(pattern.name): pattern for pattern in patterns(get_resolver())}
WORDS = (ALWAYS, BY_TOKEN, ENTERING, EVERYBODY, SIGNED_IN)
"""Rules that are no row of the permission table."""
GUARDED = {name: p for name, p in ADDRESSES.items() if rule_of(p.callback) not in WORDS}


def address(name: str, pattern: URLPattern) -> str:
    """An address of that name, with something in place of each variable."""
    converters = pattern.pattern.converters
    kinds = {"SlugConverter": "nothing", "IntConverter": 1}
    given = {v: SAMPLES.get(v, kinds.get(type(c).__name__, "nothing")) for v, c in converters.items()}
    return reverse(name, kwargs=given)


def test_every_address_says_who_may_open_it() -> None:
    rules = {name: rule_of(pattern.callback) for name, pattern in ADDRESSES.items()}
    tables = {(OF_TABLE, verb) for _, verb in PERMISSIONS}

    assert {
        n: r for n, r in rules.items() if r not in WORDS and r not in PERMISSIONS and r not in tables
    } == {}


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_who_did_not_sign_in_is_asked_to(name: str, client: Client) -> None:
    response = client.get(address(name, GUARDED[name]))

    assert response.status_code == 302
    assert response.headers["Location"].startswith("/account/login/?next=/")


@pytest.mark.django_db
@pytest.mark.parametrize("name", GUARDED)
def test_address_opens_for_whom_the_table_says_and_nobody_else(name: str) -> None:
    lay_out()
    pattern = GUARDED[name]
    thing, verb = rule_of(pattern.callback)
    wrong = []
    for role in AccountRole:
        account = account_as(role)
        client = Client()
        client.force_login(account)
        row = (SAMPLES["table"] if thing == OF_TABLE else thing, verb)
        refused = client.get(address(name, pattern)).status_code == 403
        if refused == holder_of(account, DAY).may(*row):
            wrong.append(role.value)

    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("role", AccountRole)
def test_list_of_every_table_opens_for_whom_the_table_says(table: str, role: AccountRole) -> None:
    account = _account(role)
    client = Client()
    client.force_login(account)

    status = client.get(f"/desk/records/{table}/").status_code

    assert status == (200 if holder_of(account, DAY).may(table, "see") else 403)


def _account(role: AccountRole):
    lay_out()
    return account_as(role)


@pytest.mark.django_db
def test_table_that_is_none_is_not_there() -> None:
    lay_out()
    client = Client()
    client.force_login(account_as(AccountRole.AUDITOR))

    assert client.get("/desk/records/nothing/").status_code == 404


def test_routes_that_need_a_token_are_those_of_the_api_alone() -> None:
    by_token = {name for name, pattern in ADDRESSES.items() if rule_of(pattern.callback) == BY_TOKEN}

    assert by_token == {
        "api_me",
        "api_own_records",
        "api_own_determinations",
        "api_tables",
        "api_rows",
        "api_row",
        "api_import_file",
        "api_job",
        "api_job_result",
    }
