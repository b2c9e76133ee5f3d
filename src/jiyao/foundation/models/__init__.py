"""What the foundation keeps: acts in chains, keys, attachments, and jobs of the queue."""

from jiyao.foundation.models.act import CHAINS, SPREAD, Act, ActBasis, ActChain, ActManifest, ActPayload
from jiyao.foundation.models.attachment import Attachment
from jiyao.foundation.models.job import Job, JobState
from jiyao.foundation.models.keys import DataKey, WrappingKey

__all__ = [
    "CHAINS",
    "SPREAD",
    "Act",
    "ActBasis",
    "ActChain",
    "ActManifest",
    "ActPayload",
    "Attachment",
    "DataKey",
    "Job",
    "JobState",
    "WrappingKey",
]
