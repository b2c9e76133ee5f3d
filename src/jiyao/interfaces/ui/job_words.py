"""What every screen calls the states and steps of long work, in both languages."""

from collections.abc import Mapping

from jiyao.engine.shapes import Language

JOB_STATES: dict[Language, dict[str, str]] = {
    "zh": {
        "waiting": "等待",
        "running": "进行中",
        "done": "完成",
        "refused": "有退回",
        "failed": "失败",
        "stopped": "已撤回",
    },
    "en": {
        "waiting": "waiting",
        "running": "running",
        "done": "done",
        "refused": "rows refused",
        "failed": "failed",
        "stopped": "withdrawn",
    },
}
STEPS: dict[str, tuple[str, str]] = {
    "export": ("导出数据快照", "exporting a snapshot of the records"),
    "flags": ("比对疑点", "looking for flags"),
    "facts": ("整理事实", "gathering facts"),
    "cases": ("逐件办理", "handling the cases"),
    "draw": ("生成演示数据", "drawing the demonstration province"),
    "determine": ("逐项判定", "determining"),
    "count": ("汇总", "counting"),
    "check_rows": ("逐行核对", "checking rows"),
    "record_rows": ("登记", "recording rows"),
    "fund_lines": ("拨付演示资金", "paying from invented lines"),
    "write_file": ("写出文件", "writing the file"),
    "bundle": ("制作审计包", "making the bundle"),
    "load_results": ("载入结果", "loading results"),
    "return_rows": ("写出退回的行", "writing back bad rows"),
}
"""The steps of long work, by the first word that it tells of them."""


def step_in_words(step: str, language: Language, names: Mapping[str, str]) -> str:
    """A step as people read it: `facts:certificate` is a step and what it is about, which `names` may name."""
    name, _, about = step.partition(":")
    words = STEPS.get(name, (name, name))[0 if language == "zh" else 1]
    between = "：" if language == "zh" else ": "
    return words if not about else f"{words}{between}{names.get(about, about)}"
