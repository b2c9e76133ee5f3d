"""Policy's kinds of act."""

from jiyao.foundation.kinds import declare

declare(
    "population-run",
    zh="全员测算",
    en="population determined",
    irreversible="it decides nothing; a later run stands beside it",
)
declare("propose-change", zh="提出修改", en="change proposed", reversal="withdraw-change")
declare("withdraw-change", zh="撤回修改", en="change withdrawn", irreversible="it is proposed again instead")
declare("return-change", zh="退回修改", en="change returned", irreversible="it is proposed again instead")
declare(
    "confirm-change",
    zh="确认修改",
    en="change confirmed",
    irreversible="a version is never altered; another change follows it",
)
declare(
    "take-up-release",
    zh="采用发行版",
    en="release taken up",
    irreversible="a version is never altered; another release follows it",
)
declare("begin-intake", zh="上传文件", en="document loaded", reversal="discard-intake")
declare(
    "discard-intake",
    zh="放弃入库",
    en="document thrown away",
    irreversible="its original stays; it is loaded again",
)
