"""Single abilities as certificates name them: the item by its name, and the body that tested where another issues."""

from collections.abc import Collection, Mapping

from jiyao.evaluation.models import AbilityItem, Candidate
from jiyao.registry.models import FOREVER


def item_names(items: Collection[str]) -> Mapping[str, str]:
    """By number of an item what it is called, as it was published last."""
    wanted = {one for one in items if one}
    found = AbilityItem.objects.filter(item__in=wanted, superseded_at=FOREVER)
    return dict(found.order_by("starts_on").values_list("item", "name")) if wanted else {}


def tested_by(candidates: Collection[int]) -> Mapping[int, int]:
    """By candidate the body that held the session."""
    found = Candidate.objects.filter(pk__in=list(candidates))
    return dict(found.values_list("pk", "session__organisation")) if candidates else {}
