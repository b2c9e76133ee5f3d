"""What is evaluated, in words: an occupation and its work type at a level, or an item of single abilities."""

from collections.abc import Sequence

from jiyao.engine.packs.loading import Pack
from jiyao.engine.shapes import Words
from jiyao.evaluation.models import BodyScope, Session
from jiyao.evaluation.queries.abilities import item_names
from jiyao.registry.queries.labels import occupation_names

NONE = "none"


def targets_called(ones: Sequence[Session | BodyScope], pack: Pack) -> list[Words]:
    """What each of these evaluates, in their order, with a query for each kind of name."""
    occupations = occupation_names({one.occupation for one in ones})
    items = item_names({one.ability_item for one in ones})
    levels = pack.vocabulary.codes["level"].codes
    found = []
    for one in ones:
        what = occupations.get(one.occupation, one.occupation)
        if one.ability_item:
            what = items.get(one.ability_item, one.ability_item)
        elif one.work_type != NONE:
            what = f"{what}（{one.work_type}）"
        level = None if one.level == NONE else levels.get(one.level)
        found.append(
            Words(zh=what, en=what)
            if level is None
            else Words(zh=f"{what} {level.zh}", en=f"{what} {level.en}")
        )
    return found


def target_called(one: Session | BodyScope, pack: Pack) -> Words:
    """What one of them evaluates."""
    return targets_called([one], pack)[0]
