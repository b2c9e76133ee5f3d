"""Policy's rows of the permission table.

Changes to the pack: who reviews proposes, who approves decides; a prefecture its own, the province all else.
"""

from jiyao.registry.permitting import allow, name_thing

name_thing("determinations", zh="测算结论", en="determinations")
name_thing("staff", zh="本单位人员测算", en="determinations of one's own people")
name_thing("intakes", zh="文件入库", en="documents being entered")
name_thing("rule-drafts", zh="规则草案", en="drafts of rules")
name_thing("measures", zh="政策目录", en="catalogue of measures")

allow(
    "determinations",
    "see",
    citizen="own",
    officials="division",
    hotline="division",
    helper="division",
    auditor="all",
)
allow("staff", "see", employer="organisation")
allow("measures", "see", officials="all", hotline="all", auditor="all", department="all")
allow("grants", "see", citizen="own", officials="division", auditor="all")
allow("grants", "export", officials="division", auditor="all")
allow("runs", "see", officials="all", auditor="all")
allow("runs", "export", officials="all", auditor="all")
allow("runs", "make", review="province")
allow("pack-changes", "see", officials="all", auditor="all")
allow("pack-changes", "export", officials="all", auditor="all")
allow("pack-changes", "make", review="division")
allow("pack-changes", "decide", approve="division")
allow("intakes", "make", review="division")
allow("rule-drafts", "see", review="province")
allow("rule-drafts", "make", review="province")
