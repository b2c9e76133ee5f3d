"""Certificates as a PDF file: one, or those of a whole session, a page each."""

from collections.abc import Sequence
from datetime import date

from django.conf import settings

from jiyao.evaluation.actions.issuing import CODE_LENGTH
from jiyao.evaluation.queries.printing import Printed
from jiyao.interfaces.ui.paper.qr import alike
from jiyao.interfaces.ui.paper.setting import Frame, paper
from jiyao.interfaces.ui.public import public_address

TEMPLATE = "ui/paper/certificate.typ"
TITLES = {
    "skill_level": ("职业技能等级证书", "Certificate of Vocational Skill Level"),
    "special_ability": ("专项职业能力证书", "Certificate of Special Vocational Ability"),
}
CORRECTED = "（更正）"


def certificates_paper(certificates: Sequence[Printed], on: date) -> bytes:
    """The PDF file. raises NoAddress"""
    address = public_address()
    codes = alike(f"{address}/verify/", CODE_LENGTH)
    pages = [
        {**_page(one), "qr": [*codes.eights(one.code)], "address": f"{address}/verify/"}
        for one in certificates
    ]
    title = certificates[0].number if len(certificates) == 1 else "证书"
    frame = Frame("zh", title, "", on, on.isoformat(), "", settings.DEMONSTRATION)
    return paper(TEMPLATE, frame=frame, content={"certificates": pages, "side": codes.side})


def _page(one: Printed) -> dict[str, object]:
    zh, en = TITLES.get(one.kind, ("证书", "Certificate"))
    lines = [
        ("姓名", "Name", one.name),
        ("证件号码", "Identity number", one.identity),
        ("职业（工种）", "Occupation (work type)", _with(one.occupation, one.work_type)),
        ("职业技能等级", "Skill level", " / ".join(part for part in (one.level, one.level_en) if part)),
        ("证书编号", "Certificate number", one.number),
        ("考核机构", "Tested at", one.tested_at),
    ]
    return {
        "title": zh + (CORRECTED if one.version > 1 else ""),
        "title_en": en,
        "lines": [line for line in lines if line[2]],
        "body": one.body,
        "day": f"{one.issued_on.year} 年 {one.issued_on.month} 月 {one.issued_on.day} 日",
    }


def _with(occupation: str, work_type: str) -> str:
    return f"{occupation}（{work_type}）" if work_type else occupation
