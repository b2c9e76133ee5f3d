"""Casework's rows of the permission table.

An official sees the cases whose place lies in the division. Of a correction all see how it stands; who accepts,
reviews, supervises or audits sees also what is claimed and why, and who reviews decides. A helper claims with the
people of the division, and sees the cases so claimed. An organisation claims for the people on its rosters, and sees
what it is paid for them. Flags are looked for over the whole province, by who reviews there, and resolved where their
record lies. The organisation that a flag concerns sees it and answers. An employer sees that something waits for who
works there, not what; files of text messages, which name everybody's telephone, leave from the province alone. Who
files as an evaluation body files for itself; the province alone opens a suspension.
"""

from jiyao.registry.permitting import allow, name_thing

BODIES = dict.fromkeys(("employer", "training_body", "technical_school", "evaluation_body"), "organisation")

allow(
    "corrections",
    "see",
    citizen="own",
    evaluation_body="own",
    officials="division",
    hotline="division",
    auditor="all",
)
allow(
    "corrections",
    "unmask",
    citizen="own",
    accept="division",
    review="division",
    supervise="division",
    auditor="all",
)
allow("corrections", "export", review="division", supervise="division", auditor="all")

allow(
    "cases",
    "see",
    citizen="own",
    **BODIES,
    officials="division",
    hotline="division",
    helper="own",
    auditor="all",
)
allow("cases", "export", review="division", approve="division", supervise="division", auditor="all")
allow(
    "cases",
    "make",
    citizen="own",
    **BODIES,
    accept="division",
    helper="division",
)
name_thing("rosters", zh="单位名册申领", en="claims of organisations")
allow(
    "rosters",
    "make",
    employer="organisation",
    training_body="organisation",
    technical_school="organisation",
)
name_thing("filings", zh="评价机构备案事项", en="filings of evaluation bodies")
allow("filings", "make", **BODIES)
allow("filings", "manage", review="province")
name_thing("certificate-standing", zh="证书处理", en="standing of certificates")
allow(
    "certificate-standing",
    "make",
    evaluation_body="organisation",
    accept="division",
    review="division",
    supervise="division",
)
allow("cases", "accept", accept="division")
allow("cases", "review", review="division")
allow("cases", "approve", approve="division")
allow("cases", "pay", pay="division")

allow("papers", "see", officials="division", hotline="division", auditor="all")
allow("papers", "export", review="division", approve="division", supervise="division", auditor="all")
allow("papers", "make", review="division", approve="division", pay="division")
allow("ratings", "see", citizen="own", officials="division", auditor="all")
allow("ratings", "export", review="division", approve="division", supervise="division", auditor="all")
allow("ratings", "make", citizen="own")

name_thing("samples", zh="事后抽查", en="checks after payment")
allow("samples", "see", officials="division", auditor="all")
allow("samples", "make", supervise="province")
allow(
    "messages",
    "see",
    citizen="own",
    officials="division",
    hotline="division",
    helper="division",
    auditor="all",
)
allow("messages", "export", officials="division", helper="division", auditor="all")
allow("messages", "answer", officials="division", helper="division")
name_thing("employer-list", zh="单位清单", en="employer list")
for verb in ("see", "export", "answer"):
    allow("employer-list", verb, employer="organisation")
name_thing("organisation-messages", zh="单位消息", en="messages to an organisation")
allow("organisation-messages", "see", **BODIES)
name_thing("sms-files", zh="短信文件", en="files of text messages")
allow("sms-files", "see", accept="province", supervise="province", auditor="all")
allow("sms-files", "export", accept="province")
allow("sms-files", "import", accept="province")
allow("sms-consents", "see", citizen="own", officials="division", helper="division", auditor="all")
allow("sms-consents", "export", officials="division", auditor="all")
allow("sms-consents", "make", citizen="own", accept="division", helper="division")

allow("flags", "see", officials="division", auditor="all", **BODIES)
allow("flags", "answer", **BODIES)
allow("flags", "export", review="division", supervise="division", auditor="all")
allow("flags", "make", review="province")
allow("flags", "decide", review="division", supervise="division")

name_thing("take-up", zh="兑现", en="take-up")
allow("take-up", "see", officials="division", auditor="all")
allow("take-up", "make", review="province", approve="province")
allow("take-up", "export", review="division", approve="division", supervise="division", auditor="all")
