"""Training's rows of the permission table: a provider sees its trainings, an employer its apprentices."""

from jiyao.registry.permitting import allow

allow(
    "enrolments",
    "see",
    citizen="own",
    training_body="organisation",
    technical_school="organisation",
    officials="division",
    auditor="all",
)
for thing in ("apprenticeships", "apprenticeship-breaks"):
    allow(thing, "see", citizen="own", employer="organisation", officials="division", auditor="all")
for thing in ("enrolments", "apprenticeships", "apprenticeship-breaks"):
    allow(thing, "export", officials="division", auditor="all")
    allow(thing, "import", accept="province")
    allow(thing, "correct", citizen="own", accept="division")
