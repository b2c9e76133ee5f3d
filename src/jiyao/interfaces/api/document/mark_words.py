"""What the page of the API says of entering marks."""

Pair = tuple[str, str]
OPERATIONS: dict[str, tuple[Pair, Pair]] = {
    "enter_marks": (
        ("录入成绩", "Enter marks"),
        (
            "评价机构的系统录入一个批次的成绩，每名考生一项，缺考写 null。任一项有误则全部不录入，并逐项指出。"
            "算作令牌所属账号的录入；流程要求两人录入的，仍须另一人录入。",
            "Enters the marks of a session from the body's own system, an item for each candidate, null for who was "
            "absent. Where one is wrong, none is entered and each is named. They are entries of the token's account: "
            "where two people enter each mark, the other one still does.",
        ),
    ),
}
PARAMETERS: dict[str, Pair] = {"session": ("批次的编号", "the number of the session")}
RECORDS: dict[str, Pair] = {
    "MarksRequest": ("要录入的成绩", "the marks to be entered"),
    "CandidateMarks": ("一名考生的成绩", "the marks of a candidate"),
    "MarksEntered": ("录入了多少", "how many were entered"),
}
MEMBERS: dict[str, Pair] = {
    "rows": ("每名考生一项", "an item for each candidate"),
    "ticket": ("准考证号", "the number of the admission ticket"),
    "marks": (
        "各科目得分，最多一位小数；缺考写 null",
        "by part the mark, with one decimal at most; null for absent",
    ),
    "entered": ("新录入的条数", "how many entries are new"),
}
