"""Whatever is changed by hand, left out, exchanged or cut off is named."""

from pathlib import Path
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from jiyao.foundation.actions.keys import create_keys
from jiyao.foundation.actions.rotating import rotate_keys
from jiyao.foundation.actions.sealing import anonymise
from jiyao.foundation.anchors import BadAnchor, anchor_text, heads_now, read_anchor
from jiyao.foundation.links import act_hash
from jiyao.foundation.models import SPREAD, Act
from jiyao.foundation.queries.verifying import Finding, Wrong, verify_acts
from tests.foundation.acting import AT, TABLES, append, append_some, change

pytestmark = [pytest.mark.database, pytest.mark.usefixtures("damaged")]


@pytest.fixture
def damaged(request: pytest.FixtureRequest) -> None:
    """A database that may be damaged. SQLite checks its foreign keys before it rolls back, so there it is a copy."""
    request.getfixturevalue("fresh_database" if connection.vendor == "sqlite" else "db")


def wrong() -> list[tuple[int, Wrong]]:
    """Position and kind of what is found."""
    return [(finding.position, finding.wrong) for finding in verify_acts().in_order()]


def test_untouched_record_is_whole() -> None:
    append_some(6)

    found = verify_acts()

    assert found.findings == {}
    assert (found.acts, found.payloads, found.manifests) == (6, 5, 1)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("statement", ["UPDATE foundation_{} SET {} = {}", "DELETE FROM foundation_{}"])
def test_database_refuses_to_change_acts(table: str, statement: str) -> None:
    append_some(3)
    column = {"act": "number", "actchain": "length"}.get(table, "act_id")

    with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
        connection.cursor().execute(statement.format(table, column, column))

    assert wrong() == []


@pytest.mark.parametrize("table", TABLES)
def test_database_refuses_to_replace_acts(table: str) -> None:
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL has no REPLACE; its ON CONFLICT is an UPDATE")
    append_some(3)

    with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
        connection.cursor().execute(f"REPLACE INTO foundation_{table} SELECT * FROM foundation_{table}")

    assert wrong() == []


def test_database_refuses_to_truncate_acts() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no TRUNCATE")

    with pytest.raises(DatabaseError, match="kept for ever"), transaction.atomic():
        connection.cursor().execute("TRUNCATE foundation_act CASCADE")


COLUMNS = "kind, actor, subject, at, owner, codes, rests_on, payload_hash, manifest_hash, previous, hash"
BYTES = b"\x00" * 32
CHANGES: list[tuple[str, Any]] = [
    ("kind", "anonymise"),
    ("actor", "account:9"),
    ("subject", "person:9"),
    ("at", "2025-06-30 13:00:00.000001+00:00"),
    ("owner", 5),
    ("codes", '{"n": 5}'),
    ("rests_on", "[]"),
    ("payload_hash", BYTES),
    ("payload_hash", None),
    ("manifest_hash", BYTES),
    ("previous", BYTES),
    ("hash", BYTES),
]


@pytest.mark.parametrize(("column", "value"), CHANGES)
def test_changed_column_is_named(column: str, value: Any) -> None:
    acts = append_some(6)

    change(f"UPDATE foundation_act SET {column} = %s WHERE number = %s", value, acts[3].number)

    assert wrong() == [(4, Wrong.ALTERED)]


@pytest.mark.parametrize("column", ["kind", "actor", "subject", "at", "codes", "rests_on", "owner"])
def test_nonsense_in_a_column_is_named(column: str) -> None:
    if connection.vendor == "postgresql":
        pytest.skip("PostgreSQL refuses what is not of the column's type")
    acts = append_some(4)

    change(f"UPDATE foundation_act SET {column} = %s WHERE number = %s", b"\xff{", acts[3].number)

    assert wrong() == [(4, Wrong.ALTERED)]


def test_changed_number_is_named() -> None:
    acts = append_some(4)

    change("UPDATE foundation_act SET number = %s WHERE number = %s", acts[3].number + SPREAD, acts[3].number)

    assert wrong() == [(4, Wrong.MISSING)]


def test_row_with_its_hash_made_anew_is_named() -> None:
    acts = append_some(6)
    forged = Act.objects.get(number=acts[3].number)
    forged.actor = "account:9"
    row = hash_made_anew(forged)

    change(
        "UPDATE foundation_act SET actor = %s, hash = %s WHERE number = %s", "account:9", row, forged.number
    )

    assert verify_acts().in_order() == [Finding(forged.chain, 4, Wrong.REWRITTEN, acts[4].number)]


def hash_made_anew(act: Act) -> bytes:
    """The hash that belongs to an act as it stands."""
    names = ["number", *COLUMNS.removesuffix(", hash").split(", ")]
    return act_hash(**{name: getattr(act, name) for name in names})


@pytest.mark.parametrize("place", [1, 3, 5])
def test_missing_row_is_named(place: int) -> None:
    acts = append_some(6)

    change("DELETE FROM foundation_act WHERE number = %s", acts[place - 1].number)

    assert wrong() == [(place, Wrong.MISSING)]


def test_exchanged_rows_are_named() -> None:
    numbers = [append(n, payload=None).number for n in range(5)]
    for old, new in ((numbers[1], 0), (numbers[3], numbers[1]), (0, numbers[3])):
        change("UPDATE foundation_act SET number = %s WHERE number = %s", new, old)

    found = verify_acts().in_order()

    assert [(f.position, f.wrong, f.other) for f in found] == [(2, Wrong.REORDERED, numbers[3])]


def test_cut_tail_is_named() -> None:
    acts = append_some(6)

    change("DELETE FROM foundation_act WHERE number > %s", acts[3].number)

    assert wrong() == [(5, Wrong.TAIL_CUT)]


def test_act_added_by_hand_is_named() -> None:
    acts = append_some(3)
    after = acts[-1].number + SPREAD

    change(
        f"INSERT INTO foundation_act (number, {COLUMNS}) SELECT %s, {COLUMNS} FROM foundation_act WHERE number = %s",
        after,
        acts[-1].number,
    )

    assert wrong() == [(4, Wrong.REORDERED)]


def test_changed_head_is_named() -> None:
    acts = append_some(3)

    change("UPDATE foundation_actchain SET hash = %s WHERE chain = %s", BYTES, acts[0].chain)

    assert wrong() == [(3, Wrong.HEAD_ALTERED)]


def test_head_set_back_is_named() -> None:
    acts = append_some(3)

    change("UPDATE foundation_actchain SET length = 2 WHERE chain = %s", acts[0].chain)

    assert wrong() == [(3, Wrong.PAST_HEAD)]


def test_missing_head_is_named() -> None:
    acts = append_some(3)

    change("DELETE FROM foundation_actchain WHERE chain = %s", acts[0].chain)

    assert wrong() == [(3, Wrong.HEAD_MISSING)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("UPDATE foundation_actpayload SET sealed = %s WHERE act_id = %s", Wrong.PAYLOAD_ALTERED),
        ("DELETE FROM foundation_actpayload WHERE %s <> '' AND act_id = %s", Wrong.PAYLOAD_MISSING),
        ("DELETE FROM foundation_actbasis WHERE %s <> '' AND act_id = %s", Wrong.BASIS_ALTERED),
    ],
)
def test_what_lies_beside_an_act_is_verified(query: str, expected: Wrong) -> None:
    acts = append_some(6)

    change(query, b"\x01", acts[4].number)

    assert wrong() == [(5, expected)]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("UPDATE foundation_actmanifest SET lines = %s", Wrong.MANIFEST_ALTERED),
        ("DELETE FROM foundation_actmanifest WHERE lines <> %s", Wrong.MANIFEST_MISSING),
    ],
)
def test_manifest_is_verified(query: str, expected: Wrong) -> None:
    append_some(6)

    change(query, b"x")

    assert wrong() == [(3, expected)]


def test_payload_of_no_act_is_named() -> None:
    acts = append_some(3)

    change(
        "INSERT INTO foundation_actpayload (act_id, sealed) VALUES (%s, %s)",
        99 * SPREAD + acts[0].chain,
        b"x",
    )

    assert wrong() == [(99, Wrong.PAYLOAD_STRAY)]


def test_rotation_and_anonymisation_keep_the_record_whole() -> None:
    create_keys([7])
    append(7, owner=7, payload={"name": "张三"})

    rotate_keys(by="account:1", at=AT)
    anonymise(7, by="account:1", reason="本人申请", at=AT)

    assert wrong() == []


def test_history_rewritten_as_a_whole_differs_from_an_anchor(tmp_path: Path) -> None:
    acts = append_some(6)
    anchor = tmp_path / "anchor.json"
    anchor.write_text(anchor_text(heads_now()))
    assert verify_acts(read_anchor(anchor)).findings == {}
    change("DELETE FROM foundation_act WHERE number = %s", acts[-1].number)
    change("DELETE FROM foundation_actpayload WHERE act_id = %s", acts[-1].number)
    change("DELETE FROM foundation_actbasis WHERE act_id = %s", acts[-1].number)
    change("UPDATE foundation_actchain SET length = 5, hash = %s WHERE length = 6", acts[-2].hash)

    assert verify_acts().findings == {}
    found = verify_acts(read_anchor(anchor)).in_order()

    assert [(f.position, f.wrong) for f in found] == [(6, Wrong.NOT_AS_ANCHOR)]


@pytest.mark.parametrize(
    "text", ["", "[]", '{"digest": "0", "heads": {"0": [1, "00"]}}', '{"heads": {"0": 3}}']
)
def test_what_is_no_anchor_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "anchor.json").write_text(text)

    with pytest.raises(BadAnchor, match=r"anchor\.json"):
        read_anchor(tmp_path / "anchor.json")
