"""Contexts ship with the product, are those that were pinned, and no other is known."""

from hashlib import sha256
from importlib.resources import files

import pytest

from jiyao.evaluation.credentials import pinned
from jiyao.evaluation.credentials.answers import Answer, NotValid
from jiyao.evaluation.credentials.pinned import (
    CREDENTIALS,
    DATA_INTEGRITY,
    PINNED,
    ContextChanged,
    context,
    load,
)

FOLDER = files(pinned.__package__) / "contexts"


def test_every_context_is_the_file_that_was_pinned() -> None:
    hashes = {
        address: sha256((FOLDER / f"{name}.jsonld").read_bytes()).hexdigest()
        for address, (name, _) in PINNED.items()
    }

    assert hashes == {address: expected for address, (_, expected) in PINNED.items()}
    assert sorted(file.name for file in FOLDER.iterdir() if file.name.endswith(".jsonld")) == sorted(
        f"{name}.jsonld" for name, _ in PINNED.values()
    )


def test_data_integrity_has_the_hash_that_its_standard_names() -> None:
    assert PINNED[DATA_INTEGRITY][1] == "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4"


def test_sources_name_every_file() -> None:
    told = (FOLDER / "README.md").read_text("utf-8")

    assert [name for name, _ in PINNED.values() if name not in told and name[-6:] not in told] == []


def test_load_of_another_address() -> None:
    with pytest.raises(NotValid) as refused:
        load("https://elsewhere.example/context")

    assert refused.value.answer is Answer.WRONG_TYPE


def test_context_whose_file_was_changed(monkeypatch: pytest.MonkeyPatch) -> None:
    name, _ = PINNED[CREDENTIALS]
    monkeypatch.setitem(PINNED, CREDENTIALS, (name, "0" * 64))
    context.cache_clear()

    with pytest.raises(ContextChanged):
        context(CREDENTIALS)
