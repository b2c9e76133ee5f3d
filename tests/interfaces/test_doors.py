"""Every address says who may open it, and opens for nobody else: page by page, role by role."""

from collections.abc import Callable, Iterator

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from jiyao.interfaces.ui.permitting import ALWAYS, BY_TOKEN, ENTERING, EVERYBODY, OF_TABLE, RULE, SIGNED_IN
from jiyao.registry.models import AccountRole
from jiyao.registry.permitting import PERMISSIONS, Holder, holder_of
from jiyao.registry.tabling import TABLES
from tests.registry.places import DAY, account_as, lay_out

SAMPLES = {
    "table": "certificates",
    "key": "1001",
    "number": 1,
    "row": 1001,
    "assignment": 1,
    "case": 1,
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
    kinds = {"SlugConverter": "nothing", "IntConverter": 1, "RecordNumber": 1}
    given = {v: SAMPLES.get(v, kinds.get(type(c).__name__, "nothing")) for v, c in converters.items()}
    return reverse(name, kwargs=given)


def test_every_address_says_who_may_open_it() -> None:
    rules = {name: rule_of(pattern.callback) for name, pattern in ADDRESSES.items()}
    tables = {(OF_TABLE, verb) for _, verb in PERMISSIONS}

    assert {
        n: r for n, r in rules.items() if r not in WORDS and r not in PERMISSIONS and r not in tables
    } == {}


@pytest.mark.django_db
def test_who_did_not_sign_in_is_asked_to(client: Client) -> None:
    answers = {name: client.get(address(name, pattern)) for name, pattern in GUARDED.items()}
    asked = {name for name, answer in answers.items() if answer.status_code == 302}

    assert asked == GUARDED.keys()
    assert [
        answers[name].headers["Location"]
        for name in asked
        if not answers[name].headers["Location"].startswith("/account/login/?next=/")
    ] == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", AccountRole)
def test_address_opens_for_whom_the_table_says_and_nobody_else(role: AccountRole) -> None:
    client, holder = _client(role)
    wrong = []
    for name, pattern in GUARDED.items():
        thing, verb = rule_of(pattern.callback)
        row = (SAMPLES["table"] if thing == OF_TABLE else thing, verb)
        refused = client.get(address(name, pattern)).status_code == 403
        if refused == holder.may(*row):
            wrong.append(name)

    assert wrong == []


@pytest.mark.django_db
@pytest.mark.parametrize("role", AccountRole)
def test_list_of_every_table_opens_for_whom_the_table_says(role: AccountRole) -> None:
    client, holder = _client(role)
    statuses = {table: client.get(f"/desk/records/{table}/").status_code for table in TABLES}

    assert statuses == {table: 200 if holder.may(table, "see") else 403 for table in TABLES}


def _client(role: AccountRole) -> tuple[Client, Holder]:
    """A browser of somebody who has that role here, and what they hold."""
    lay_out()
    account, client = account_as(role), Client()
    client.force_login(account)
    return client, holder_of(account, DAY)


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
        "api_plan",
        "api_session",
        "api_enrol",
        "api_take_receipts",
        "api_own_records",
        "api_own_determinations",
        "api_tables",
        "api_rows",
        "api_row",
        "api_enter_marks",
        "api_import_file",
        "api_job",
        "api_job_result",
    }
