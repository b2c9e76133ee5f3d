"""What the page of the API says of sessions of evaluation."""

Pair = tuple[str, str]
OPERATIONS: dict[str, tuple[Pair, Pair]] = {
    "plan_session": (
        ("拟定并报备批次", "Plan and file a session"),
        (
            "评价机构的系统拟定一个批次，标准版本取自备案的认定范围；file 为 true 时同时报备，报备后开放报名。",
            "Plans a session from the body's own system, on the edition of the standard that it filed; with `file` it "
            "is filed at once, and can be enrolled for.",
        ),
    ),
    "session": (
        ("一个批次", "One session"),
        (
            "批次办到哪一步，各状态的考生有多少。",
            "How far a session is, and how many candidates stand how.",
        ),
    ),
    "enrol_candidates": (
        ("名单报名", "Enrol candidates"),
        (
            "为一个批次报名，每人一项。任一项有误则一人也不报名，并逐项指出。评价机构可为本机构批次报任何人，"
            "院校只能报本校学生，单位只能报本单位职工。",
            "Enrols people in a session, an item each. Where one is wrong nobody is enrolled and each is named. A body "
            "enrols anybody in its own sessions, a school its students, an employer its staff.",
        ),
    ),
}
RECORDS: dict[str, Pair] = {
    "PlanRequest": ("要拟定的批次", "the session to be planned"),
    "SessionRecord": ("批次", "a session"),
    "CandidatesRequest": ("要报名的考生", "the candidates to be enrolled"),
    "CandidateRow": ("一名考生", "one candidate"),
    "CandidatesEnrolled": ("报名了多少人", "how many were enrolled"),
}
MEMBERS: dict[str, Pair] = {
    "session": ("批次的编号", "the number of the session"),
    "SessionRecord.number": ("机构自己的计划编号", "the body's own number of the plan"),
    "PlanRequest.number": ("机构自己的计划编号", "the body's own number of the plan"),
    "SessionRecord.state": ("办到哪一步", "how far it is"),
    "SessionRecord.organisation": ("评价机构", "the evaluation body"),
    "PlanRequest.organisation": ("评价机构", "the evaluation body"),
    "file": ("是否同时报备", "whether it is filed at once"),
    "parts": ("考核科目，按次序", "what is examined, in order"),
    "enrols_until": ("报名截止日", "last day of enrolment"),
    "filed_on": ("报备日期", "the day on which it was filed"),
    "published_on": ("成绩公示起始日", "from which day the results are on notice"),
    "reported_on": ("上报日期", "the day on which it was reported"),
    "standard_edition": ("标准版本", "edition of the standard"),
    "ability_item": ("专项职业能力；等级认定为空", "the single ability; empty for levels"),
    "candidates": ("各状态的考生人数", "how many candidates stand how"),
    "identity": ("公民身份号码", "the identity number"),
    "answers": ("登记资料里没有的申报情况，按事实的 id", "what no register knows, by the id of the fact"),
    "enrolled": ("报名人数", "how many were enrolled"),
}
