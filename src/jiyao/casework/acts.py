"""Casework's kinds of act."""

from jiyao.casework.life import STEPS
from jiyao.foundation.kinds import declare

# Corrections were asked for and decided by acts of their own until they became cases; those acts stand.
declare("ask-correction", zh="申请更正", en="correction asked for", reversal="withdraw-correction")
declare(
    "decide-correction",
    zh="决定更正申请",
    en="correction decided",
    irreversible="another request follows it; the decision stays in the record",
)
declare(
    "withdraw-correction",
    zh="撤回更正申请",
    en="request withdrawn",
    irreversible="the same can be asked for again",
)

for step in STEPS.values():
    declare(
        f"case-{step.name}",
        zh=f"办件{step.words.zh}",
        en=f"case: {step.words.en}",
        irreversible="a case goes on from where it stands; what it gave is taken back by a case that follows it",
    )
declare(
    "sign-batch",
    zh="批量签批",
    en="batch signed",
    irreversible="each case of it goes on from where it stands, and can be sent back by itself",
)
declare("reverse-grant", zh="撤销给付", en="grant reversed", reversal="renew-grant")
declare("renew-grant", zh="重新给付", en="grant renewed", reversal="reverse-grant")
declare(
    "add-evidence",
    zh="提交材料",
    en="paper put in",
    irreversible="a paper stays in its case; another follows it",
)
declare(
    "make-counter-code",
    zh="生成办事码",
    en="code for the counter made",
    irreversible="it is over after ten minutes, or with the next one",
)
declare(
    "confirm-by-code",
    zh="本人以办事码确认",
    en="confirmed by code",
    irreversible="the case that was confirmed can be withdrawn",
)
declare("take-evidence", zh="查看材料", en="paper looked at", irreversible="what was seen cannot be unseen")
declare("rate-case", zh="评价办件", en="case rated", irreversible="a case is rated once")
declare(
    "issue-papers",
    zh="出具公文",
    en="official papers issued",
    irreversible="a paper stays as it was issued; another takes back what it says",
)
declare("take-paper", zh="查看公文", en="official paper taken", irreversible="what was seen cannot be unseen")
declare(
    "draw-sample",
    zh="抽取事后抽查样本",
    en="sample drawn",
    irreversible="what was drawn is checked; the next draw is among what is paid after it",
)
declare("take-check", zh="领取事后抽查", en="check after payment taken", reversal="leave-check")
declare("leave-check", zh="退回事后抽查", en="check after payment left", reversal="take-check")
declare(
    "take-sms-file",
    zh="取走短信文件",
    en="file of text messages taken out",
    irreversible="who has seen it has seen it",
)
declare(
    "load-sms-report",
    zh="载入短信结果",
    en="report of text messages loaded",
    irreversible="it says what became of what was sent",
)
declare("note-visit", zh="登记走访", en="visit noted", irreversible="it says what became of a visit")
declare(
    "note-told",
    zh="登记告知结果",
    en="noted who was told",
    irreversible="it says what became of it; who was not found can be found later",
)
declare(
    "say-sms-consent",
    zh="表示是否接收短信",
    en="said whether text messages are wanted",
    irreversible="the person can say otherwise at any time",
)
declare(
    "run-flags",
    zh="疑点比对",
    en="flags looked for",
    irreversible="the next run says what it finds by then",
)
declare(
    "answer-flag",
    zh="回复疑点",
    en="flag answered",
    irreversible="an answer stays with its flag; another follows it",
)
declare(
    "resolve-flag",
    zh="核查疑点",
    en="flag resolved",
    irreversible="what was confirmed can be cleared; what was cleared is found again when its columns change",
)
declare(
    "propose-recovery-plan",
    zh="提出追回计划",
    en="plan of recovery proposed",
    reversal="return-recovery-plan",
)
declare(
    "return-recovery-plan",
    zh="退回追回计划",
    en="plan of recovery given back",
    irreversible="it is proposed again instead",
)
declare(
    "agree-recovery-plan",
    zh="同意追回计划",
    en="plan of recovery agreed",
    irreversible="another plan takes its place",
)
