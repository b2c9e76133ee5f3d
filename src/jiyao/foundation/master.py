"""The master key: a file that every other key rests on. Without it nothing sealed can be read again."""

import os
from pathlib import Path
from secrets import token_hex

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jiyao.base.errors import Invalid
from jiyao.foundation.sealed import KEY_BYTES


class NoMasterKey(Invalid):
    """The file of the master key is missing, and something rests on it."""


class BadMasterKey(Invalid):
    """The file does not hold a master key, or not the right one."""


def make_master_key(file: Path) -> None:
    """Leaves a master key in the file, readable by its owner only. One that is there stays."""
    file.parent.mkdir(parents=True, exist_ok=True)
    draft = file.with_name(f"{file.name}.{os.getpid()}.{token_hex(4)}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as opened:
        opened.write(token_hex(KEY_BYTES) + "\n")
        opened.flush()
        os.fsync(opened.fileno())
    try:
        os.link(draft, file)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def read_master_key(file: Path) -> AESGCM:
    """The master key, ready to open wrapping keys."""
    try:
        text = file.read_text("ascii").strip()
    except FileNotFoundError:
        raise NoMasterKey(
            f"{file}: the master key is missing; put the file back or set JIYAO_MASTER_KEY to where it is",
            zh=f"{file}：缺少主密钥；请放回文件，或用 JIYAO_MASTER_KEY 指明位置",
        ) from None
    except (OSError, UnicodeDecodeError) as error:
        raise BadMasterKey(
            f"{file}: the master key cannot be read: {error}", zh=f"{file}：主密钥无法读取：{error}"
        ) from None
    return AESGCM(_key(file, text))


def _key(file: Path, text: str) -> bytes:
    try:
        key = bytes.fromhex(text)
    except ValueError:
        key = b""
    if len(key) != KEY_BYTES:
        raise BadMasterKey(
            f"{file}: a master key is {KEY_BYTES * 2} hexadecimal digits; put the file back",
            zh=f"{file}：主密钥应为 {KEY_BYTES * 2} 位十六进制数；请放回原文件",
        )
    return key
