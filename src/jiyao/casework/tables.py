"""Casework's tables."""

from jiyao.casework.models import CorrectionRequest
from jiyao.engine.shapes import Words
from jiyao.registry.tabling import Column, Table, declare

CORRECTIONS = declare(
    Table(
        "corrections",
        Words(zh="更正申请", en="Correction requests"),
        CorrectionRequest,
        shown=("id", "state", "table", "record", "person", "division", "asked_at", "decided_at"),
        order="-asked_at",
        person="person",
        division="division",
        own=(
            Column("id", Words(zh="编号", en="Number"), "integer"),
            Column("state", Words(zh="状态", en="State"), "code"),
            Column("table", Words(zh="记录种类", en="Table"), "table"),
            Column("record", Words(zh="记录号", en="Record"), "text"),
            Column("version", Words(zh="版本", en="Version"), "integer"),
            Column("column", Words(zh="栏目", en="Column"), "column"),
            Column("person", Words(zh="人员", en="Person"), "person"),
            Column("division", Words(zh="受理地", en="Place"), "code", "division"),
            Column("asked_by_id", Words(zh="申请账号", en="Asked by account"), "text"),
            Column("asked_at", Words(zh="申请时间", en="Asked"), "moment"),
            Column("decided_by_id", Words(zh="经办账号", en="Decided by account"), "text"),
            Column("decided_at", Words(zh="办结时间", en="Closed"), "moment"),
        ),
    )
)
