"""The button that issues the certificates of a session, for its body and for the centre at the desk."""

from django.contrib import messages
from django.http import HttpRequest

from jiyao.base.errors import JiyaoError
from jiyao.evaluation.actions.issuing import issue_certificates
from jiyao.interfaces.ui.context import language_of_page
from jiyao.interfaces.ui.pack import the_pack
from jiyao.interfaces.ui.permitting import hand_of


def issue_and_tell(request: HttpRequest, session: int) -> None:
    """Issues what can be issued; the next page says how many, or why not."""
    try:
        made = issue_certificates(session, hand_of(request), the_pack())
    except JiyaoError as error:
        messages.error(request, error.said(language_of_page()))
    else:
        said = f"已发证 {len(made)} 本" if language_of_page() == "zh" else f"{len(made)} certificates issued"
        messages.success(request, said)
