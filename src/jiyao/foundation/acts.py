"""The foundation's own kinds of act."""

from jiyao.foundation.anchors import CHECKPOINT
from jiyao.foundation.kinds import declare

declare(CHECKPOINT, zh="留存链首", en="heads recorded", irreversible="it only states what stood")
declare("unmask", zh="查看明文", en="unmasked", irreversible="what was seen cannot be unseen")
declare("anonymise", zh="匿名化", en="anonymised", irreversible="the key is deleted and nobody keeps a copy")
declare(
    "rotate-keys",
    zh="轮换密钥",
    en="keys rotated",
    irreversible="another rotation follows it; none goes back",
)
