"""Why a cell is refused, in the language of whoever must mend it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jiyao.engine.shapes import Language

_WORDS: dict[str, tuple[str, str]] = {
    "required": ("必填，不能为空", "must not be empty"),
    "long": ("超过 {limit} 个字", "is longer than {limit} characters"),
    "control": ("含有不可见的控制字符，请重新填写", "holds a character that cannot be seen; write it again"),
    "formula": ("公式出错，请填写数值", "the formula has an error; write the value"),
    "merged": ("属于合并单元格，请取消合并，逐行填写", "is part of a merged cell; part it and fill in each row"),
    "date": ("不是日期，请写成 2024-01-31", "is not a day; write it as 2024-01-31"),
    "month": ("不是月份，请写成 2024-01", "is not a month; write it as 2024-01"),
    "integer": ("不是整数", "is not a whole number"),
    "range": ("应在 {low} 至 {high} 之间", "must lie between {low} and {high}"),
    "money": ("不是金额，请以元为单位，最多两位小数", "is not an amount in yuan with two decimals at most"),
    "ratio": ("不是比例，请写成 95% 或 0.95", "is not a ratio; write it as 95% or 0.95"),
    "boolean": ("请填“是”或“否”", "write 是 or 否 (yes or no)"),
    "code": ("不在“{zh}”的范围内", "is not among “{en}”"),
    "code_near": ("不在“{zh}”的范围内，是否为“{near}”？", "is not among “{en}”; did you mean “{near}”?"),
    "ambiguous": ("有多个同名项，请填代码", "names more than one; write its code"),
    "phone": ("不是手机号码，应为 1 开头的 11 位数字", "is not a mobile number: eleven digits that begin with 1"),
    "digits_lost": (
        "被存成了数字，末几位已丢失；请把单元格设为文本，重新填写",
        "was stored as a number and lost its last digits; make the cell a text and write it again",
    ),
    "identity_form": ("公民身份号码应为 17 位数字加 1 位数字或 X", "an identity number is 17 digits and a digit or X"),
    "identity_place": ("号码前两位 {digits} 不是省级代码", "its first two digits {digits} are no province"),
    "identity_day": ("号码第 7 至 14 位 {digits} 不是出生日期", "its digits 7 to 14, {digits}, are no day of birth"),
    "identity_check": ("校验码不符，请核对号码", "its check digit does not fit; compare the number"),
    "identity_invented": ("2399 开头的是演示用的虚构号码，不能登记", "numbers that begin with 2399 are invented ones"),
    "credit_form": ("统一社会信用代码应为 18 位数字或大写字母", "a credit code is 18 digits or capital letters"),
    "credit_check": ("校验码不符，请核对代码", "its check character does not fit; compare the code"),
    "person": ("没有登记此人，请先导入人员", "nobody has this number; import people first"),
    "erased": ("此人的资料已匿名化，不再登记", "who this was is anonymised; nothing more is recorded of them"),
    "organisation": ("没有登记此单位，请先导入单位", "no organisation has this code; import organisations first"),
    "differs": (
        "与“{other}”不一致：由号码得出 {expected}",
        "does not agree with “{other}”, which says {expected}",
    ),
    "differs_here": ("与“{other}”不一致：该栏为 {found}", "does not agree with “{other}”, which is {found}"),
    "period": ("早于“{first}”", "is before “{first}”"),
    "period_here": ("晚于“{last}”", "is after “{last}”"),
    "twice": ("与第 {row} 行是同一条记录", "is the same record as row {row}"),
    "overlaps": ("与第 {row} 行的时间重叠", "overlaps in time with row {row}"),
    "overlaps_kept": ("与已登记的 {first} 至 {last} 重叠", "overlaps with what is recorded from {first} to {last}"),
    "wide": ("本行的格数多于表头", "the row has more cells than there are headings"),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing wrong, with the values that it names."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)

    def said(self, language: Language) -> str:
        """The reason in words."""
        chinese, english = _WORDS[self.key]
        return (chinese if language == "zh" else english).format(**self.values)


class Refused(Exception):
    """A cell that gives no value."""

    def __init__(self, key: str, **values: object) -> None:
        self.reason = Reason(key, {name: str(value) for name, value in values.items()})
        super().__init__(key)
