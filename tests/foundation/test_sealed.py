"""Sealing without a database: any text opens again, any changed byte does not; masks hide."""

import os
import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from hypothesis import given
from hypothesis import strategies as st

from jiyao.base.errors import Invalid
from jiyao.foundation.masking import mask_certificate, mask_identity, mask_name, mask_phone
from jiyao.foundation.master import BadMasterKey, NoMasterKey, make_master_key, read_master_key
from jiyao.foundation.sealed import Keyring, Tampered

KEYS = Keyring({7: AESGCM(bytes(32))})


@given(st.text())
def test_any_text_opens_again(text: str) -> None:
    assert KEYS.unseal(7, "name", KEYS.seal(7, "name", text)) == text


@given(st.text(), st.integers(0), st.integers(1, 255))
def test_any_changed_byte_is_refused(text: str, place: int, change: int) -> None:
    sealed = bytearray(KEYS.seal(7, "name", text))
    sealed[place % len(sealed)] ^= change

    with pytest.raises(Tampered):
        KEYS.unseal(7, "name", bytes(sealed))


@given(st.binary(max_size=40))
def test_what_was_never_sealed_is_refused(content: bytes) -> None:
    with pytest.raises(Tampered):
        KEYS.unseal(7, "name", content)


def test_half_a_character_is_refused() -> None:
    with pytest.raises(Invalid, match="half a character"):
        KEYS.seal(7, "name", "\ud800")


@pytest.mark.parametrize(
    ("masked", "shown"),
    [
        (mask_name("张三"), "张*"),
        (mask_name("欧阳娜娜"), "欧***"),
        (mask_name("张"), "*"),
        (mask_name(""), ""),
        (mask_identity("230102199001011234"), "230***********1234"),
        (mask_identity("230102900101123"), "230********1123"),
        (mask_phone("13812345678"), "138****5678"),
        (mask_phone("12345678"), "********"),
        (mask_certificate("S000023010012345678901"), "S00***************8901"),
    ],
)
def test_mask_shows_this_and_no_more(masked: str, shown: str) -> None:
    assert masked == shown


def test_master_key_is_made_once_and_for_its_owner_only(tmp_path: Path) -> None:
    file = tmp_path / "keys" / "master.key"

    make_master_key(file)
    first = file.read_text()
    make_master_key(file)

    assert file.read_text() == first
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert os.listdir(file.parent) == ["master.key"]
    assert isinstance(read_master_key(file), AESGCM)


def test_missing_master_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(NoMasterKey, match=r"master\.key: the master key is missing"):
        read_master_key(tmp_path / "master.key")


@pytest.mark.parametrize("content", [b"", b"ab", b"zz" * 32, b"\xff" * 64, b"ab" * 33])
def test_file_without_a_master_key_is_named(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "master.key").write_bytes(content)

    with pytest.raises(BadMasterKey, match=r"master\.key"):
        read_master_key(tmp_path / "master.key")


def test_folder_in_the_place_of_the_master_key_is_named(tmp_path: Path) -> None:
    with pytest.raises(BadMasterKey, match="cannot be read"):
        read_master_key(tmp_path)
