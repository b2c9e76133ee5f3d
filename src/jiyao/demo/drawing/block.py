"""One block while it is being drawn: its tables so far, its chance, its numbers."""

from dataclasses import dataclass, field

from jiyao.demo.drawing.assumptions import Assumptions
from jiyao.demo.drawing.columns import Random, Table, forgotten, happens, joined, length
from jiyao.demo.drawing.plan import Numbering, Plan


@dataclass
class Block:
    """A block. `tables`: parts of each table, by name; `planted`: what is added to them and is never left out."""

    plan: Plan
    number: int
    numbers: Numbering
    tables: dict[str, list[Table]] = field(default_factory=dict)
    planted: dict[str, Table] = field(default_factory=dict)

    @classmethod
    def of(cls, plan: Plan, number: int) -> "Block":
        """An empty block."""
        return cls(plan, number, Numbering(plan, number))

    @property
    def assumed(self) -> Assumptions:
        """The assumptions."""
        return self.plan.region.assumed

    def random(self, purpose: str) -> Random:
        """Chance for one purpose; asked twice it says the same."""
        return self.plan.random(self.number, purpose)

    def add(self, name: str, table: Table) -> None:
        """Puts rows into a table."""
        if length(table):
            self.tables.setdefault(name, []).append(table)

    def finished(self) -> dict[str, Table]:
        """Every table whole, with what nobody knows left out, by name."""
        found = {name: self._with_gaps(name, joined(parts)) for name, parts in self.tables.items()}
        for name, table in self.planted.items():
            found[name] = joined([found[name], table]) if name in found else table
        return found

    def _with_gaps(self, name: str, table: Table) -> Table:
        random = self.random(f"missing of {name}")
        for column, rate in self.assumed.missing.get(name, {}).items():
            table[column] = forgotten(table[column], happens(random, rate, length(table)))
        return table
