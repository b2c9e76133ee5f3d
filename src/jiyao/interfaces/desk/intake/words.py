"""What the pages of intake call things, in both languages."""

from jiyao.engine.shapes import Words

KINDS = {
    "chapter": Words(zh="章", en="chapter"),
    "section": Words(zh="节", en="section"),
    "article": Words(zh="条", en="article"),
    "paragraph": Words(zh="款", en="paragraph"),
    "item": Words(zh="项", en="item"),
}
HELD = {
    "whole": Words(zh="全文", en="the whole text"),
    "part": Words(zh="部分文本", en="part of the text"),
}
NEW_DOCUMENT = Words(zh="库中没有这份文件，新建一份", en="None of these: a new document")
BY_NUMBER = Words(zh="文号相同", en="the same number")
BY_TITLE = Words(zh="标题相近", en="a title much the same")
PROVINCE = Words(zh="省级及以上文件", en="The province's, or from above")
PUBLIC = Words(zh="主动公开", en="public")
ON_REQUEST = Words(zh="依申请公开", en="given on request")
TOLD = {
    "number": Words(zh="文号", en="Number"),
    "issuers": Words(zh="发文机关", en="Issued by"),
    "kind": Words(zh="文种", en="Kind"),
    "level": Words(zh="层级", en="Level"),
    "division": Words(zh="哪里的文件", en="Whose document"),
    "issued_on": Words(zh="发文日期", en="Issued on"),
    "effective_from": Words(zh="施行日期", en="Holds from"),
    "effective_to": Words(zh="有效期至", en="Holds to"),
    "stages": Words(zh="涉及环节", en="Stages"),
    "implements": Words(zh="落实的文件", en="Implements"),
    "repeals": Words(zh="废止", en="Repeals"),
    "text_held": Words(zh="正文", en="Text held"),
    "original": Words(zh="原件", en="Original"),
}
NO_DOCUMENT = Words(zh="—", en="—")
ENTERS = ("{0}入库，{1} 条", "{0}: entered with {1} clauses")
ANCHORS = ("{0}：重新挂条 {1} 项", "{0}: {1} anchored on its clauses")
POOL = ("次数限额", "limit")
LINE = ("{0} 第 {1} 行", "{0}, line {1}")
