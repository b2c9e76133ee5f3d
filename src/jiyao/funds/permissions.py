"""Rows of the permission table of funds.

Officials see the lines and transfers of their division and below. Who pays proposes allocations, and who approves
confirms them: no account holds both. Who pays makes batches, takes their files to the bank and loads its results.
Auditors have a bundle made of everything.
"""

from jiyao.registry.permitting import allow, name_thing

name_thing("bundles", zh="审计包", en="bundles for auditors")

for thing in ("budget-lines", "transfers", "allocations"):
    allow(thing, "see", officials="division", auditor="all")
    allow(thing, "export", officials="division", auditor="all")
for thing in ("batches", "orders"):
    allow(thing, "see", pay="division", supervise="division", auditor="all")
    allow(thing, "export", pay="division", supervise="division", auditor="all")
allow("orders", "unmask", pay="division", supervise="division", auditor="all")
allow("batches", "make", pay="division")
allow("allocations", "make", pay="division")
allow("allocations", "decide", approve="division")
allow("bundles", "make", auditor="all")
