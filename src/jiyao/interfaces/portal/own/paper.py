"""What stands for a person as a paper to take along."""

from datetime import date

from jiyao.interfaces.portal.interview.paper import conclusions_file, told_content
from jiyao.interfaces.portal.own.page import Mine
from jiyao.interfaces.ui.sentences import Teller
from jiyao.interfaces.ui.templatetags.ui import day

FROM_RECORDS = (
    "本清单按登记资料算出，不是决定；以经办机构审核为准。",
    "This list follows from what is on record. It is no decision; the office has the last word.",
)
FACTS = ("登记的情况", "What is on record")
HEADS = (("", ""), ("事项", "Fact"), ("登记内容", "On record"))
MINE = ("按登记资料测算", "By what is on record")


def own_paper(mine: Mine, facts: list[tuple[str, str]], teller: Teller, on: date) -> bytes:
    """A PDF file with everything that stands for her."""
    content = {
        "above": f"{teller.say(MINE)} · {day(on)}",
        "basis": teller.say(FROM_RECORDS),
        **told_content(mine.headline, mine.sections, mine.found.apart, teller),
        "facts_title": teller.say(FACTS),
        "facts_heads": [teller.say(head) for head in HEADS],
        "facts": [{"row": "", "words": words, "value": value} for words, value in facts],
    }
    return conclusions_file(content, teller, on)
