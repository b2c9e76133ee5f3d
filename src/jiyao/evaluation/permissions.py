"""Evaluation's rows of the permission table."""

from jiyao.registry.permitting import allow

for thing in ("contest-results", "coachings"):
    allow(thing, "see", citizen="own", officials="division", auditor="all")
    allow(thing, "export", officials="division", auditor="all")
    allow(thing, "import", accept="province")
    allow(thing, "correct", citizen="own", accept="division")
