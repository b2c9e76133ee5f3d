"""备案事项: an organisation files as an evaluation body, changes, renews or leaves; the department suspends it.

Filing is not a licence: who is agreed to is listed in the public directory 公布目录; nothing is called approved.
"""

from collections.abc import Mapping

from jiyao.casework.kinds.kind import CaseKind, Nature, declare
from jiyao.engine.shapes import Words

_DECIDING = ("review", "send-back", "endorse", "approve", "refuse", "decide", "close")
_FILED = ("claim", "ask-supplement", "supplement", "accept", "reject", *_DECIDING, "withdraw")
_CALLED = {
    "review": Words(zh="审查", en="examine"),
    "send-back": Words(zh="退回审查", en="send back"),
    "endorse": Words(zh="同意，报上一级决定", en="agree; one more decides"),
    "approve": Words(zh="同意", en="agree"),
    "refuse": Words(zh="不予同意", en="do not agree"),
    "decide": Words(zh="决定并公布", en="decide and publish"),
}


def _filed(name: str, words: Words, *more: str) -> CaseKind:
    called = {**_CALLED, "claim": Words(zh="提交", en="file")}
    return declare(name, words, *_FILED, *more, nature=Nature.FILES, called=called)


def _opened(name: str, words: Words) -> CaseKind:
    return declare(name, words, "open", *_DECIDING, nature=Nature.FILES, called=_CALLED)


BODY_FILING = _filed(
    "body-filing", Words(zh="评价机构备案", en="Filing as an evaluation body"), "notice", "reopen"
)
BODY_CHANGE = _filed("body-change", Words(zh="评价机构变更", en="Change of an evaluation body"))
BODY_RENEWAL = _filed("body-renewal", Words(zh="评价机构续备案", en="Renewal of an evaluation body"))
BODY_EXIT = _filed("body-exit", Words(zh="评价机构退出", en="Exit of an evaluation body"))
BODY_SUSPENSION = _opened("body-suspension", Words(zh="暂停评价机构", en="Suspension of an evaluation body"))
BODY_RESUMPTION = _opened("body-resumption", Words(zh="恢复评价机构", en="Resumption of an evaluation body"))
FILINGS: Mapping[str, CaseKind] = {
    kind.name: kind
    for kind in (BODY_FILING, BODY_CHANGE, BODY_RENEWAL, BODY_EXIT, BODY_SUSPENSION, BODY_RESUMPTION)
}
"""All of them by name; the procedures that name them in the pack say how long each step may take."""
