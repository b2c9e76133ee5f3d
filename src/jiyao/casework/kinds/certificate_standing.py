"""证书处理: a body or the department says that a certificate is not to stand, or to stand again; others decide."""

from jiyao.casework.kinds.kind import Nature, declare
from jiyao.engine.shapes import Words

CERTIFICATE_STANDING = declare(
    "certificate-standing",
    Words(zh="证书处理", en="Standing of a certificate"),
    "open",
    "correct",
    "keep",
    "withdraw",
    nature=Nature.JUDGES,
    called={
        "open": Words(zh="提出", en="propose"),
        "correct": Words(zh="决定办理", en="carry out"),
        "keep": Words(zh="不予办理", en="leave it as it is"),
    },
)
