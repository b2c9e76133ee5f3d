"""Rows of the permission table of funds.

Officials see the lines and transfers of their division and below. Who pays proposes allocations, and who approves
confirms them: no account holds both.
"""

from jiyao.registry.permitting import allow

for thing in ("budget-lines", "transfers", "allocations"):
    allow(thing, "see", officials="division", auditor="all")
    allow(thing, "export", officials="division", auditor="all")
allow("allocations", "make", pay="division")
allow("allocations", "decide", approve="division")
