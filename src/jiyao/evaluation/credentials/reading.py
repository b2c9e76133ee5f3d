"""Files of JSON read so that they can mean one thing only."""

import json
from collections.abc import Sequence
from typing import Any

from jiyao.evaluation.credentials.answers import malformed

Json = dict[str, Any]

LARGEST_BYTES = 4 * 1024 * 1024
DEEPEST = 40
MOST_VALUES = 20_000
WHITE = "\t\n\r"
"""Control characters that the canonical form writes in one way everywhere; other ones are refused."""


def read_json(content: bytes) -> Json:
    """The object in the file. Refuses what two readers could understand differently.

    raises   NotValid(malformed): too large, not UTF-8, not JSON, a key twice, no object, too deep,
             a number that is no whole number, a character that cannot be written
    """
    if len(content) > LARGEST_BYTES:
        raise malformed(
            f"the file has {len(content):,} bytes; at most {LARGEST_BYTES:,} are read",
            zh=f"文件有 {len(content):,} 字节，超过 {LARGEST_BYTES:,} 字节的上限",
        )
    read = _parsed(_as_text(content))
    if not isinstance(read, dict):
        raise malformed("the file holds no JSON object", zh="文件内容不是 JSON 对象")
    _check(read)
    return read


def _as_text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise malformed(
            f"byte {error.start} is not UTF-8; the file is damaged or in another encoding",
            zh=f"第 {error.start} 字节不是 UTF-8，文件已损坏或编码不对",
        ) from None


def _parsed(text: str) -> object:
    try:
        return json.loads(
            text, object_pairs_hook=_once, parse_float=_no_fraction, parse_constant=_no_fraction
        )
    except RecursionError:
        raise _too_deep() from None
    except ValueError as error:
        raise malformed(f"this is not JSON: {error}", zh=f"文件不是 JSON：{error}") from None


def _once(pairs: Sequence[tuple[str, object]]) -> Json:
    found = dict(pairs)
    if len(found) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise malformed(f"`{twice}` stands twice in one object", zh=f"同一对象里“{twice}”出现两次")
    return found


def _no_fraction(text: str) -> object:
    raise malformed(
        f"the number {text[:40]}: fractions have no single canonical form; write them as text",
        zh=f"数字 {text[:40]}：小数没有唯一的规范写法，请写成文本",
    )


def _too_deep() -> Exception:
    return malformed(f"objects lie more than {DEEPEST} deep", zh=f"对象嵌套超过 {DEEPEST} 层")


def _check(read: Json) -> None:
    """Every value of the object, without recursion: depth, number, characters."""
    waiting: list[tuple[object, int]] = [(read, 1)]
    seen = 0
    while waiting:
        value, depth = waiting.pop()
        seen += 1
        if depth > DEEPEST:
            raise _too_deep()
        if seen > MOST_VALUES:
            raise malformed(f"there are more than {MOST_VALUES:,} values", zh=f"值超过 {MOST_VALUES:,} 个")
        if isinstance(value, dict):
            waiting += [(key, depth) for key in value]
            waiting += [(inner, depth + 1) for inner in value.values()]
        elif isinstance(value, list):
            waiting += [(inner, depth + 1) for inner in value]
        else:
            _check_value(value)


def _check_value(value: object) -> None:
    if isinstance(value, str) and not _is_writable(value):
        raise malformed(
            f"{value[:40]!r} has a character that cannot be signed in one way",
            zh=f"{value[:40]!r} 含有不能唯一签名的字符",
        )
    if isinstance(value, int) and abs(value) > 2**53:
        raise malformed(
            f"{str(value)[:40]} is larger than JSON carries", zh=f"{str(value)[:40]} 超出 JSON 数字范围"
        )


def _is_writable(text: str) -> bool:
    """No half of a pair, and no control character but white space."""
    return not any(
        "\ud800" <= sign <= "\udfff" or sign == "\x7f" or (sign < " " and sign not in WHITE) for sign in text
    )
