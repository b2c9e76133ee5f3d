"""Files sealed in blocks, so that any part can be read without opening the rest."""

import io
from pathlib import Path
from typing import BinaryIO

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from jiyao.foundation.sealed import FORM, NONCE_BYTES, seal, unseal

BLOCK = 1 << 20
OVERHEAD = len(FORM) + NONCE_BYTES + 16


def write_sealed(cipher: AESGCM, content: BinaryIO, to: BinaryIO, place: str) -> None:
    """Writes the content, sealed block by block for a place. Blocks cannot be exchanged."""
    content.seek(0)
    for number, block in enumerate(iter(lambda: content.read(BLOCK), b"")):
        to.write(seal(cipher, block, f"{place} {number}"))


class SealedFile(io.RawIOBase):
    """The content of a sealed file, to be read from anywhere. Fails with Tampered at a block that was altered.

    size     of the content
    """

    def __init__(self, cipher: AESGCM, file: Path, place: str, size: int) -> None:
        super().__init__()
        self.cipher = cipher
        self.file = file.open("rb")
        self.sealed_for = place
        self.size = size
        self.at = 0
        self.number = -1
        self.block = b""

    def readable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It is."""
        return True

    def tell(self) -> int:
        """Where it is read next."""
        return self.at

    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        """Goes elsewhere."""
        base = {io.SEEK_SET: 0, io.SEEK_CUR: self.at, io.SEEK_END: self.size}[whence]
        self.at = max(base + offset, 0)
        return self.at

    def readinto(self, buffer: bytearray | memoryview) -> int:  # type: ignore[override]
        """Fills the buffer as far as the block goes; how many bytes."""
        if self.at >= self.size:
            return 0
        number, start = divmod(self.at, BLOCK)
        self._open(number)
        part = self.block[start : start + len(buffer)]
        buffer[: len(part)] = part
        self.at += len(part)
        return len(part)

    def close(self) -> None:
        """Closes it."""
        self.file.close()
        super().close()

    def _open(self, number: int) -> None:
        if number != self.number:
            self.file.seek(number * (BLOCK + OVERHEAD))
            sealed = self.file.read(BLOCK + OVERHEAD)
            self.block = unseal(self.cipher, sealed, f"{self.sealed_for} {number}")
            self.number = number
