"""The results of a session on public notice as a PDF file: what its page shows, to be hung up or kept."""

from collections.abc import Sequence
from datetime import date

from jiyao.engine.shapes import Words
from jiyao.interfaces.portal.results import Heading, ResultRow
from jiyao.interfaces.portal.sessions.papers import frame_of
from jiyao.interfaces.portal.sessions.telling import sessions_told
from jiyao.interfaces.ui.paper.setting import paper
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day

TEMPLATE = "portal/paper/results.typ"
TITLE = Words(zh="成绩公示", en="Results on notice")
PASSED = Words(zh="合格", en="passed")
NOT_PASSED = Words(zh="不合格", en="not passed")


def results_paper(heading: Heading, rows: Sequence[ResultRow], teller: Teller, on: date) -> bytes:
    """Tickets, masked names and whether each passed, no marks, as on the page."""
    [told] = sessions_told([heading.session], teller)
    since, until = heading.session.published_on, heading.notice
    content = {
        "session": told.title,
        "number": heading.session.number,
        "body": told.body,
        "since": "" if since is None else day(since),
        "until": "" if until is None else day(until.on),
        "re_marking": "" if heading.re_marking is None else day(heading.re_marking.on),
        "rows": [
            {
                "ticket": one.candidate.ticket or "",
                "name": one.name,
                "passed": _said(one, teller),
            }
            for one in rows
        ],
    }
    return paper(TEMPLATE, frame=frame_of(teller, TITLE, on), content=content)


def _said(row: ResultRow, teller: Teller) -> str:
    return teller.words(PASSED if row.passed else NOT_PASSED) if row.is_found else "—"
