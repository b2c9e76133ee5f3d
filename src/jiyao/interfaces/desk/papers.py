"""Papers over several cases as a page: the last ones, and for which measures and places another can be issued."""

from collections.abc import Sequence
from datetime import date

from jiyao.casework.models import CaseState, PaperKind
from jiyao.casework.queries.together import GIVEN
from jiyao.casework.tables import CASES, PAPERS
from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.interfaces.ui.official.listing import KINDS, papers_told
from jiyao.registry.models import Division
from jiyao.registry.permitting import Holder, Reach
from jiyao.registry.queries.reaching import rows_in_reach

SHOWN = 50
TOGETHER = (PaperKind.NOTICE, PaperKind.SUMMARY, PaperKind.PAYMENT_REQUEST)


def papers_page(holder: Holder, pack: Pack, on: date) -> dict[str, object]:
    """The last papers in reach that speak of several cases; what can be chosen for another."""
    makes = holder.reach(PAPERS.name, "make")
    seen = rows_in_reach(PAPERS, holder.reach(PAPERS.name, "see"), on)
    return {
        "papers": papers_told(list(seen.filter(case__isnull=True).order_by("-pk")[:SHOWN])),
        "kinds": [(kind.value, KINDS[kind]) for kind in TOGETHER],
        "measures": _measures(holder, pack, on) if makes else [],
        "places": _places(makes),
    }


def _measures(holder: Holder, pack: Pack, on: date) -> Sequence[tuple[str, Words]]:
    """The measures of which a case in reach could stand in such a paper."""
    rows = rows_in_reach(CASES, holder.reach(CASES.name, "see"), on)
    found = rows.filter(state__in=(CaseState.NOTICED, *GIVEN)).order_by().values_list("measure", flat=True)
    names = sorted(name for name in set(found.distinct()) if name in pack.measures)
    return [(name, pack.measures[name].title) for name in names]


def _places(makes: Reach) -> Sequence[tuple[str, Words]]:
    found = Division.objects.order_by("code")
    if not makes.everything:
        found = found.filter(code__in=makes.divisions)
    return [(one.code, Words(zh=one.zh, en=one.en)) for one in found]
