"""What the commands say, in both languages. Policy itself brings its own words."""

from collections.abc import Mapping

from jiyao.engine.measures import Outcome, Payable
from jiyao.engine.shapes import Language
from jiyao.interfaces.ui.policy_words import OUTCOMES

OUTCOME_HEADINGS: dict[Language, dict[str, str]] = {
    "zh": {**OUTCOMES["zh"], Outcome.TO_BE_CONFIRMED: "待核"},
    "en": {
        Outcome.ELIGIBLE: "entitled",
        Outcome.TO_BE_CONFIRMED: "to confirm",
        Outcome.NOT_ELIGIBLE: "not",
        Outcome.UNKNOWN: "open",
        Outcome.NOT_APPLICABLE: "n/a",
    },
}
PAYABLE_SHORT: dict[Language, dict[str, str]] = {
    "zh": {
        Payable.PAYS: "可兑现",
        Payable.VALUE_NOT_CONFIRMED: "未确认",
        Payable.NOT_IN_FORCE: "无规定值",
        "unknown": "日期或地区不明",
    },
    "en": {
        Payable.PAYS: "pays",
        Payable.VALUE_NOT_CONFIRMED: "not confirmed",
        Payable.NOT_IN_FORCE: "no value",
        "unknown": "day or place unknown",
    },
}
JOB_STATES: dict[Language, dict[str, str]] = {
    "zh": {"waiting": "等待", "running": "进行中", "done": "完成", "refused": "有退回", "failed": "失败"},
    "en": {
        "waiting": "waiting",
        "running": "running",
        "done": "done",
        "refused": "rows refused",
        "failed": "failed",
    },
}
TRUTH = {True: "✓", False: "✗", None: "?"}

_WORDS: dict[str, tuple[str, str]] = {
    "about": ("对象", "for"),
    "all_agree": ("{0} 项政策、{1} 个算例，全部一致", "{0} measures, {1} examples: all agree"),
    "anonymise_sure": ("人员 {0} 的密钥一经销毁不可恢复，确定吗？", "Person {0}'s key cannot be restored. Go on?"),
    "anonymised": ("人员 {0} 已匿名化", "person {0} is anonymised"),
    "audit_read": (
        "行为 {0} 条、封存内容 {1} 份、清单 {2} 份、检查点 {3} 个，{4} 秒",
        "{0} acts, {1} payloads, {2} manifests and {3} checkpoints read in {4} s",
    ),
    "audit_whole": ("记录完整", "the record is whole"),
    "audit_broken": ("记录不完整：{0} 条链有误", "the record is not whole: {0} chains are wrong"),
    "audit_place": ("{0} 号链第 {1} 条（行为 {2}）：{3}", "chain {0}, position {1} (act {2}): {3}"),
    "permission_heads": ("| 事项 | 动作 | 谁，到哪里 |", "| thing | verb | who, and how far |"),
    "permission_title": ("权限表", "The permission table"),
    "wrong_altered": ("内容或摘要被改动", "its content or hash was altered"),
    "wrong_rewritten": ("内容被改写，行为 {0} 所记与之不符", "it was rewritten; act {0} recorded it otherwise"),
    "wrong_reordered": ("顺序被调换，这里的内容属于行为 {0}", "out of order: what stands here belongs at act {0}"),
    "wrong_missing": ("缺失，直到第 {0} 条", "missing, up to position {0}"),
    "wrong_payload_altered": ("封存内容被改动", "its sealed payload was altered"),
    "wrong_payload_missing": ("封存内容缺失", "its sealed payload is missing"),
    "wrong_payload_stray": ("封存内容不属于任何行为", "a sealed payload belongs to no act"),
    "wrong_manifest_altered": ("清单被改动", "its manifest was altered"),
    "wrong_manifest_missing": ("清单缺失", "its manifest is missing"),
    "wrong_manifest_stray": ("清单不属于任何行为", "a manifest belongs to no act"),
    "wrong_basis_altered": ("所依据的行为与记载不符", "the acts it rests on are not those it names"),
    "wrong_tail_cut": ("链尾被截断，直到第 {0} 条", "the tail is cut: missing up to position {0}"),
    "wrong_past_head": ("链头之外多出，直到第 {0} 条", "past the head of its chain, up to position {0}"),
    "wrong_head_altered": ("链头摘要与末条不符", "the head of the chain has another hash"),
    "wrong_head_missing": ("链头缺失", "the head of the chain is missing"),
    "wrong_not_as_checkpoint": ("与检查点（行为 {0}）所记不符", "not what checkpoint act {0} recorded"),
    "wrong_not_as_anchor": ("与外部留存的链头不符", "not what the anchor recorded"),
    "keys_rotated": ("已重新封装 {0} 把密钥", "{0} data keys wrapped anew"),
    "ask_intro": (
        "逐题作答；不知道直接回车，输入 ? 看为什么问，输入 q 结束。",
        "One question at a time. Enter alone means you do not know; ? tells why it is asked; q ends.",
    ),
    "ask_row": ("您有{0}要查询吗？", "Is there a {0} to ask about?"),
    "ask_settles": ("这个答案关系到：{0}", "The answer matters for: {0}"),
    "ask_below": ("其下的代码也可以", "the code of a place in one of these will do as well"),
    "ask_bad": ("“{0}”不能作为回答，请填{1}", "“{0}” is no answer; write {1}"),
    "write_boolean": ("是（y）或否（n）", "y or n"),
    "write_integer": ("{0} 至 {1} 的整数", "a whole number from {0} to {1}"),
    "write_money": ("金额，单位为元", "an amount in yuan"),
    "write_ratio": ("比例，如 0.5", "a ratio such as 0.5"),
    "write_date": ("{0} 至 {1} 的日期，如 2024-05-02", "a day such as 2024-05-02, from {0} to {1}"),
    "write_code": ("方括号里的一个代码", "one of the codes in brackets"),
    "write_text": ("文字，如 {2}", "a text such as {2}"),
    "asks_people": ("由人工核定", "Judged by people"),
    "branches": ("任一即可，由近到远", "any one is enough, nearest first"),
    "bench_truths": ("结果、各条件真值、还缺什么", "outcome, truths, what is missing"),
    "bench_questions": ("另加变化日期和最佳问题", "with the day of change and the best question"),
    "bench_reasons": ("附全部理由", "with every reason"),
    "bench_pack": ("读取政策包", "reading the pack"),
    "changes": ("最早 {0} 可能变化", "may change on {0}"),
    "left_out": ("搁置 {0} 行；determine 会逐行说明原因", "{0} rows set aside; determine names them and why"),
    "who_pays": ("由{0}领取，资金：{1}", "paid to {0}; fund: {1}"),
    "at_most": ("上限 {0}", "at most {0}"),
    "delegated": ("由各市（地）确定，{0}起", "set by each prefecture, from {0}"),
    "notes": ("说明", "Notes"),
    "ask_no_subject": ("没有“{0}”这种对象，可选：{1}", "there is no subject “{0}”; there are {1}"),
    "conditions": ("条件", "Conditions"),
    "demonstration_values": (
        "演示：{0} {1}，含演示值，不是政策",
        "Demonstration: {0} {1}, with demonstration values that are no policy",
    ),
    "day": ("日期", "day"),
    "demonstration": ("演示数据", "demonstration data"),
    "asked_by": ("{0}（{1} 项政策）", "{0} ({1} measures)"),
    "determined_all": (
        "{0} 人，共 {1} 次判定；从记录到结果用时 {2} 秒，每秒判定 {3} 次",
        "{0} people, {1} determinations; {2} s from the records to the result, {3} determinations a second",
    ),
    "no_records": ("尚无记录：{0}", "No records yet: {0}"),
    "filled_already": (
        "数据库中已有人员，沿用不变",
        "the database has people already; they stay as they are",
    ),
    "serving": ("正在提供服务：{0}（Ctrl+C 结束）", "serving on {0}, until Ctrl+C"),
    "prepared": ("数据库已就绪", "the database is ready"),
    "determined": (
        "{0} 行 × 政策 = {1} 次判定，{2} 秒，每秒 {3} 次",
        "{0} rows, {1} determinations in {2} s, {3} a second",
    ),
    "difference": ("差额", "difference"),
    "documents": ("依据", "Legal basis"),
    "eligible": ("可享受", "entitled"),
    "evidence": ("材料", "Evidence"),
    "examples": ("算例", "Worked examples"),
    "from_day": ("{0} 起可享受", "from {0}"),
    "gain": ("新增", "gain"),
    "gives": ("给予", "Gives"),
    "group": ("分组", "group"),
    "invented": ("均为虚构人物", "all of them invented"),
    "less": ("减少", "less"),
    "limits": ("限制", "Limits"),
    "lose": ("失去", "lose"),
    "measure": ("政策", "measure"),
    "missing": ("还需知道：{0}", "still to know: {0}"),
    "missing_values": ("尚无规定值：{0}", "no value found for: {0}"),
    "more": ("增加", "more"),
    "no_change": ("草案没有改变任何政策", "The draft changes no measure"),
    "not_in_force": ("当日不适用", "not in force on that day"),
    "nothing": ("目前没有可享受或待定的政策", "nothing to claim and nothing open at present"),
    "open_points": ("尚未查到", "Not found yet"),
    "waived": ("尚未查到（演示中不计）", "Not found yet (does not count in the demonstration)"),
    "on_demonstration": ("按演示值", "on demonstration values"),
    "others": ("另有 {0} 项不符合或不适用", "{0} more do not apply or are not met"),
    "outcome": ("结果", "outcome"),
    "parameters": ("规定值", "Values"),
    "payable": ("兑现", "payable"),
    "procedure": ("办理步骤", "Procedure"),
    "working_days": ("{0} 个工作日", "{0} working days"),
    "province_drawn": ("演示数据：{0} 名虚构人员，{1} 条记录", "demonstration data: {0} invented people, {1} records"),
    "relaxed": ("阶段性", "relaxation"),
    "set_aside": ("搁置 {0} 行：", "{0} rows set aside:"),
    "stage": ("环节", "stage"),
    "taken": ("已用 {0}，上限 {1}", "{0} taken, {1} allowed"),
    "total": ("合计", "total"),
    "unchanged": ("其余 {0} 项政策不变", "{0} other measures stay as they are"),
    "unknown_fact": ("不知", "not known"),
    "window": ("申领期限", "Window"),
    "written": ("结果写入 {0}", "written to {0}"),
    "yuan": ("{0} 元", "{0} yuan"),
    "imported": (
        "共 {0} 行：新增 {1}，更正 {2}，已有 {3}，退回 {4}",
        "{0} rows: {1} new, {2} corrected, {3} known as they are, {4} refused",
    ),
    "import_dry": ("试运行，没有登记", "dry run: nothing was recorded"),
    "import_nothing": ("有退回的行，按要求全部没有登记", "rows were refused, so nothing was recorded, as asked"),
    "import_bad": (
        "退回 {0} 行，写入 {1}：改好后可直接再导入",
        "refused: {0}. They stand in {1}: mend them there and import that file",
    ),
    "import_more": (
        "表中只写得下其中 {0} 行，其余待改好后重新导入原文件",
        "the workbook holds {0} of them; import the first file again for the others",
    ),
    "queued": ("已排队，任务号 {0}；用 jiyao jobs 查看", "queued as job {0}; `jiyao jobs` shows how far it is"),
    "no_jobs": ("没有任务", "there are no jobs"),
    "no_result": ("任务 {0} 没有结果文件", "job {0} has no file to give"),
    "no_job": ("没有任务 {0}", "there is no job {0}"),
    "taken_up": ("重新接手任务 {0}", "taking up job {0} again"),
    "job": ("任务", "job"),
    "state": ("状态", "state"),
    "progress": ("进度", "progress"),
    "note": ("说明", "note"),
    "profile": ("模板", "profile"),
    "columns": ("各列", "columns"),
    "template_written": ("模板写入 {0}", "the template is in {0}"),
    "out_of_reach": ("{0}：无法读写（{1}）", "{0}: cannot be read or written ({1})"),
    "no_folder": ("没有目录 {0}；请先建立", "{0}: no such folder; make it first"),
    "which_job": ("--result 需要任务号", "--result is for one job; give its number"),
    "grants": ("已兑现", "grants"),
    "in_the_way": ("{0} 已存在，请另取文件名", "{0} is there already; name another file"),
}  # fmt: skip

STEPS: dict[str, tuple[str, str]] = {
    "export": ("导出数据快照", "exporting a snapshot of the records"),
    "facts": ("整理事实", "gathering facts"),
    "draw": ("生成演示数据", "drawing the demonstration province"),
    "determine": ("逐项判定", "determining"),
    "count": ("汇总", "counting"),
    "check_rows": ("逐行核对", "checking rows"),
    "record_rows": ("登记", "recording rows"),
    "return_rows": ("写出退回的行", "writing back bad rows"),
}
"""The steps of long work, by the first word that it tells of them."""


def step_in_words(step: str, language: Language, names: Mapping[str, str]) -> str:
    """A step as people read it: `facts:certificate` is a step and what it is about, which `names` may name."""
    name, _, about = step.partition(":")
    words = STEPS.get(name, (name, name))[0 if language == "zh" else 1]
    between = "：" if language == "zh" else ": "
    return words if not about else f"{words}{between}{names.get(about, about)}"


def say(key: str, language: Language, *values: object) -> str:
    """A phrase of the command line, with its values filled in."""
    chinese, english = _WORDS[key]
    return (chinese if language == "zh" else english).format(*values)
