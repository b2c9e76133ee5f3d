"""What every page of the portal knows of the region."""

from django.http import HttpRequest

from jiyao.engine.vocabulary import DIVISIONS
from jiyao.interfaces.ui.pack import the_pack


def region(request: HttpRequest) -> dict[str, object]:
    """The name of the region whose policy this is."""
    pack = the_pack()
    return {"region": pack.vocabulary.codes[DIVISIONS].codes[pack.region]}
