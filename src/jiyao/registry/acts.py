"""The registry's kinds of act."""

from jiyao.foundation.kinds import declare

declare("record", zh="登记", en="recorded", reversal="correct")
declare("correct", zh="更正", en="corrected", reversal="correct")
declare("open-account", zh="开通账号", en="account opened", reversal="close-account")
declare("close-account", zh="停用账号", en="account closed", irreversible="another account is opened instead")
declare("assign-role", zh="授予角色", en="role given", reversal="end-role")
declare("end-role", zh="停用角色", en="role ended", reversal="assign-role")
declare(
    "issue-password",
    zh="发放一次性密码",
    en="one-time password issued",
    irreversible="another is issued instead",
)
declare("choose-password", zh="设置密码", en="password chosen", irreversible="another is chosen instead")
declare(
    "remove-factors", zh="移除第二验证因素", en="second factors removed", irreversible="they are set up anew"
)
declare("bind-identity", zh="绑定统一身份认证", en="identity bound", reversal="close-account")
declare("make-token", zh="生成令牌", en="token made", reversal="end-token")
declare("end-token", zh="停用令牌", en="token ended", irreversible="another is made instead")
declare("export", zh="导出", en="exported", irreversible="what was taken out cannot be taken back")
declare("look-up", zh="按号码查找", en="looked up by number", irreversible="what was found cannot be unseen")
