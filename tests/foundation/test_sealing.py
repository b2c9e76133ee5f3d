"""What is sealed opens for its owner and field only, and for nobody once the key is deleted."""

from datetime import UTC, datetime

import pytest

from jiyao.foundation.actions.acting import append_act, append_bulk_act
from jiyao.foundation.actions.keys import HasKey, create_keys, keyring, lookup_hash, lookup_hashes
from jiyao.foundation.actions.rotating import rotate_keys
from jiyao.foundation.actions.sealing import NoReason, NotAPerson, anonymise, unmask
from jiyao.foundation.models import Act, DataKey, WrappingKey
from jiyao.foundation.sealed import Erased, NoKey, Tampered

pytestmark = pytest.mark.django_db
AT = datetime(2025, 6, 30, 9, tzinfo=UTC)


def test_sealed_text_opens_again() -> None:
    sealed = create_keys([7, 8]).seal(7, "name", "张三")

    assert keyring([7]).unseal(7, "name", sealed) == "张三"
    assert "张三".encode() not in sealed


def test_same_text_is_never_sealed_alike() -> None:
    keys = create_keys([7])

    assert keys.seal(7, "name", "张三") != keys.seal(7, "name", "张三")


@pytest.mark.parametrize(("owner", "field"), [(8, "name"), (7, "phone")])
def test_sealed_text_moved_elsewhere_is_refused(owner: int, field: str) -> None:
    keys = create_keys([7, 8])
    sealed = keys.seal(7, "name", "张三")

    with pytest.raises(Tampered, match=f"{owner} {field}"):
        keys.unseal(owner, field, sealed)


def test_key_is_made_once() -> None:
    create_keys([7])

    with pytest.raises(HasKey, match="7"):
        create_keys([6, 7])
    assert not DataKey.objects.filter(owner=6).exists()


def test_owner_without_key_is_told() -> None:
    with pytest.raises(NoKey, match="9"):
        keyring([9]).seal(9, "name", "张三")


def test_anonymised_person_is_erased_and_gets_no_new_key() -> None:
    sealed = create_keys([7]).seal(7, "name", "张三")

    anonymise(7, by="account:1", reason="本人申请", at=AT)

    with pytest.raises(Erased):
        keyring([7]).unseal(7, "name", sealed)
    with pytest.raises(HasKey):
        create_keys([7])
    with pytest.raises(Erased):
        anonymise(7, by="account:1", reason="again", at=AT)
    assert list(Act.objects.values_list("kind", "subject")) == [("anonymise", "person:7")]


def test_key_of_the_installation_cannot_be_deleted() -> None:
    with pytest.raises(NotAPerson):
        anonymise(0, by="account:1", reason="x", at=AT)


def test_lookup_hash_is_equal_for_equal_texts_only() -> None:
    assert lookup_hash("a") == lookup_hashes(["b", "a"])[1] != lookup_hash("b")
    assert len(lookup_hash("a")) == 64


def test_rotation_keeps_everything_open() -> None:
    sealed = create_keys(range(1, 8)).seal(7, "name", "张三")
    hashed = lookup_hash("a")
    before = bytes(DataKey.objects.get(owner=7).wrapped or b"")

    assert rotate_keys(by="account:1", at=AT, batch=3) == 8  # and the key of look-up hashes

    assert keyring([7]).unseal(7, "name", sealed) == "张三"
    assert lookup_hash("a") == hashed
    assert bytes(DataKey.objects.get(owner=7).wrapped or b"") != before
    assert list(WrappingKey.objects.order_by("id").values_list("id", "retired_at")) == [(1, AT), (2, None)]


def test_unmasking_is_an_act_with_a_reason() -> None:
    sealed = create_keys([7]).seal(7, "name", "张三")

    with pytest.raises(NoReason):
        unmask(owner=7, field="name", sealed=sealed, by="account:1", reason=" ", at=AT)
    seen = unmask(owner=7, field="name", sealed=sealed, by="account:1", reason="核对身份", at=AT)

    assert seen == "张三"
    assert [(act.kind, act.codes) for act in Act.objects.all()] == [("unmask", {"field": "name"})]


def test_acts_follow_each_other() -> None:
    create_keys([7])

    first = append_act(
        kind="checkpoint", actor="system", subject="person:7", at=AT, owner=7, payload={"n": "张三"}
    )
    second = append_bulk_act(
        kind="checkpoint",
        actor="system",
        subject="acts",
        at=AT,
        lines=[(1, 1, ""), (2, 1, "")],
        rests_on=[first],
    )

    if first.chain == second.chain:
        assert second.previous == first.hash
    assert second.codes == {"rows": 2}
    assert second.rests_on == [[first.number, first.hash.hex()]]
