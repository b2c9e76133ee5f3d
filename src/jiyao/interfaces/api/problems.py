"""Everything that goes wrong, as `application/problem+json` (RFC 9457), in the language of the request."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from pydantic import Field

from jiyao.base.errors import Invalid
from jiyao.engine.determination.records import Record
from jiyao.interfaces.api.addresses import ROOT
from jiyao.interfaces.ui.context import language_of_page

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of problem. `detail` says what to do where nothing more particular is known; both Chinese first."""

    id: str
    status: int
    title: tuple[str, str]
    detail: tuple[str, str]

    @property
    def address(self) -> str:
        """The problem's type: where the page of the API explains it."""
        return f"{ROOT}#problem-{self.id}"


UNREADABLE = Kind(
    "unreadable",
    400,
    ("读不懂请求", "The request cannot be read"),
    ("请求正文须为 UTF-8 编码的 JSON", "send JSON in UTF-8"),
)
TOKEN = Kind(
    "token",
    401,
    ("令牌无效", "The token does not hold"),
    (
        "请带标头 Authorization: Bearer 和有效的令牌；令牌在“安全”页的“接口令牌”中生成",
        "send the header Authorization: Bearer with a token that holds; make one under API tokens on the page Security",
    ),
)
NOT_ALLOWED = Kind(
    "not-allowed",
    403,
    ("没有权限", "Not allowed"),
    ("这项请求不对您开放", "this is not open to you"),
)
UNKNOWN = Kind(
    "unknown",
    404,
    ("没有这一项", "There is no such thing"),
    ("地址可能写错了；全部地址见接口说明页", "the address may be wrong; the page of the API lists all"),
)
METHOD = Kind(
    "method",
    405,
    ("不支持这种方法", "Method not allowed"),
    ("这个地址支持的方法见 Allow 标头", "the header Allow names the methods of this address"),
)
CONFLICT = Kind(
    "conflict",
    409,
    ("与另一请求冲突", "Another request came first"),
    ("同一请求正在处理，请稍后再试", "the same request is being worked on; repeat it in a moment"),
)
NO_LENGTH = Kind(
    "no-length",
    411,
    ("缺少长度", "The length is missing"),
    ("请在 Content-Length 标头中写明正文的长度", "say in the header Content-Length how long the body is"),
)
TOO_LARGE = Kind(
    "too-large",
    413,
    ("请求过大", "The request is too large"),
    ("请减少内容，分几次请求", "send less, in several requests"),
)
MEDIA = Kind(
    "media-type",
    415,
    ("不支持这种内容类型", "Unsupported media type"),
    ("可用的类型见 Accept-Post 标头", "the header Accept-Post names the types that are taken"),
)
INVALID = Kind(
    "invalid",
    422,
    ("内容有误", "Something in the request is wrong"),
    ("请按 errors 逐项更正", "mend what errors names"),
)
KEY_REUSED = Kind(
    "key-reused",
    422,
    ("幂等键已用于别的请求", "The idempotency key belongs to another request"),
    ("每个不同的请求要用新的 Idempotency-Key", "give each different request an Idempotency-Key of its own"),
)
TOO_MANY = Kind(
    "too-many",
    429,
    ("请求过于频繁", "Too many requests"),
    ("请等 Retry-After 标头所说的秒数", "wait for the seconds that the header Retry-After names"),
)
BROKEN = Kind(
    "broken",
    500,
    ("系统出了问题", "Something went wrong here"),
    ("不是您的请求有误；请稍后再试", "you did nothing wrong; try again later"),
)
KINDS = (
    UNREADABLE,
    TOKEN,
    NOT_ALLOWED,
    UNKNOWN,
    METHOD,
    CONFLICT,
    NO_LENGTH,
    TOO_LARGE,
    MEDIA,
    INVALID,
    KEY_REUSED,
    TOO_MANY,
    BROKEN,
)


class ErrorRecord(Record):
    """One thing wrong in a request: in its body (`pointer`) or in a parameter."""

    detail: str
    pointer: str | None = Field(default=None, examples=["#/person/facts/insured_months"])
    parameter: str | None = None


class ProblemRecord(Record):
    """What went wrong (RFC 9457)."""

    type: str = Field(json_schema_extra={"format": "uri-reference"})
    title: str
    status: int
    detail: str
    errors: list[ErrorRecord] | None = None


class Refused(Invalid):
    """Some parts of a request are wrong; `errors` names each."""

    def __init__(self, errors: Sequence[ErrorRecord]) -> None:
        super().__init__("; ".join(error.detail for error in errors))
        self.errors = errors


def say(pair: tuple[str, str], *values: object, **named: object) -> str:
    """The one of two phrases that the request's language wants, with its values filled in."""
    return pair[language_of_page() == "en"].format(*values, **named)


def problem(
    kind: Kind,
    detail: str = "",
    *,
    errors: Sequence[ErrorRecord] | None = None,
    headers: Mapping[str, str] | None = None,
) -> HttpResponse:
    """The answer that tells a problem. `detail` is what is known of this one."""
    record = ProblemRecord(
        type=kind.address,
        title=say(kind.title),
        status=kind.status,
        detail=detail or say(kind.detail),
        errors=None if errors is None else list(errors),
    )
    content = record.model_dump_json(exclude_none=True)
    return HttpResponse(content, content_type=MEDIA_TYPE, status=kind.status, headers=headers)
