"""What people said when they applied for a professional title."""

from jiyao.evaluation.models import TitleCandidacy
from jiyao.registry.models import FOREVER


def front_line_said(person: int, occupation: str) -> bool | None:
    """Whether a person last said to work in a front-line engineering post of the occupation; None where nobody said."""
    found = TitleCandidacy.objects.filter(superseded_at=FOREVER, person=person, occupation=occupation)
    last = found.order_by("-applied_on", "-record").first()
    return None if last is None else last.engineering_front_line_post
