"""The department's centre, which issues certificates of single abilities: an organisation like any other."""

from jiyao.engine.packs.numbering import CentreFile
from jiyao.registry.actions.recording import record_rows
from jiyao.registry.hand import Hand
from jiyao.registry.models import FOREVER, OrganisationVersion


def ensure_centre(centre: CentreFile, division: str, hand: Hand) -> int:
    """The number of the centre; recorded as the pack says where the register does not know its credit code yet."""
    known = OrganisationVersion.objects.filter(reference=centre.credit_code, superseded_at=FOREVER)
    if not known.exists():
        row = {
            "reference": centre.credit_code,
            "name": centre.zh,
            "division": division,
            "is_enterprise": False,
        }
        record_rows(model=OrganisationVersion, rows=[row], at=hand.at, by=hand.party, source="pack")
    return known.get().record
