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
NO_DOCUMENT = Words(zh="—", en="—")
ENTERS = ("{0}入库，{1} 条", "{0}: entered with {1} clauses")
ANCHORS = ("{0}：重新挂条 {1} 项", "{0}: {1} anchored on its clauses")
POOL = ("次数限额", "limit")
LINE = ("{0} 第 {1} 行", "{0}, line {1}")
