"""Every sheet of the bundle, in the order in which they are taken: later ones follow earlier ones."""

from jiyao.insight.bundle.case_sheets import (
    ACTS,
    ADVANCES,
    BRANCHES,
    CASES,
    CLAUSES,
    DETERMINATIONS,
    GRANTS,
    INSTALMENTS,
    MANIFESTS,
    MEASURES,
    PLANS,
    STEPS,
)
from jiyao.insight.bundle.money_sheets import (
    ALLOCATIONS,
    BATCHES,
    COMMITMENTS,
    FILES,
    LINES,
    ORDERS,
    TRANSFERS,
)

SHEETS = (
    LINES,
    TRANSFERS,
    ALLOCATIONS,
    COMMITMENTS,
    ORDERS,
    BATCHES,
    FILES,
    CASES,
    STEPS,
    DETERMINATIONS,
    CLAUSES,
    BRANCHES,
    ADVANCES,
    PLANS,
    INSTALMENTS,
    GRANTS,
    MEASURES,
    MANIFESTS,
    ACTS,
)
"""All of them."""
