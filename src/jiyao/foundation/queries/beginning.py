"""When records begin."""

from jiyao.foundation.models import SPREAD, Act


def first_act() -> Act | None:
    """The earliest act; none where nothing was ever done. Looked for among the first ones of all chains."""
    return Act.objects.filter(number__lt=2 * SPREAD).order_by("at").first()
