"""What every page of the portal knows of the region and its rules."""

from django.http import HttpRequest

from jiyao.engine.vocabulary import DIVISIONS
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.sentences import Teller


def region(request: HttpRequest) -> dict[str, object]:
    """The name of the region whose policy this is, and on which edition of the rules pages rest."""
    pack = the_pack()
    basis = Teller(pack, language_of_page()).basis()
    return {"region": pack.vocabulary.codes[DIVISIONS].codes[pack.region], "basis": basis}
