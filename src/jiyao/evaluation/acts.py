"""Evaluation's kinds of act."""

from jiyao.foundation.kinds import declare

declare(
    "issue-certificates",
    zh="发放证书",
    en="certificates issued",
    irreversible="a certificate is corrected, suspended or revoked",
)
declare("suspend-certificate", zh="暂停证书", en="certificate suspended", reversal="resume-certificate")
declare("resume-certificate", zh="恢复使用证书", en="certificate resumed", reversal="suspend-certificate")
declare("revoke-certificate", zh="撤销证书", en="certificate revoked", reversal="restore-certificate")
declare("restore-certificate", zh="恢复证书", en="certificate restored", reversal="revoke-certificate")
declare(
    "enter-marks", zh="录入成绩", en="marks entered", irreversible="an entry stays; another takes its place"
)
declare("settle-mark", zh="裁定成绩", en="mark settled", irreversible="another takes its place until signed")
declare("sign-marks", zh="成绩签字", en="marks signed", irreversible="a mark is looked at again if asked for")
declare(
    "close-examination",
    zh="考核结束",
    en="examination closed",
    irreversible="a mark is looked at again if asked for",
)
declare(
    "publish-results",
    zh="公示成绩",
    en="results on notice",
    irreversible="a result is followed by another version",
)
declare("ask-re-marking", zh="申请复核", en="re-marking asked for", irreversible="it is answered")
declare("re-mark", zh="复核成绩", en="marked again", irreversible="a result is followed by another version")
declare("report-session", zh="上报结果", en="results reported", irreversible="a correction follows it")
declare(
    "make-issuer-key",
    zh="生成签发密钥",
    en="key for certificates made",
    irreversible="another takes its place; what it signed holds",
)
declare(
    "void-issuer-key",
    zh="签发密钥作废",
    en="key for certificates declared compromised",
    irreversible="what was signed after it got into wrong hands cannot be told apart again",
)
declare("accept-duty", zh="接受派遣", en="duty accepted", reversal="decline-duty")
declare("decline-duty", zh="谢绝派遣", en="duty declined", irreversible="somebody else is drawn")
