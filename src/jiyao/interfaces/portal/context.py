"""What every page knows of the region and its rules."""

from django.conf import settings
from django.http import HttpRequest

from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.pack import region_of, the_pack
from jiyao.interfaces.ui.sentences import Teller


def region(request: HttpRequest) -> dict[str, object]:
    """The name of the region whose policy this is; and, for pages that ask, on which edition of the rules they rest."""
    return {
        "region": region_of(settings.PACK),
        "basis": lambda: Teller(the_pack(), language_of_page()).basis(),
    }
