"""What may be an act, and what is refused."""

import json
import re
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from django.conf import LazySettings
from django.db import connection, transaction

from jiyao.base.errors import Invalid, JiyaoError
from jiyao.foundation.actions import rotating
from jiyao.foundation.actions.acting import ACTS_A_CHECKPOINT, UnknownAct, append_bulk_act
from jiyao.foundation.actions.keys import HOUSE, create_keys, house_keyring, keyring
from jiyao.foundation.actions.rotating import rotate_keys
from jiyao.foundation.actions.sealing import anonymise
from jiyao.foundation.chains import NoChains
from jiyao.foundation.kinds import KINDS, DeclaredTwice, UndeclaredKind, declare
from jiyao.foundation.manifests import BadMark, Line, make_manifest, manifest_hash, manifest_lines
from jiyao.foundation.master import BadMasterKey, NoMasterKey, make_master_key
from jiyao.foundation.models import Act, ActManifest, ActPayload, DataKey, WrappingKey
from jiyao.foundation.naming import NamesSomebody
from jiyao.foundation.queries.verifying import verify_acts
from jiyao.foundation.sealed import Erased, NoKey
from tests.foundation.acting import AT, append, append_some, change, taken_back

ROOT = Path(__file__).parents[2]
HAN = re.compile(r"[\u3400-\u9fff]")
database = pytest.mark.django_db


@pytest.mark.parametrize("kind", KINDS)
def test_kind_says_its_words_and_its_reversal_or_why_none(kind: str) -> None:
    found = KINDS[kind]

    assert (bool(HAN.search(found.words.zh)), bool(HAN.search(found.words.en))) == (True, False)
    assert (found.reversal in KINDS) != bool(found.irreversible)


def test_kind_is_declared_once() -> None:
    with pytest.raises(DeclaredTwice, match="unmask"):
        declare("unmask", zh="查看", en="seen", irreversible="no")


@database
@pytest.mark.parametrize(
    ("changed", "error"),
    [
        ({"kind": "undone"}, UndeclaredKind),
        ({"actor": "张三"}, NamesSomebody),
        ({"actor": ""}, NamesSomebody),
        ({"subject": "person:230102199001011234"}, NamesSomebody),
        ({"subject": "person 7"}, NamesSomebody),
        ({"subject": "person:" + "7" * 80}, NamesSomebody),
        ({"payload": {"on": AT}}, Invalid),
        ({"codes": {"name": "张三"}}, NamesSomebody),
        ({"codes": {"Name": "a"}}, NamesSomebody),
        ({"codes": {"n": 1.5}}, NamesSomebody),
        ({"codes": {"n": True}}, NamesSomebody),
        ({"codes": {"n": None}}, NamesSomebody),
        ({"codes": {"id": "230102199001011234"}}, NamesSomebody),
        ({"codes": {"id": "23010219900101123X"}}, NamesSomebody),
        ({"at": datetime(2025, 6, 30)}, Invalid),  # noqa: DTZ001
        ({"rests_on": [777]}, UnknownAct),
        ({"owner": 9}, NoKey),
    ],
)
def test_what_is_no_act_is_refused_and_leaves_nothing(
    changed: dict[str, Any], error: type[JiyaoError]
) -> None:
    with pytest.raises(error):
        append(**changed)

    assert (Act.objects.count(), ActPayload.objects.count()) == (0, 0)


@database
def test_payload_is_sealed_for_its_owner() -> None:
    create_keys([7])

    ours = append(payload={"reason": "核对"})
    theirs = append(owner=7, payload={"name": "张三"})

    sealed = {payload.act_id: payload.sealed for payload in ActPayload.objects.all()}
    assert json.loads(house_keyring().unseal(HOUSE, "act", sealed[ours.number])) == {"reason": "核对"}
    assert json.loads(keyring([7]).unseal(7, "act", sealed[theirs.number])) == {"name": "张三"}


@database
def test_payload_of_somebody_erased_is_lost_and_no_other_is_sealed() -> None:
    create_keys([7])
    act = append(owner=7, payload={"name": "张三"})

    anonymise(7, by="account:1", reason="本人申请", at=AT)

    with pytest.raises(Erased):
        keyring([7]).unseal(7, "act", ActPayload.objects.get(act=act).sealed)
    with pytest.raises(Erased):
        append(owner=7)


@database
def test_act_says_what_it_rests_on_and_is_found_from_there() -> None:
    first, second = append(1), append(2)

    third = append(3, rests_on=[second, first.number, second])

    assert third.rests_on == [[act.number, act.hash.hex()] for act in (first, second)]
    assert [basis.act_id for basis in first.resting.all()] == [third.number]


@database
def test_heads_are_stated_every_so_many_acts() -> None:
    for n in range(ACTS_A_CHECKPOINT):
        append(n, payload=None)

    [checkpoint] = Act.objects.filter(kind="checkpoint")
    head = Act.objects.order_by("number")[ACTS_A_CHECKPOINT - 1]
    assert checkpoint.codes == {f"chain_{head.chain}": f"{ACTS_A_CHECKPOINT}:{bytes(head.hash).hex()}"}
    assert verify_acts().checkpoints == 1


@database
def test_bulk_act_names_every_record() -> None:
    lines = [Line(n, 1, "added") for n in range(120_000)]

    act = append_bulk_act(
        kind="unmask", actor="system", subject="import:1", at=AT, lines=lines, codes={"n": 1}
    )

    parts = [bytes(part.lines) for part in ActManifest.objects.filter(act=act).order_by("part")]
    assert act.codes == {"n": 1, "rows": 120_000}
    assert len(parts) == 3
    assert list(manifest_lines(parts)) == lines


@pytest.mark.parametrize("mark", ["张三", "a b", "a\n7 1 b", "\n"])
def test_mark_that_is_no_code_is_refused(mark: str) -> None:
    with pytest.raises(BadMark):
        make_manifest([(1, 1, "a"), (2, 1, mark)])


def test_manifest_hash_covers_lines_and_their_order() -> None:
    one, other = make_manifest([(1, 1, ""), (2, 1, "")]), make_manifest([(2, 1, ""), (1, 1, "")])

    assert one.hash == manifest_hash(one.parts) != other.hash


@database
def test_act_taken_back_leaves_nothing() -> None:
    append(1)

    with taken_back():
        append(2)

    append(3)
    assert verify_acts().findings == {}
    assert [act.subject for act in Act.objects.order_by("number")] == ["person:1", "person:3"]


@database
def test_database_without_chains_is_told() -> None:
    change("DELETE FROM foundation_actchain")

    with pytest.raises(NoChains, match="jiyao prepare"):
        append()


@database
def test_lost_master_key_is_missed_and_not_replaced(settings: LazySettings, tmp_path: Path) -> None:
    create_keys([7])
    settings.MASTER_KEY = tmp_path / "lost.key"

    for asked in (lambda: keyring([7]), lambda: create_keys([8]), append):
        with pytest.raises(NoMasterKey, match=r"lost\.key: the master key is missing"):
            asked()
    assert not (tmp_path / "lost.key").exists()


@database
def test_wrong_master_key_is_told(settings: LazySettings, tmp_path: Path) -> None:
    create_keys([7])
    settings.MASTER_KEY = tmp_path / "wrong.key"
    make_master_key(settings.MASTER_KEY)

    for asked in (lambda: keyring([7]), lambda: create_keys([8]), append):
        with pytest.raises(BadMasterKey, match=r"wrong\.key: this master key does not open wrapping key 1"):
            asked()


@database
def test_rotation_cut_short_is_taken_up(monkeypatch: pytest.MonkeyPatch) -> None:
    sealed = create_keys(range(1, 10)).seal(5, "name", "张三")
    calls = iter(range(100))

    def failing(*args: object) -> int:
        if next(calls) == 2:
            raise ConnectionError
        return original(*args)

    original = rotating._rewrap_some
    monkeypatch.setattr(rotating, "_rewrap_some", failing)
    with pytest.raises(ConnectionError):
        rotate_keys(by="account:1", at=AT, batch=3)
    assert keyring([5]).unseal(5, "name", sealed) == "张三"
    assert set(DataKey.objects.values_list("wrapping_key", flat=True)) == {1, 2}
    create_keys([20])

    assert rotate_keys(by="account:1", at=AT, batch=3) == 3

    assert set(DataKey.objects.values_list("wrapping_key", flat=True)) == {2}
    assert WrappingKey.objects.filter(id=1).values_list("wrapped", "retired_at").get() == (None, AT)
    assert keyring([5]).unseal(5, "name", sealed) == "张三"


@pytest.mark.usefixtures("fresh_database")
def test_role_of_the_application_may_add_and_not_change() -> None:
    """The statements are those of the guide."""
    if connection.vendor != "postgresql":
        pytest.skip("SQLite has no roles")
    guide = (ROOT / "docs/how-to/check-the-record.md").read_text("utf-8")
    statements = re.findall(r"^(?:GRANT|REVOKE)[^;]*;", guide, re.MULTILINE)
    name = f"app_{connection.settings_dict['NAME']}"
    append_some(3)
    with connection.cursor() as cursor:
        cursor.execute(f'CREATE ROLE "{name}"')
        try:
            for statement in statements:
                cursor.execute(statement.replace("jiyao_app", f'"{name}"'))
            cursor.execute(f'SET ROLE "{name}"')
            append_some(3)
            for table in ("act", "actpayload", "actmanifest", "actbasis", "actchain"):
                for refused in (f"DELETE FROM foundation_{table}", f"TRUNCATE foundation_{table} CASCADE"):
                    with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                        cursor.execute(refused)
            with pytest.raises(Exception, match="permission denied"), transaction.atomic():
                cursor.execute("UPDATE foundation_act SET actor = 'account:9'")
        finally:
            cursor.execute("RESET ROLE")
            cursor.execute(f'DROP OWNED BY "{name}"')
            cursor.execute(f'DROP ROLE "{name}"')
    assert verify_acts().findings == {}
