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
declare("plan-session", zh="拟定认定计划", en="session planned", reversal="cancel-session")
declare("file-session", zh="报备认定计划", en="session filed", reversal="cancel-session")
declare("cancel-session", zh="取消批次", en="session cancelled", irreversible="another one is planned")
declare("add-room", zh="添加考场", en="room added", reversal="close-room")
declare("close-room", zh="停用考场", en="room closed", irreversible="another is added")
declare("add-sitting", zh="安排场次", en="sitting set", reversal="remove-sitting")
declare("remove-sitting", zh="取消场次", en="sitting taken out", reversal="add-sitting")
declare("enrol-candidates", zh="报名", en="enrolled", reversal="withdraw-candidate")
declare(
    "withdraw-candidate", zh="取消报名", en="enrolment withdrawn", irreversible="the person can enrol again"
)
declare(
    "answer-candidacy", zh="填报申报情况", en="candidacy answered", irreversible="another answer follows it"
)
declare(
    "admit-candidates",
    zh="通过资格审核",
    en="candidates admitted",
    irreversible="a candidate who is admitted can withdraw",
)
declare(
    "refuse-candidates",
    zh="不符合申报条件",
    en="candidates refused",
    irreversible="the person can enrol again",
)
declare("draw-seats", zh="抽签排座", en="seats drawn", irreversible="another draw takes its place")
declare("draw-examiners", zh="抽派考评员", en="examiners drawn", irreversible="who declines is replaced")
declare("send-supervisor", zh="委派外部督导", en="supervisor sent", irreversible="who declines is replaced")
declare("answer-duty", zh="答复派遣", en="duty answered", irreversible="somebody else is drawn")
declare("arrange-session", zh="完成编排", en="session arranged", reversal="cancel-session")
declare("let-in", zh="考生入场", en="candidate let in", irreversible="a ticket is let in once")
declare(
    "record-inspection",
    zh="记录督导发现",
    en="finding recorded",
    irreversible="it stays; it is answered and settled",
)
declare(
    "take-inspection-file",
    zh="查看督导文件",
    en="file of a finding taken",
    irreversible="who has seen it has seen it",
)
declare(
    "answer-inspection", zh="答复督导发现", en="finding answered", irreversible="another answer follows it"
)
declare(
    "settle-inspection", zh="督导发现销号", en="finding settled", irreversible="another finding follows it"
)
declare(
    "send-certificates",
    zh="报送证书",
    en="certificates sent to the national platform",
    irreversible="what was sent stays sent; what changes afterwards is sent after it",
)
declare(
    "send-session",
    zh="报送批次",
    en="session sent to the national platform",
    irreversible="what was sent stays sent; what changes afterwards is sent after it",
)
declare(
    "take-platform-file",
    zh="下载报送文件",
    en="file for the national platform taken",
    irreversible="what somebody saw they have seen",
)
declare(
    "read-platform-answers",
    zh="载入平台回执",
    en="answers of the national platform read",
    irreversible="what was refused is put right and sent again",
)
declare(
    "put-right-certificate",
    zh="更正后待重新报送",
    en="refused certificate put right",
    irreversible="it is sent again",
)
