"""Employment's rows of the permission table: the employer appoints, the department sees and asks."""

from jiyao.registry.permitting import allow

allow("post-appointments", "see", citizen="own", employer="organisation", officials="division", auditor="all")
allow("post-appointments", "make", employer="organisation")
allow("post-appointments", "export", officials="division", auditor="all")
allow("post-appointments", "import", accept="province")
allow("post-appointments", "correct", citizen="own", accept="division")
allow("appointment-questions", "see", employer="organisation", officials="division", auditor="all")
allow("appointment-questions", "export", officials="division", auditor="all")
allow("appointment-questions", "make", review="division", supervise="division")
allow("appointment-questions", "answer", employer="organisation")
