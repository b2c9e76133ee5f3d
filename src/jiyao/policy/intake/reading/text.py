"""Plain text in the encodings in which offices save it."""

import codecs
import re

from jiyao.policy.intake.reading.lines import Unreadable, cleaned

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_HAN = re.compile(r"[\u3400-\u9fff\U00020000-\U0003ffff]")
_COMMON_SHARE = 0.7
"""Of Chinese text at least so much is of the 3,755 common characters; of text read in a wrong encoding far less."""


class WrongEncoding(Unreadable):
    """The bytes are no text in an encoding that is read."""


def text_lines(content: bytes) -> tuple[str, ...]:
    """The lines of a plain text. raises WrongEncoding, NoText"""
    return cleaned(decoded(content).splitlines())


def decoded(content: bytes, said: str = "") -> str:
    """The text: UTF-8, UTF-16 with its mark, GB18030 with all that it contains. `said`: the encoding that a page names.

    raises   WrongEncoding
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _decoded(content, encoding) or _refuse()
    for encoding in dict.fromkeys(("utf-8", *([_known(said)] if _known(said) else []), "gb18030")):
        found = _decoded(content, encoding)
        if found is not None and (encoding != "gb18030" or _is_chinese(found)):
            return found
    return _refuse()


def _known(said: str) -> str:
    """The encoding under its name; whatever calls itself GB2312 or GBK is read as what contains them."""
    try:
        name = codecs.lookup(said).name if said else ""
    except LookupError:
        return ""
    return "gb18030" if name in ("gb2312", "gbk", "hz") else name


def _decoded(content: bytes, encoding: str) -> str | None:
    try:
        return content.decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return None


def _is_chinese(text: str) -> bool:
    """Whether what was read is text that somebody wrote, not bytes of another encoding."""
    signs = _HAN.findall(text)
    common = sum(_is_common(sign) for sign in signs)
    return bool(signs) and common >= _COMMON_SHARE * len(signs)


def _is_common(sign: str) -> bool:
    try:
        first = sign.encode("gb2312")[0]
    except UnicodeEncodeError:
        return False
    return 0xB0 <= first <= 0xD7


def _refuse() -> str:
    raise WrongEncoding(
        "the text is in no encoding that is read (UTF-8, UTF-16, GB18030); save it as UTF-8 and load it again",
        zh="文本编码无法识别（可读 UTF-8、UTF-16、GB18030），请另存为 UTF-8 后重新上传",
    )
