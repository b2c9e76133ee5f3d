"""PDF files with a text layer. Pages that are pictures of pages are refused: guessing at them is not reading."""

import re
import zlib
from collections import Counter
from collections.abc import Sequence
from io import BytesIO

from pypdf import PageObject, PdfReader
from pypdf.errors import DeprecationError, PyPdfError

from jiyao.policy.intake.marks import mark_of
from jiyao.policy.intake.reading.lines import Unreadable, cleaned

MOST_PAGES = 400
MOST_NAMED = 20
DAMAGED = (
    *(PyPdfError, DeprecationError, zlib.error, OSError, EOFError, NotImplementedError, RecursionError),
    *(ValueError, KeyError, TypeError, IndexError, AttributeError, AssertionError),
)
"""What reading a damaged file ends in, wherever the damage is."""
_PAGE_NUMBER = re.compile(
    r"[\s—–\-－·]*(?:第\s*)?[0-9０-９]{1,4}(?:\s*页)?(?:\s*[/／共]\s*(?:共\s*)?[0-9]{1,4}\s*页?)?[\s—–\-－·]*"
)
_ENDS = tuple("。；：！？;:")
_GAP = re.compile(
    r"(?<=[\u3000-\u303f\u4e00-\u9fff\uff00-\uffef]) (?=[0-9A-Za-z])|(?<=[0-9A-Za-z]) (?=[\u4e00-\u9fff])"
)
"""Space that was set between characters and figures, and never typed."""
_FULL = 0.88
"""A line that reaches so far to the right goes on in the next one."""


class Scanned(Unreadable):
    """Pages are pictures, with no text in them."""


class Locked(Unreadable):
    """The file opens with a password only."""


def portable_lines(content: bytes) -> tuple[str, ...]:
    """The lines of a PDF file, a paragraph a line; page numbers and running heads are left out.

    raises   Scanned naming the pages, Locked, Unreadable, NoText
    """
    try:
        pages = _pages(content)
        texts = [page.extract_text() for page in pages]
        bare = [
            n
            for n, (page, text) in enumerate(zip(pages, texts, strict=True), 1)
            if not text.strip() and _is_drawn(page)
        ]
    except DAMAGED as error:
        raise Unreadable(
            f"the PDF file is damaged: {error}; save or print it as PDF again",
            zh="PDF 文件已损坏，请重新导出后上传",
        ) from None
    _refuse_bare(bare, len(pages))
    paragraphs = _joined(_without_heads([text.splitlines() for text in texts]))
    return cleaned(_GAP.sub("", paragraph) for paragraph in paragraphs)


def _pages(content: bytes) -> Sequence[PageObject]:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise Locked(
            "the PDF file opens with a password only; save it without one",
            zh="PDF 文件有打开密码，请去掉密码另存后上传",
        )
    if len(reader.pages) > MOST_PAGES:
        raise Unreadable(
            f"the PDF file has {len(reader.pages)} pages, more than {MOST_PAGES}; load one document at a time",
            zh=f"PDF 文件有 {len(reader.pages)} 页，超过 {MOST_PAGES} 页，请一次只上传一份文件",
        )
    return list(reader.pages)


def _is_drawn(page: PageObject) -> bool:
    """Whether there is something on a page: an empty one needs no text."""
    contents = page.get_contents()
    return contents is not None and bool(contents.get_data().strip())


def _refuse_bare(bare: Sequence[int], pages: int) -> None:
    if not bare:
        return
    more = len(bare) > MOST_NAMED
    numbers = [str(number) for number in bare[:MOST_NAMED]]
    which_zh = f"第 {'、'.join(numbers)}{' 等' if more else ''} 页"
    which_en = f"no text on page {', '.join(numbers)}{' and others' if more else ''}"
    if len(bare) == pages:
        which_zh, which_en = "所有页都", "no page has text"
    raise Scanned(
        f"this is a scan: {which_en}; ask the issuer for the text version, or have a text-recognition program "
        "read it, check what it has read, and load the text",
        zh=f"这是扫描件：{which_zh}没有文字层。请向发文机关索取文本版，或先用文字识别软件转成文本、核对后再上传",
    )


def _without_heads(pages: Sequence[Sequence[str]]) -> list[list[str]]:
    """The pages without their numbers, and without a line that most of them begin or end with."""
    kept = [[line for line in page if line.strip()] for page in pages]
    kept = [_without_number(page) for page in kept]
    edges = Counter(line.strip() for page in kept for line in {*page[:1], *page[-1:]})
    running = {line for line, times in edges.items() if times >= 3 and times * 2 > len(kept)}
    return [
        [line for n, line in enumerate(page) if n not in (0, len(page) - 1) or line.strip() not in running]
        for page in kept
    ]


def _without_number(page: list[str]) -> list[str]:
    ends = {0, len(page) - 1}
    return [line for n, line in enumerate(page) if n not in ends or not _PAGE_NUMBER.fullmatch(line)]


def _joined(pages: Sequence[Sequence[str]]) -> list[str]:
    """Paragraphs out of the lines of all pages: a line that is full and ends no sentence goes on in the next."""
    lines = [line.rstrip() for page in pages for line in page]
    full = _FULL * max(sorted(map(_width, lines))[-max(1, len(lines) // 20) :][:1], default=0)
    joined: list[str] = []
    goes_on = False
    for line in lines:
        if goes_on and mark_of(line.strip()) is None:
            joined[-1] += line.strip()
        else:
            joined.append(line)
        goes_on = _width(line) >= full and not line.endswith(_ENDS)
    return joined


def _width(line: str) -> float:
    return sum(0.5 if sign.isascii() else 1 for sign in line)
