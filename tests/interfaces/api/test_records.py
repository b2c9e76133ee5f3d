"""Tables, rows and own data over the API: what the permission table lets be seen, and no more."""

import json
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pytest_django.fixtures import Settings

from jiyao.interfaces.api.records.determinations import determined
from jiyao.interfaces.ui.pack import assessor
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.tables import reader_of
from jiyao.policy.queries.people import determinations_of
from jiyao.registry.actions.correcting import correct_record
from jiyao.registry.models import AccountRole, HeldCertificate, Person
from jiyao.registry.permitting import PERMISSIONS, holder_of
from jiyao.registry.queries.reaching import rows_in_reach
from jiyao.registry.tabling import TABLES, tables_of_people
from tests.interfaces.api.asking import errors, told
from tests.interfaces.api.calling import V1, answered, program, program_as, token_of
from tests.interfaces.small import HEILONGJIANG
from tests.registry.places import AT, DAY, HERE, account_as, kept, lay_out

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def places(settings: Settings) -> None:
    """The small world, under the policy of a province."""
    settings.PACK = HEILONGJIANG
    lay_out()


@pytest.mark.parametrize("role", AccountRole)
def test_rows_of_every_table_are_those_that_the_role_reaches(role: AccountRole) -> None:
    account = account_as(role)
    client, holder = program(token_of(account)), holder_of(account, DAY)
    listed = {table["name"] for table in answered(client.get(f"{V1}/tables"))}
    wrong = []
    for name, table in TABLES.items():
        response = client.get(f"{V1}/tables/{name}")
        if not holder.may(name, "see"):
            if (response.status_code, name in listed) != (403, False):
                wrong.append(name)
            continue
        reached = {getattr(row, table.key) for row in rows_in_reach(table, holder.reach(name, "see"), DAY)}
        if {one["key"] for one in answered(response)["items"]} != reached or name not in listed:
            wrong.append(name)

    assert wrong == []


@pytest.mark.parametrize("role", AccountRole)
def test_row_of_every_table_opens_where_it_is_in_reach(role: AccountRole) -> None:
    account = account_as(role)
    client, holder = program(token_of(account)), holder_of(account, DAY)
    wrong = []
    for name, table in TABLES.items():
        reach = holder.reach(name, "see")
        reached = {getattr(row, table.key) for row in rows_in_reach(table, reach, DAY)}
        for key in {getattr(row, table.key) for row in table.standing()}:
            wanted = 403 if not reach else 200 if key in reached else 404
            if client.get(f"{V1}/tables/{name}/{key}").status_code != wanted:
                wrong.append((name, key))

    assert wrong == []


@pytest.mark.parametrize("role", AccountRole)
def test_files_are_brought_to_every_table_by_whom_the_table_says(role: AccountRole) -> None:
    account = account_as(role, division="230000")
    client, holder = program(token_of(account, is_read_only=False)), holder_of(account, DAY)
    wrong = []
    for name in TABLES:
        response = client.post(f"{V1}/tables/{name}/imports", b"{}", content_type="application/json")
        if response.status_code != (415 if holder.may(name, "import") else 403):
            wrong.append((name, response.status_code))

    assert wrong == []


def test_table_that_is_none_is_not_there() -> None:
    client = program_as(AccountRole.AUDITOR, english=True)

    wanted = (404, "unknown", 'there is no "certificate"; did you mean "certificates"?')
    assert [told(client.get(f"{V1}/tables/certificate{rest}")) for rest in ("", "/1")] == [wanted] * 2


@pytest.mark.parametrize("key", ["1002", "99999", "x", "-1", "9" * 30])
def test_row_out_of_reach_is_not_there(key: str) -> None:
    response = program_as(AccountRole.REVIEW).get(f"{V1}/tables/certificates/{key}")

    assert told(response) == (404, "unknown", f"没有编号为“{key}”的记录")


def test_tables_tell_their_columns() -> None:
    found = answered(program_as(AccountRole.REVIEW).get(f"{V1}/tables"))

    [certificates] = [table for table in found if table["name"] == "certificates"]
    columns = {column.pop("name"): column for column in certificates.pop("columns")}
    assert certificates == {"name": "certificates", "title": "证书", "may": ["see", "export"]}
    usual = {"code_list": None, "codes": None, "masked": False, "filter": True}
    assert {name: columns[name] for name in ("level", "issued_on", "certificate_number")} == {
        "level": usual | {"title": "等级", "type": "code", "code_list": "level"},
        "issued_on": usual | {"title": "核发日期", "type": "date"},
        "certificate_number": usual | {"title": "证书编号", "type": "text", "masked": True, "filter": False},
    }


def test_rows_have_words_and_values_and_masks_as_on_the_desk() -> None:
    page = answered(program_as(AccountRole.REVIEW).get(f"{V1}/tables/certificates"))

    [row] = page.pop("items")
    assert page == {"total": 1, "has_more": False, "next": None}
    assert {name: cell for name, cell in row["values"].items() if cell["text"]} == {
        "person": {"text": "张* 4513", "value": 1},
        "certificate_number": {"text": "S00***************0001", "value": None},
        "occupation": {"text": "6-18-02-04", "value": "6-18-02-04"},
        "level": {"text": "四级/中级工", "value": "L4"},
        "issued_on": {"text": "2025-02-01", "value": "2025-02-01"},
        "issuer": {"text": "第801公司", "value": 801},
    }


@pytest.mark.parametrize("name", TABLES)
def test_text_of_every_cell_is_that_of_the_desk(name: str) -> None:
    table, client = TABLES[name], program_as(AccountRole.AUDITOR)
    client.get(f"{V1}/me")
    response = client.get(f"{V1}/tables/{name}")
    columns, standing = list(table.columns.values()), list(table.standing())
    reader = reader_of(assessor().pack, "zh", columns, standing)
    desk = {getattr(row, table.key): [cell.text for cell in reader.cells(row, columns)] for row in standing}
    told_ = {
        one["key"]: [one["values"][column.name]["text"] for column in columns]
        for one in answered(response)["items"]
    }

    assert told_ == desk


@pytest.mark.parametrize(
    ("table", "asked", "count"),
    [
        ("certificates", "level=L4", 2),
        ("certificates", "level=L3", 0),
        ("certificates", "from.issued_on=2025-02-01&to.issued_on=2025-02-01", 2),
        ("certificates", "from.issued_on=2025-02-02", 0),
        ("certificates", "person=1", 1),
        ("organisations", "q=第801", 1),
        ("organisations", "is_enterprise=no", 0),
        ("corrections", "from.asked_at=2025-01-01&to.asked_at=2025-01-01", 2),
        ("corrections", "to.asked_at=2024-12-31", 0),
        ("corrections", "to.asked_at=2200-12-31", 2),
        ("certificates", "sort=-issued_on&page=2", 2),
    ],
)
def test_lists_are_searched_and_narrowed(table: str, asked: str, count: int) -> None:
    page = answered(program_as(AccountRole.AUDITOR).get(f"{V1}/tables/{table}?{asked}"))

    assert (page["total"], len(page["items"])) == (count, 0 if "page=2" in asked else count)


@pytest.mark.parametrize(
    ("asked", "parameter", "detail"),
    [
        ("sort=levle", "sort", 'certificates has no column "levle"; did you mean "level"?'),
        ("levle=L4", "levle", 'certificates has no column "levle"; did you mean "level"?'),
        ("columns=level", "columns", 'certificates has no column "columns"'),
        (
            "certificate_number=S",
            "certificate_number",
            "certificate_number: lists are not narrowed by this column",
        ),
        ("from.level=L4", "from.level", "level: only days have a first and a last"),
        (
            "to.issued_on=9999-12-31",
            "to.issued_on",
            'issued_on: "9999-12-31" is no day; write it as 2025-06-30',
        ),
        (
            "from.issued_on=20250101",
            "from.issued_on",
            'issued_on: "20250101" is no day; write it as 2025-06-30',
        ),
        ("first_time=maybe", "first_time", 'first_time: "maybe" is neither yes nor no'),
        ("person=x", "person", 'person: "x" is no number'),
        ("level=L4%00", "level", "level: leave out the character U+0000"),
        (
            "q=239901199003074513",
            "q",
            "an identity number does not belong into an address; look for people on their own page",
        ),
        ("page=201", "page", "must be a whole number from 1 to 200"),
        ("q=" + "a" * 101, "q", "may have 100 characters at most"),
    ],
)
def test_what_cannot_be_asked_is_named(asked: str, parameter: str, detail: str) -> None:
    client = program_as(AccountRole.AUDITOR, english=True)

    assert errors(client.get(f"{V1}/tables/certificates?{asked}")) == [
        {"detail": detail, "parameter": parameter}
    ]


def test_long_lists_come_in_pages_and_ask_no_more_for_more_rows() -> None:
    client = program_as(AccountRole.AUDITOR)
    client.get(f"{V1}/me")
    with CaptureQueriesContext(connection) as few:
        client.get(f"{V1}/tables/certificates")
    for number in range(3, 140):
        Person.objects.create(id=number)
        kept(HeldCertificate, 2000 + number, person_id=number, level="L4", issuer_id=801)
    address, seen = f"{V1}/tables/certificates?level=L4", []
    with CaptureQueriesContext(connection) as many:
        first = client.get(f"{V1}/tables/certificates")
    while address:
        response = client.get(address)
        page = answered(response)
        seen += [one["key"] for one in page["items"]]
        address = page["next"]

    assert len(many) == len(few)
    assert (len(seen), len(set(seen)), page["total"]) == (139, 139, 139)
    assert first.headers["Link"] == f'<{V1}/tables/certificates?page=2>; rel="next"'


def test_row_tells_its_versions() -> None:
    correct_record(
        model=HeldCertificate,
        record=1001,
        changes={"level": "L3"},
        at=AT + timedelta(days=1),
        by="account:9",
        reason="看错了",
    )

    row = answered(program_as(AccountRole.REVIEW).get(f"{V1}/tables/certificates/1001"))

    versions = [
        (one["version"], one["recorded_at"], one["values"]["level"]["value"]) for one in row["versions"]
    ]
    assert (row["key"], row["values"]["level"]["value"], versions) == (
        1001,
        "L3",
        [(2, "2025-01-02T08:00:00Z", "L3"), (1, "2025-01-01T08:00:00Z", "L4")],
    )


def test_own_records_are_all_that_is_known_of_the_person() -> None:
    found = answered(program_as(AccountRole.CITIZEN).get(f"{V1}/me/records"))

    keys = {one["table"]: {row["key"] for row in one["rows"]} for one in found}
    assert keys == {
        table.name: {getattr(row, table.key) for row in table.standing().filter(**{str(table.person): HERE})}
        for table in tables_of_people()
        if "citizen" in PERMISSIONS[table.name, "see"].cells  # flags and messages are the office's
    }


@pytest.mark.parametrize("address", ["/me/records", "/me/determinations"])
@pytest.mark.parametrize("role", set(AccountRole) - {AccountRole.CITIZEN})
def test_account_without_a_person_has_no_own_data(role: AccountRole, address: str) -> None:
    assert told(program_as(role).get(V1 + address)) == (
        403,
        "not-allowed",
        "该令牌的账号没有这项权限：own.see",
    )


def test_own_determinations_are_those_of_the_registry() -> None:
    client = program_as(AccountRole.CITIZEN)

    found: list[dict[str, Any]] = answered(client.get(f"{V1}/me/determinations?on=2025-06-30"))

    wanted = determinations_of(assessor(), HERE, on=DAY, known_at=AT + timedelta(days=365))
    assert found == json.loads(determined(wanted, Teller(assessor().pack, "zh")).content)
    assert len(found) > 10
