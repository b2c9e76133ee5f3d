"""The registry's rows of the permission table.

Officials see what lies in their division, with identities masked; who accepts or reviews may open one with a reason.
Bodies see what carries their name, employers also who works for them. Only the province brings files in.
"""

from jiyao.registry.permitting import allow, name_thing

name_thing("desk", zh="工作台", en="desk")
name_thing("jobs", zh="任务进度", en="progress of jobs")
name_thing("permissions", zh="权限表", en="permission table")
name_thing("own", zh="本人资料", en="own data")

allow(
    "desk",
    "see",
    employer="organisation",
    training_body="organisation",
    technical_school="organisation",
    evaluation_body="organisation",
    officials="all",
    hotline="all",
    helper="all",
    auditor="all",
    administrator="all",
    department="all",
)
allow("permissions", "see", officials="all", auditor="all", administrator="all")
allow("own", "see", citizen="own")
allow("jobs", "see", accept="own", review="own", approve="own", auditor="all")

allow(
    "people",
    "see",
    citizen="own",
    employer="organisation",
    officials="division",
    hotline="division",
    helper="division",
    auditor="all",
)
allow("people", "find", officials="division", hotline="division", helper="division")
allow("people", "unmask", accept="division", review="division")

_OF_A_PERSON = ("households", "groups", "benefits")
for thing in _OF_A_PERSON:
    allow(thing, "see", citizen="own", officials="division", auditor="all")
allow("employment", "see", citizen="own", employer="organisation", officials="division", auditor="all")
allow("insurance", "see", citizen="own", employer="organisation", officials="division", auditor="all")
allow(
    "certificates", "see", citizen="own", evaluation_body="organisation", officials="division", auditor="all"
)
allow("education", "see", citizen="own", technical_school="organisation", officials="division", auditor="all")
for thing in ("people", *_OF_A_PERSON, "employment", "insurance", "certificates", "education"):
    allow(thing, "export", officials="division", auditor="all")
    allow(thing, "import", accept="province")
for thing in ("people", *_OF_A_PERSON, "employment", "insurance", "education"):
    allow(thing, "correct", citizen="own", accept="division")
allow("certificates", "correct", citizen="own", evaluation_body="organisation", accept="division")

_LISTS = ("organisations", "organisation-roles", "work-types", "scarce-occupations")
for thing in _LISTS:
    allow(thing, "see", officials="all", hotline="all", auditor="all", department="all")
    allow(thing, "export", officials="all", auditor="all")
    allow(thing, "import", accept="province")
    allow(thing, "correct", accept="division")

allow("ownerships", "see", officials="all", auditor="all")
allow("ownerships", "export", officials="all", auditor="all")
allow("ownerships", "import", accept="province")
allow("ownerships", "correct", accept="division")

allow("acts", "see", auditor="all")
allow("acts", "export", auditor="all")
allow("accounts", "see", administrator="all", auditor="all")
allow("accounts", "export", administrator="all", auditor="all")
allow("accounts", "manage", administrator="all")
