"""The contexts that ship with the product, and a loader that knows no other."""

import hashlib
import json
from functools import cache
from importlib.resources import files
from typing import Any

from jiyao.base.errors import Conflict
from jiyao.evaluation.credentials.answers import wrong_type

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
DATA_INTEGRITY = "https://w3id.org/security/data-integrity/v2"
MULTIKEY = "https://w3id.org/security/multikey/v1"
DID = "https://www.w3.org/ns/did/v1"
_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0"
OPEN_BADGES = f"{_BADGES}/context-3.0.3.json"

PINNED: dict[str, tuple[str, str]] = {
    CREDENTIALS: ("credentials-v2", "8a9f494a89ecc51db093e90e84713e07e84d6d9204364a9b3c7868b21751236f"),
    DATA_INTEGRITY: ("data-integrity-v2", "67f21e6e33a6c14e5ccfd2fc7865f7474fb71a04af7e94136cb399dfac8ae8f4"),
    MULTIKEY: ("multikey-v1", "c5f3806f8286920573221938917988a18a4cc5a09e968d29649613c7a1c2b1f6"),
    DID: ("did-v1", "62c1054bf404d6dd3a4b26b64f830fd72095f6a26edc4469908c94351352ce5f"),
    "https://www.w3.org/ns/credentials/status/v1": (
        "status-list-v1",
        "fd08cbf28ddd829ab2f1978c48f43ab07a112c1c90245a0cfac7ba721c65170c",
    ),
    f"{_BADGES}/context-3.0.1.json": (
        "open-badges-3.0.1",
        "af095468326d3449160509b26ca71576e6321d13c85b0369cfe3b654c9a48fba",
    ),
    f"{_BADGES}/context-3.0.2.json": (
        "open-badges-3.0.2",
        "00666ad080ba407687ed1846b7f5e7495f5019042b202a727de47c48a1755c53",
    ),
    OPEN_BADGES: ("open-badges-3.0.3", "ef2fa9c7846dce233cc166b43639027278be4ee44f00bb1d45c75de2dd0cd761"),
    f"{_BADGES}/extensions.json": (
        "open-badges-extensions",
        "2d013f981d1f4516081a6a04e55468ba2b071d4153b794f19a79715c45a89a5e",
    ),
}
"""Address of each context, the file that holds it, and the SHA-256 of that file."""


class ContextChanged(Conflict):
    """A context's file is not the one that was pinned."""


@cache
def context(address: str) -> dict[str, Any]:
    """The pinned context of that address.

    raises   NotValid for an address that is not pinned; ContextChanged for a file with another hash
    """
    if address not in PINNED:
        raise wrong_type(
            f"the context {address} is not one of those that ship with Jiyao",
            zh=f"词汇 {address} 不在随产品发布的范围内",
        )
    name, expected = PINNED[address]
    content = (files(__package__) / "contexts" / f"{name}.jsonld").read_bytes()
    if hashlib.sha256(content).hexdigest() != expected:
        raise ContextChanged(
            f"contexts/{name}.jsonld is not the file that was pinned; install the product again",
            zh=f"contexts/{name}.jsonld 与发布时不一致，请重新安装",
        )
    read: dict[str, Any] = json.loads(content)
    return read


def load(address: str, _options: object = None) -> dict[str, object]:
    """What the JSON-LD processor asks for by address; `static` lets it keep what it made of the context."""
    return {
        "contentType": "application/ld+json",
        "contextUrl": None,
        "documentUrl": address,
        "document": context(address),
        "tag": "static",
    }
