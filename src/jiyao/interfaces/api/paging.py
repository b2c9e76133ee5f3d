"""Long lists, a page at a time, each with the address of the next."""

from collections.abc import Callable, Sequence
from typing import Any, Generic, TypeVar

from django.http import HttpRequest, HttpResponse

from jiyao.engine.determination.records import Record
from jiyao.interfaces.api.reading import Asked, whole_number

USUAL_SIZE, LARGEST_SIZE = 50, 500
LAST_PAGE = 1_000_000

T = TypeVar("T")
R = TypeVar("R", bound=Record)


class Paged(Asked):
    """Which page of a list, and how long pages are."""

    page: whole_number(1, LAST_PAGE) = 1  # type: ignore[valid-type]
    size: whole_number(1, LARGEST_SIZE) = USUAL_SIZE  # type: ignore[valid-type]


class Page(Record, Generic[R]):
    """One page of a list. `total` counts the whole list; `next` is the address of the next page, if there is one."""

    @classmethod
    def model_parametrized_name(cls, params: tuple[Any, ...]) -> str:
        """What the OpenAPI document calls the page of a kind of record."""
        return f"{params[0].__name__}{cls.__name__}"

    items: list[R]
    total: int
    next: str | None


def page_of(
    request: HttpRequest, response: HttpResponse, asked: Paged, listed: Sequence[T], record: Callable[[T], R]
) -> Page[R]:
    """The page asked for. The next one's address stands in it and in the header Link."""
    first = (asked.page - 1) * asked.size
    items = [record(one) for one in listed[first : first + asked.size]]
    following = page_address(request, asked.page + 1) if first + asked.size < len(listed) else None
    return Page[R](items=items, total=len(listed), next=linked(response, following))


def linked(response: HttpResponse, following: str | None) -> str | None:
    """The address of the next page, which then stands in the header Link too."""
    if following is not None:
        response.headers["Link"] = f'<{following}>; rel="next"'
    return following


def page_address(request: HttpRequest, page: int) -> str:
    """The address of that page of what was asked."""
    query = request.GET.copy()
    query["page"] = str(page)
    return f"{request.path}?{query.urlencode()}"
