"""What the foundation keeps: acts in chains, and keys."""

from jiyao.foundation.models.act import CHAINS, SPREAD, Act, ActBasis, ActChain, ActManifest, ActPayload
from jiyao.foundation.models.keys import DataKey, WrappingKey

__all__ = [
    "CHAINS",
    "SPREAD",
    "Act",
    "ActBasis",
    "ActChain",
    "ActManifest",
    "ActPayload",
    "DataKey",
    "WrappingKey",
]
