"""Evaluation's rows of the permission table."""

from jiyao.registry.permitting import allow, name_thing

for thing in ("contest-results", "coachings", "title-candidacies"):
    allow(thing, "see", citizen="own", officials="division", auditor="all")
    allow(thing, "export", officials="division", auditor="all")
    allow(thing, "import", accept="province")
    allow(thing, "correct", citizen="own", accept="division")

BODY = {"evaluation_body": "organisation"}
for thing in ("evaluation-bodies", "body-scopes", "body-suspensions", "examiners", "supervisors"):
    allow(thing, "see", officials="division", auditor="all", **BODY)
    allow(thing, "export", officials="division", auditor="all")
    allow(thing, "import", accept="province")
    allow(thing, "correct", accept="division")
for thing in ("examiners", "supervisors"):
    allow(thing, "make", employer="organisation", technical_school="organisation", **BODY)
allow("candidacies", "see", citizen="own", officials="division", auditor="all", **BODY)
allow("candidacies", "export", officials="division", auditor="all")
allow("candidacies", "import", accept="province")
allow("candidacies", "correct", citizen="own", accept="division")

allow("issued-certificates", "see", citizen="own", officials="division", auditor="all", **BODY)
allow("issued-certificates", "export", officials="division", auditor="all", **BODY)
allow("issued-certificates", "make", **BODY)
name_thing("ability-certificates", zh="专项职业能力证书", en="certificates of single abilities")
allow("ability-certificates", "make", accept="division")
allow("ability-items", "see", officials="all", auditor="all", **BODY)
allow("ability-items", "export", officials="all", auditor="all")
allow("ability-items", "import", accept="province")
allow("ability-items", "correct", accept="division")

name_thing("marks", zh="评价成绩", en="marks")
allow("marks", "make", evaluation_body="organisation")

allow("sessions", "see", officials="division", auditor="all", technical_school="organisation", **BODY)
allow("sessions", "make", technical_school="organisation", **BODY)
allow("sessions", "export", officials="division", auditor="all")
allow(
    "candidates",
    "see",
    citizen="own",
    officials="division",
    auditor="all",
    technical_school="organisation",
    **BODY,
)
allow(
    "candidates",
    "make",
    citizen="own",
    employer="organisation",
    technical_school="organisation",
    **BODY,
)
allow("candidates", "export", officials="division", auditor="all")
name_thing("duties", zh="考评派遣", en="duties at sittings")
allow("duties", "make", supervise="division")

name_thing("supervision", zh="评价机构督导", en="supervision of evaluation bodies")
allow("supervision", "see", officials="division", auditor="all")
name_thing("inspections", zh="现场督导", en="inspections")
allow("inspections", "see", officials="division", auditor="all", evaluation_body="organisation")
allow("inspections", "make", supervise="division")
name_thing("external-supervisors", zh="外部督导员聘任", en="appointments of external supervisors")
allow("external-supervisors", "make", supervise="division")
allow("inspections", "answer", evaluation_body="organisation")

name_thing("platform-files", zh="报送全国平台", en="files for the national platform")
allow("platform-files", "see", officials="division", auditor="all", evaluation_body="organisation")
allow("platform-files", "make", accept="division", evaluation_body="organisation")
