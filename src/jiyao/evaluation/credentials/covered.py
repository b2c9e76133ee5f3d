"""Whether a signature speaks for everything that stands in a document.

JSON-LD drops what it does not know: a word without a meaning, a relative address and all that hangs on it, an empty
list. What is dropped is not signed, yet a person reads it. So nothing may be dropped: it is refused instead.
"""

import re
from typing import Any

from jiyao.evaluation.credentials.answers import malformed, wrong_type
from jiyao.evaluation.credentials.pinned import CREDENTIALS, context
from jiyao.evaluation.credentials.reading import Json

IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`\x00-\x20]+")
NOWHERE = "x-relative://nowhere/"
"""What relative addresses are resolved against: the library would choose a base of its own, and they would pass."""
LANGUAGE = re.compile(r"[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
OF_VALUES = {"@value", "@language"}
OF_NODES = {"@id", "@type", "@list"}
"""What expansion may leave in a document that is wholly signed: no graphs, no reverse, no index, no direction."""


def check_written(document: Json) -> None:
    """Contexts on top and nowhere else, all of them pinned; no word that a processor would pass over.

    raises   NotValid: wrong context or type, or malformed
    """
    _check_contexts(document.get("@context"))
    waiting: list[Any] = [{key: value for key, value in document.items() if key != "@context"}]
    while waiting:
        value = waiting.pop()
        if isinstance(value, dict):
            _check_words(value)
            waiting += value.values()
        elif isinstance(value, list):
            if not value:
                raise malformed("an empty list is not covered by a signature", zh="空列表不在签名范围内")
            waiting += value
        elif value is None:
            raise malformed("null is not covered by a signature", zh="null 不在签名范围内")


def _check_contexts(named: object) -> None:
    if not isinstance(named, list) or not named or named[0] != CREDENTIALS:
        raise wrong_type(f"`@context` must begin with {CREDENTIALS}", zh=f"“@context”应以 {CREDENTIALS} 开头")
    for address in named:
        if not isinstance(address, str):
            raise wrong_type(
                "`@context` holds an object; words may not be given a meaning of their own",
                zh="“@context”含有对象，不接受自行定义的词汇",
            )
        context(address)
    if len(set(named)) != len(named):
        raise wrong_type("`@context` names one context twice", zh="“@context”重复")


def _check_words(node: Json) -> None:
    for word in node:
        if word == "@context":
            raise wrong_type(
                "a context stands inside an object; there words could mean something else",
                zh="对象内部带有“@context”，词义可能被改写",
            )
        if (word.startswith("@") and word not in OF_VALUES) or ":" in word:
            raise wrong_type(
                f"`{word[:80]}` is no word of the pinned contexts", zh=f"“{word[:80]}”不是已知词汇"
            )


def check_expanded(expanded: object) -> None:
    """Every address is whole, every type known, every word one that is signed.

    raises   NotValid: wrong context or type
    """
    waiting = [(expanded, "")]
    while waiting:
        value, under = waiting.pop()
        if isinstance(value, list):
            waiting += [(inner, under) for inner in value]
        elif isinstance(value, dict):
            _check_keywords(value)
            is_json = "@value" in value and value.get("@type") == "@json"
            waiting += [(inner, key) for key, inner in value.items() if not (is_json and key == "@type")]
        elif isinstance(value, str):
            _check_text(value, under)
        elif value is None:
            raise wrong_type(
                f"what stands under `{under}` looks like a word of JSON-LD and is none",
                zh=f"“{under}”的内容形似 JSON-LD 关键词，不在签名范围内",
            )


def _check_keywords(expanded: Json) -> None:
    """Of the words of JSON-LD itself only those that are signed; a type is named once."""
    allowed = OF_VALUES | {"@type"} if "@value" in expanded else OF_NODES
    for key in expanded:
        if key.startswith("@") and key not in allowed:
            raise wrong_type(f"`{key}` is not covered by a signature", zh=f"“{key}”不在签名范围内")
    types = expanded.get("@type")
    if isinstance(types, list) and len(set(map(str, types))) != len(types):
        raise wrong_type("`type` names one type twice", zh="“type”重复")


def _check_text(text: str, under: str) -> None:
    if under in ("@id", "@type") and not _is_whole(text):
        told = text.removeprefix(NOWHERE)[:80]
        raise wrong_type(
            f"`{told}` is no known type and no whole address, so no signature covers it",
            zh=f"“{told}”不是已知类型或完整地址，不在签名范围内",
        )
    if under == "@language" and not LANGUAGE.fullmatch(text):
        raise wrong_type(f"`{text[:80]}` is no language", zh=f"“{text[:80]}”不是语言代码")


def _is_whole(text: str) -> bool:
    return IRI.fullmatch(text) is not None and not text.startswith(NOWHERE.partition("/")[0])


def dropped(word: str | None) -> None:
    """What the processor calls for a word it would leave out."""
    raise wrong_type(
        f"`{(word or '')[:80]}` has no meaning in the pinned contexts, so no signature covers it",
        zh=f"“{(word or '')[:80]}”在已知词汇中没有定义，不在签名范围内",
    )
