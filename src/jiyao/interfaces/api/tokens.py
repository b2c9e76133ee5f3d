"""Who asks by a token, and whether what is asked is permitted: the permission table decides, as it does for pages."""

from dataclasses import dataclass
from math import ceil

from django.http import HttpRequest
from ninja.errors import Throttled
from ninja.security import HttpBearer

from jiyao.base.errors import NotAllowed
from jiyao.interfaces.api.handlers import BadToken, NoToken, Unknown
from jiyao.interfaces.api.routes.speaking import none_such
from jiyao.interfaces.api.throttling import FAILED_TOKENS, TOKEN_REQUESTS, Counted
from jiyao.interfaces.ui.context import today
from jiyao.interfaces.ui.permitting import OF_TABLE, acts_as
from jiyao.registry.actions.tokens import note_use
from jiyao.registry.models import ApiToken
from jiyao.registry.permitting import Holder, holder_of
from jiyao.registry.queries.factors import has_second_factor
from jiyao.registry.queries.tokens import account_of_token
from jiyao.registry.tabling import TABLES

SCHEME = "Bearer"
READING = frozenset({"see", "find", "export"})
"""The verbs that a token may stand for that is made for reading only."""


class NotPermitted(NotAllowed):
    """The account may not do this."""


class ReadingOnly(NotAllowed):
    """The token was made for reading only."""


class SecondFactorMissing(NotAllowed):
    """Roles of the account are not used without a second factor."""


@dataclass(frozen=True, slots=True)
class Caller:
    """A program: the token that it brought, and what its account holds today."""

    token: ApiToken
    holder: Holder

    def __str__(self) -> str:
        return str(self.token.pk)


class BearerToken(HttpBearer):
    """What a route demands of a token: that it holds, and that its account may do what a row of the table says.

    thing   with OF_TABLE it is the table that the address names; without a thing any account will do
    """

    def __init__(self, thing: str = "", verb: str = "see") -> None:
        super().__init__()
        self.thing, self.verb = thing, verb

    def __call__(self, request: HttpRequest) -> Caller:
        """Who asks. raises NoToken, BadToken, Throttled, Unknown, NotPermitted, ReadingOnly, SecondFactorMissing"""
        return self.authenticate(request, _token_in(request))

    def authenticate(self, request: HttpRequest, token: str) -> Caller:
        """As the call, for the token that was found in the request."""
        found = account_of_token(token, today())
        if found is None:
            raise _counted_failure(
                request,
                BadToken(
                    "the token is wrong, or it expired, or it was ended; make another",
                    zh="令牌有误、已过期或已停用，请重新生成",
                ),
            )
        caller = Caller(found, holder_of(found.account, today()))
        request.auth = caller  # type: ignore[attr-defined]
        count(request, TOKEN_REQUESTS)
        note_use(found, today())
        _check_factor(caller)
        self._check(request, caller)
        acts_as(request, caller.holder)
        return caller

    def _check(self, request: HttpRequest, caller: Caller) -> None:
        thing = _table_in(request) if self.thing == OF_TABLE else self.thing
        if thing and not caller.holder.may(thing, self.verb):
            raise NotPermitted(
                f"the account of this token may not do this: {thing}.{self.verb}",
                zh=f"该令牌的账号没有这项权限：{thing}.{self.verb}",
            )
        if self.verb not in READING and caller.token.is_read_only:
            raise ReadingOnly(
                "this token was made for reading only; make one that may write",
                zh="该令牌只能读取，请另生成可写的令牌",
            )


def count(request: HttpRequest, throttle: Counted) -> None:
    """Counts the request. raises Throttled where it is one too many"""
    if not throttle.allow_request(request):
        raise Throttled(wait=ceil(throttle.wait() or 1))


def _token_in(request: HttpRequest) -> str:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    if scheme.lower() != SCHEME.lower() or not token:
        raise _counted_failure(
            request, NoToken(f"send Authorization: {SCHEME} …", zh=f"请带标头 Authorization: {SCHEME} …")
        )
    return token.strip()


def _counted_failure(request: HttpRequest, error: NotAllowed) -> NotAllowed:
    """The error, counted by address. raises Throttled where there were too many"""
    count(request, FAILED_TOKENS)
    return error


def _check_factor(caller: Caller) -> None:
    if not caller.holder.needs_second_factor:
        return
    if not (caller.token.by_two_factors and has_second_factor(caller.token.account)):
        raise SecondFactorMissing(
            "a role of the account needs a second factor; sign in with one and make another token",
            zh="该账号的角色要求第二验证因素，请用第二因素登录后重新生成令牌",
        )


def _table_in(request: HttpRequest) -> str:
    """The table that the address names. raises Unknown with the nearest"""
    match = request.resolver_match
    table = str(match.kwargs["table"]) if match else ""
    if table not in TABLES:
        raise Unknown(none_such(table, TABLES))
    return table
