"""What every page knows of the region and its rules, and what waits for who looks at it."""

from django.conf import settings
from django.http import HttpRequest

from jiyao.evaluation.queries.inspections import is_sent, unanswered
from jiyao.interfaces.ui.context import language_of_page, today
from jiyao.interfaces.ui.pack import region_of, the_pack
from jiyao.interfaces.ui.permitting import holder_in
from jiyao.interfaces.ui.sentences import Teller


def region(request: HttpRequest) -> dict[str, object]:
    """The name of the region whose policy this is; and, for pages that ask, on which edition of the rules they rest."""
    return {
        "region": region_of(settings.PACK),
        "basis": lambda: Teller(the_pack(), language_of_page()).basis(),
    }


def inspecting(request: HttpRequest) -> dict[str, object]:
    """For pages that ask: whether who looks was sent to inspect, and how many findings wait for their answer."""

    def inspects() -> bool:
        account = holder_in(request).account
        return account is not None and account.person_id is not None and is_sent(account.person_id, today())

    def waiting() -> int:
        return unanswered(holder_in(request).reach("inspections", "answer").organisations)

    return {"inspects": inspects, "findings_to_answer": waiting}
