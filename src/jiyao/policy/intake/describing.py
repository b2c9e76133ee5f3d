"""What head and tail of a text say of the document: title, number, issuers, days, what it carries out and repeals."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from jiyao.policy.intake.marks import mark_of
from jiyao.policy.intake.numerals import numeral
from jiyao.policy.intake.outline import DATED, SENTENCE

HEAD_LINES = 15
NUMBER = re.compile(
    r"([\u4e00-\u9fff]{2,14})\s*[〔\[［﹝（(]\s*((?:19|20)[0-9]{2})\s*[〕\]］﹞）)]\s*第?\s*([0-9]{1,4})\s*号"
)
_KINDS = "通知|办法|意见|规定|方案|公告|通告|细则|决定|批复|函|条例|措施|规划|计划|标准|目录|指引|规程|制度|准则|政策"
_TITLE_ENDS = re.compile(rf"(?:{_KINDS})[》）)]?(?:[（(].{{1,12}}[）)])?$")
_BODIES = re.compile(r"(?:厅|局|委|委员会|政府|部|办公室|办公厅|中心|院|会|社|处|校|学院|集团|公司)$")
_DAY = r"((?:19|20)[0-9]{2}年[0-9]{1,2}月[0-9]{1,2}日)"
_BEGINS = re.compile(rf"自(?:{_DAY}|[印发发布公布]{{2}}之日)起(?:正式)?(?:施行|执行|实施|生效)")
_ENDS = re.compile(rf"有效期?(?:限)?(?:至|到){_DAY}")
_YEARS = re.compile(r"有效期(?:限)?(?:为)?([0-9]{1,2}|[一二三四五六七八九十]{1,2})年")
_PAPERS = re.compile(r"文件$")
_REPEALED = ("废止", "停止执行", "失效")


@dataclass(frozen=True, slots=True)
class Described:
    """What a text says of itself; empty or None where it does not."""

    title: str = ""
    number: str = ""
    issuers: tuple[str, ...] = ()
    issued_on: date | None = None
    effective_from: date | None = None
    effective_to: date | None = None


def described(lines: Sequence[str]) -> Described:
    """What these lines say of their document."""
    head = list(_head(lines))
    whole = "\n".join(lines)
    issued_on, signed = _signature(lines)
    begins, ends = _days(whole, issued_on)
    title = _title(head)
    issuers = signed or tuple(
        _PAPERS.sub("", line) for line in head if _PAPERS.search(line) and line != title
    )
    number = next((one for line in head for one in numbers_in(line)), "")
    return Described(title, number, issuers or _named_first(title), issued_on, begins, ends)


def numbers_in(text: str) -> Iterator[str]:
    """The numbers of documents that a text names, as they are written: 黑人社规〔2024〕3号."""
    for found in NUMBER.finditer(text):
        yield f"{_stem(found[1])}〔{found[2]}〕{int(found[3])}号"


def _stem(text: str) -> str:
    """The letters of a number without the words before it: 根据黑人社规 is 黑人社规."""
    return re.sub(r"^.*(?:根据|按照|依据|落实|贯彻|关于|执行|以及|同时|和|及|与|原|《|》)(?=.{2,})", "", text)


def day_in(text: str) -> date | None:
    """The first day that is written in a text: 2025年6月3日, 二〇二五年六月三日; None where there is none."""
    found = DATED.search(text)
    if found is None:
        return None
    year, month, on = (numeral(part) for part in found.groups())
    try:
        return date(year or 0, month or 0, on or 0)
    except ValueError:
        return None


def _head(lines: Sequence[str]) -> Iterator[str]:
    """What stands before the first mark, and before who is addressed."""
    for line in lines[:HEAD_LINES]:
        if line.endswith(("：", ":", "。")) or mark_of(line) is not None:
            return
        yield line


def _title(head: Sequence[str]) -> str:
    """The lines that together are the title: up to the first that ends as titles do."""
    taken: list[str] = []
    for line in head:
        if next(numbers_in(line), None) or _PAPERS.search(line) or DATED.fullmatch(line):
            taken = []
            continue
        taken.append(line)
        if _TITLE_ENDS.search(line):
            return "".join(taken)
    return head[0] if head and not next(numbers_in(head[0]), None) else ""


def _named_first(title: str) -> tuple[str, ...]:
    """The issuer with whose name a title begins."""
    named = title.partition("关于")[0].strip()
    return tuple(part for part in re.split(r"[\s、]+", named) if part) if _BODIES.search(named) else ()


def _signature(lines: Sequence[str]) -> tuple[date | None, tuple[str, ...]]:
    """The day on which a text is signed, and by whom: the first line after its head that is only a day."""
    for index, line in enumerate(lines):
        if DATED.fullmatch(line) and (index >= 3 or index == len(lines) - 1):
            names: list[str] = []
            for above in reversed(lines[max(0, index - 4) : index]):
                if not _BODIES.search(above) or above.endswith(SENTENCE) or len(above) > 30:
                    break
                names = [*re.split(r"\s+", above.strip()), *names]
            return day_in(line), tuple(names)
    return None, ()


def _days(text: str, issued_on: date | None) -> tuple[date | None, date | None]:
    begins = _BEGINS.search(text)
    starts = None if begins is None else day_in(begins[1]) if begins[1] else issued_on
    if ends := _ENDS.search(text):
        return starts, day_in(ends[1])
    years = _YEARS.search(text)
    number = None if years is None else numeral(years[1])
    if starts is None or number is None:
        return starts, None
    after = starts.replace(year=starts.year + number) if starts.month != 2 or starts.day != 29 else None
    return starts, after - timedelta(days=1) if after else None


def plain_number(number: str) -> str:
    """A number of a document as it is compared: without blanks, its brackets one way."""
    return re.sub(r"\s", "", number).translate(str.maketrans("[［﹝(（]］﹞)）", "〔〔〔〔〔〕〕〕〕〕"))


def named_documents(
    lines: Sequence[str], documents: Mapping[str, Mapping[str, Any]]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The documents that a text names by number or title: those it rests on, and those it repeals."""
    named = list(_names(documents))
    rests: dict[str, None] = {}
    repeals: dict[str, None] = {}
    for line in lines:
        for sentence in re.split(r"(?<=[。；])", line):
            plain = plain_number(sentence)
            into = repeals if any(word in sentence for word in _REPEALED) else rests
            into.update(dict.fromkeys(id_ for id_, name in named if name in plain))
    return tuple(one for one in rests if one not in repeals), tuple(repeals)


def _names(documents: Mapping[str, Mapping[str, Any]]) -> Iterator[tuple[str, str]]:
    """The documents with what texts call them: by number, or by title in its brackets."""
    for id_, document in documents.items():
        if number := document.get("number"):
            yield id_, plain_number(number)
        if title := document.get("title", {}).get("zh"):
            yield id_, plain_number(f"《{title}》")
