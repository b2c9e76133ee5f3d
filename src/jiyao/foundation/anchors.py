"""Heads of chains, kept elsewhere: in checkpoints, on other chains; in anchors, outside the database."""

import json
from collections.abc import Iterable, Mapping
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from jiyao.base.errors import Invalid
from jiyao.foundation.links import Codes, canonical
from jiyao.foundation.models import SPREAD, ActChain

CHECKPOINT = "checkpoint"
CODE = "chain_"


class BadAnchor(Invalid):
    """A file is no anchor, or was changed."""


class Head(NamedTuple):
    """How far a chain reached, and the hash there."""

    chain: int
    length: int
    hash: bytes

    @property
    def number(self) -> int:
        """The number of the act at the head."""
        return self.length * SPREAD + self.chain


def heads_now() -> list[Head]:
    """The heads of the chains that have begun."""
    chains = ActChain.objects.filter(length__gt=0).order_by("chain")
    return [Head(chain.chain, chain.length, bytes(chain.hash)) for chain in chains]


def checkpoint_codes(heads: Iterable[Head]) -> Codes:
    """The codes of a checkpoint act."""
    return {f"{CODE}{head.chain}": f"{head.length}:{head.hash.hex()}" for head in heads}


def heads_of_checkpoint(codes: Codes) -> list[Head]:
    """The heads that a checkpoint act states."""
    stated = {name.removeprefix(CODE): str(code) for name, code in codes.items() if name.startswith(CODE)}
    return [_head(chain, *head.split(":")) for chain, head in stated.items()]


def anchor_text(heads: Iterable[Head]) -> str:
    """An anchor: the heads, and one digest over them, short enough to be printed or read out."""
    said = {str(head.chain): [head.length, head.hash.hex()] for head in heads}
    return json.dumps({"digest": _digest(said), "heads": said}, indent=2) + "\n"


def read_anchor(file: Path) -> list[Head]:
    """The heads that an anchor states. Fails with BadAnchor if it is none or its digest is another."""
    try:
        said = json.loads(file.read_text("utf-8"))
        heads = [_head(chain, *head) for chain, head in said["heads"].items()]
        digest = said["digest"]
    except (OSError, ValueError, TypeError, KeyError, AttributeError) as error:
        raise BadAnchor(
            f"{file}: this is no anchor; give a file that `jiyao audit anchor` wrote ({error})",
            zh=f"{file}：不是留存文件；请用 jiyao audit anchor 写出的文件（{error}）",
        ) from None
    if digest != _digest(said["heads"]):
        raise BadAnchor(
            f"{file}: the digest is not that of its heads; the anchor was changed, take another copy",
            zh=f"{file}：摘要与链头不符，文件被改动过；请用另一份",
        )
    return heads


def _head(chain: str, length: str | int, hashed: str) -> Head:
    return Head(int(chain), int(length), bytes.fromhex(hashed))


def _digest(heads: Mapping[str, object]) -> str:
    return sha256(canonical(heads)).hexdigest()
