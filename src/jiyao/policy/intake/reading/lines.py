"""Lines as the reading gives them: one paragraph or one row of a table each, without layout."""

import re
import unicodedata
from collections.abc import Iterable

from jiyao.base.errors import Invalid

MOST_LINES = 5_000
MOST_SIGNS = 500_000
_BLANKS = re.compile(r"[ \t\u00a0\u200b\ufeff]+")
_RADICALS = re.compile(r"[\u2e80-\u2fd5]")
CONTROLS = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ue000-\uf8ff]")


class Unreadable(Invalid):
    """The text of the file cannot be taken over: why, and what to do."""


class NoText(Unreadable):
    """There is no text in the file."""


def cleaned(lines: Iterable[str]) -> tuple[str, ...]:
    """The lines without blanks around them, without empty ones, radicals as the characters that they stand for.

    raises   NoText; Unreadable where it is more than a document has
    """
    kept = tuple(line for line in map(_clean, lines) if line)
    if not kept:
        raise NoText(
            "there is no text in this file; load the one in which the document stands",
            zh="文件里没有文字，请上传载有正文的文件",
        )
    if len(kept) > MOST_LINES or sum(map(len, kept)) > MOST_SIGNS:
        raise Unreadable(
            f"the text has more than {MOST_LINES} paragraphs or {MOST_SIGNS} characters; load one document at a time",
            zh=f"正文超过 {MOST_LINES} 段或 {MOST_SIGNS} 字，请一次只上传一份文件",
        )
    return kept


def _clean(line: str) -> str:
    """Files printed by browsers write ⼀ where 一 is meant; both look the same, and only one is a numeral."""
    plain = _RADICALS.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line)
    return _BLANKS.sub(" ", CONTROLS.sub("", plain)).strip(" \u3000\r\n")
