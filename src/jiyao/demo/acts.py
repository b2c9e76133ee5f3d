"""The demonstration's own kind of act."""

from jiyao.foundation.kinds import declare

declare(
    "fill-demonstration",
    zh="生成演示数据",
    en="demonstration filled",
    irreversible="a demonstration is thrown away whole, with its database",
)
