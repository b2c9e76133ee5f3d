"""A demonstration province that is looked over for offers; imported once Django is set up."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from fractions import Fraction
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from jiyao.base.progress import silent
from jiyao.casework.actions.looking_out import Found, Lookout, look_at_changed, look_at_everybody
from jiyao.demo.drawing.assumptions import FILE, read_region
from jiyao.demo.drawing.plan import Plan
from jiyao.demo.filling.database import fill_database
from jiyao.demo.filling.shapes import shapes
from jiyao.engine.packs.demonstration import demonstration_of
from jiyao.engine.packs.loading import load_pack
from jiyao.policy.determining import Asked
from jiyao.registry.actions.listing import load_lists
from jiyao.registry.actions.recording import record_rows
from jiyao.registry.models import EmploymentSpell, Person

BY = "program:bench"
EACH = 100
"""One in so many people changes."""


class Lookouts:
    """The province of a scale, in a database of its own."""

    def __init__(self, pack: Path, folder: Path, scale: str) -> None:
        self.root, self.folder, self.scale = pack, folder, Fraction(scale)
        self.pack = load_pack(demonstration_of(pack), demonstration=True)

    def prepare(self) -> str:
        """Tables, lists and people."""
        call_command("migrate", verbosity=0)
        settings.VAR.mkdir(exist_ok=True)
        load_lists(load_pack(self.root))
        plan = Plan(read_region(self.pack, demonstration_of(self.root) / FILE), self.scale, 1)
        counts = fill_database(
            plan, shapes(), by=BY, at=datetime(2026, 1, 1, tzinfo=UTC), processes=2, progress=silent
        )
        return f"{sum(counts.values()):,} rows"

    def everybody(self, on: date, at: datetime) -> str:
        """A look at everybody."""
        return self._said(look_at_everybody, on, at)

    def changed(self, on: date, at: datetime) -> str:
        """A look at those for whom something changed."""
        return self._said(look_at_changed, on, at)

    def change(self, at: datetime) -> int:
        """How many people are now known to have taken another job."""
        wanted = Person.objects.order_by("pk").values_list("pk", flat=True)[::EACH]
        rows = [
            {
                "reference": f"bench-{at:%H}-{person}",
                "person_id": person,
                "starts_on": date(2025, 6, 1),
                "in_province": True,
                "skilled_post": True,
            }
            for person in wanted
        ]
        return record_rows(model=EmploymentSpell, rows=rows, at=at, by=BY, source="bench").new

    def _said(self, look: Callable[[Lookout], Found], on: date, at: datetime) -> str:
        asked, known = Asked(on, at), self.folder / "known.duckdb"
        found = look(Lookout(self.pack, asked, self.folder / "runs", known, BY))
        made, lapsed = (sum(getattr(one, name) for one in found.offers) for name in ("made", "lapsed"))
        people = "everybody" if found.people is None else f"{found.people:,} people"
        return f"{people} looked at, {made:,} offers made, {lapsed:,} lapsed"
