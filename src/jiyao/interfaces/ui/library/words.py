"""What the library calls things, in both languages."""

from jiyao.engine.shapes import Language

Pair = tuple[str, str]
PLANS: dict[int, Pair] = {
    10: ("十五", "10th plan"),
    11: ("十一五", "11th plan"),
    12: ("十二五", "12th plan"),
    13: ("十三五", "13th plan"),
    14: ("十四五", "14th plan"),
    15: ("十五五", "15th plan"),
    16: ("十六五", "16th plan"),
}
PLAN = ("“{0}”（{1}–{2}）", "{0} ({1}–{2})")
NO_PLAN = ("年份未查到", "year not found")
LEVELS: dict[str, Pair] = {
    "national": ("国家", "national"),
    "province": ("省级", "province"),
    "prefecture": ("市（地）", "prefecture"),
}
KINDS: dict[str, Pair] = {
    "competition": ("竞赛", "contest"),
    "explanation": ("解读", "explanation"),
    "plan": ("规划、方案", "plan"),
    "policy": ("政策文件", "policy"),
    "programme": ("项目", "programme"),
    "standard": ("标准", "standard"),
}
HELD: dict[str, Pair] = {
    "none": ("文本未获取", "text not held"),
    "part": ("部分文本", "text held in part"),
    "whole": ("全文", "whole text held"),
}
KNOWN_FROM: dict[str, Pair] = {
    "issued": ("{0}印发", "issued {0}"),
    "number": ("{0}年（据文号）", "{0} (by its number)"),
    "effective": ("{0}年（据施行日期）", "{0} (by when it holds)"),
    "title": ("{0}年（据题名）", "{0} (by its title)"),
    "seen": ("{0}年（据最早见到的文本）", "{0} (by the first copy seen)"),
    "press": ("{0}年（据报道）", "{0} (by the press)"),
    "feature": ("{0}年（据2023年专题报道）", "{0} (by the feature of 2023)"),
}
PLAN_KNOWN_FROM: dict[str, Pair] = {
    "press": ("“{0}”期间（据报道）", "{0} (by the press)"),
    "seen": ("“{0}”期间（据最早见到的文本）", "{0} (by the first copy seen)"),
    "feature": ("“{0}”期间（据2023年专题报道）", "{0} (by the feature of 2023)"),
}
COPIES: dict[str, Pair] = {
    "official": ("官方网站", "official"),
    "official-mirror": ("官方文本的转载", "copy of the official text"),
    "press": ("报道", "press"),
    "press-mirror": ("报道的转载", "copy of a press report"),
    "secondary": ("第二手", "second-hand"),
    "feature": ("专题报道", "feature"),
    "repo": ("公开资料", "public collection"),
}
FOUND_KINDS: dict[str, Pair] = {
    "document": ("文件", "Documents"),
    "clause": ("条款", "Clauses"),
    "measure": ("政策", "Measures"),
    "value": ("规定值", "Values"),
    "procedure": ("办理步骤", "Procedures"),
    "task": ("任务与目标", "Tasks and goals"),
}
HANGING: dict[str, Pair] = {
    "condition": ("条件", "condition"),
    "ask": ("核定", "judged"),
    "limit": ("限制", "limit"),
    "value": ("规定值", "value"),
    "step": ("步骤", "step"),
    "task": ("任务", "task"),
    "goal": ("目标", "goal"),
    "money": ("额度", "budget line"),
}
DAYS: dict[str, Pair] = {
    "issued_on": ("印发", "issued"),
    "effective_from": ("施行", "holds from"),
    "effective_to": ("有效期至", "holds until"),
}
UNITS: dict[str, Pair] = {
    "CNY": ("元", " yuan"),
    "alliances": ("个", " alliances"),
    "bases": ("个", " bases"),
    "events": ("项", " events"),
    "percent": ("%", "%"),
    "percentage points": ("个百分点", " percentage points"),
    "person-times": ("人次", " person-times"),
    "persons": ("人", " people"),
    "projects": ("项", " projects"),
    "ratio": ("", ""),
    "studios": ("个", " studios"),
    "times": ("次", " times"),
    "vouchers": ("张", " vouchers"),
}
BOUNDS: dict[str, Pair] = {
    "at_least": ("不少于", "at least "),
    "about": ("约", "about "),
    "at_most": ("不超过", "at most "),
}
BY = ("到{0}", "by {0}")
MORE_THAN = ("{0}余", "more than {0}")
DAYS_BETWEEN = ("{0}天", "{0} days")
LINEAGE_OF = ("文件沿革：{0}", "Lineage of {0}")
ALSO_UNDER = ("另依据", "also under")
LINKS: dict[str, Pair] = {"implements": ("落实", "carries out"), "extends": ("承接", "follows")}


def said(pair: Pair, language: Language, *values: object) -> str:
    """The one of two phrases, with its values filled in."""
    return pair[language == "en"].format(*values)
