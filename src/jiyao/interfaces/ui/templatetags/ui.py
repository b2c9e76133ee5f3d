"""The parts of a page. Each is a function: an attribute it does not name is an error.

Words stand in pairs, Chinese and English: `{% say "打印" "Print" %}`.
"""

from collections.abc import Iterable
from datetime import date
from urllib.parse import urlencode

from django import template
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from jiyao.base.money import yuan as yuan_text
from jiyao.engine.shapes import Words
from jiyao.foundation.kinds import KINDS
from jiyao.foundation.models import Act
from jiyao.interfaces.ui import clocks
from jiyao.interfaces.ui.context import Permits, language_of_page
from jiyao.interfaces.ui.forms import Field
from jiyao.registry.queries.labels import account_names

register = template.Library()

MARKS = {
    "yes": ("符合", "met"),
    "no": ("不符合", "not met"),
    "ask": ("待补充", "not known"),
    "confirm": ("待确认", "to confirm"),
    "later": ("未到期", "not yet"),
    "none": ("不适用", "not in force"),
    "pays": ("可兑现", "payable"),
    "holds": ("可办理", "open"),
    "value_not_confirmed": ("未确认", "not confirmed"),
    "not_in_force": ("无规定值", "no value"),
    "waiting": ("等待", "waiting"),
    "running": ("进行中", "running"),
    "done": ("完成", "done"),
    "refused": ("有退回", "rows refused"),
    "stopped": ("已撤回", "withdrawn"),
    "failed": ("失败", "failed"),
}
MINUTE, HOUR = 60, 3600
TOP = 2
"""How many slashes the address of an interface's first page has, below which all its others lie."""


@register.simple_tag
def there(name: str, *args: object, **asked: object) -> str:
    """The address of a page, as known on the past day of this one; `asked` is what else its query says."""
    address = reverse(name, args=args)
    return clocks.as_known(f"{address}?{urlencode(asked)}" if asked else address)


@register.filter
def as_known(address: str) -> str:
    """An address, as known on the past day of this page."""
    return clocks.as_known(address)


@register.filter
def same_day(address: str) -> str:
    """An address, as known on the past day of this page, and for the day for which it is asked."""
    return clocks.same_day(address)


@register.simple_tag
def say(zh: str, en: str) -> str:
    """The one of two phrases that the page's language wants."""
    return en if language_of_page() == "en" else zh


@register.filter
def words(pair: Words) -> str:
    """Words of the pack in the page's language."""
    return pair.en if language_of_page() == "en" else pair.zh


@register.filter
def day(value: date) -> str:
    """A day as people write it."""
    if language_of_page() == "en":
        return f"{value.day} {value:%B %Y}"
    return f"{value.year}年{value.month}月{value.day}日"


@register.filter
def yuan(fen: int) -> str:
    """A sum of fen in yuan, without its unit."""
    return yuan_text(fen)


@register.filter
def number(value: int) -> str:
    """A whole number with its thousands apart."""
    return f"{value:,}"


@register.filter
def change(value: int) -> str:
    """By how much something is more or less; nothing where it is the same."""
    return f"{value:+,}".replace("-", "−") if value else ""


@register.filter
def change_in_yuan(fen: int) -> str:
    """By how much a sum of fen is more or less, in yuan; nothing where it is the same."""
    return ("+" if fen > 0 else "−") + yuan_text(abs(fen)) if fen else ""


@register.simple_tag
def count(value: int, zh: str, one: str, many: str) -> str:
    """A number with what it counts: 1 人, 1 person, 2 people."""
    return f"{value:,} {zh if language_of_page() == 'zh' else one if value == 1 else many}"


@register.simple_tag
def mark(kind: str) -> SafeString:
    """A word in a frame: how a condition stands. Never colour alone."""
    zh, en = MARKS[kind]
    return format_html('<span class="mark mark-{}">{}</span>', kind, say(zh, en))


@register.inclusion_tag("ui/_sum.html")
def money(*, fen: int) -> dict[str, object]:
    """A large sum with its unit small beside it."""
    return {"fen": fen}


@register.inclusion_tag("ui/_empty.html")
def empty(*, title: str, hint: str) -> dict[str, object]:
    """What stands where there is nothing, and what to do about it."""
    return {"title": title, "hint": hint}


@register.inclusion_tag("ui/_progress.html")
def progress_bar(
    *, title: str, done: int, total: int, state: str = "running", seconds_left: int | None = None
) -> dict[str, object]:
    """How far long work is, and how long it will still take where that can be told.

    state   waiting, running, done, refused, failed or stopped
    """
    return {"title": title, "done": done, "total": total, "state": state, "seconds_left": seconds_left}


@register.inclusion_tag("ui/_pager.html")
def pager(*, page: int, pages: int, address: str = "", part: str = "") -> dict[str, object]:
    """The way to the page before and after. `address`: what else is asked for; `part`: of the page, from its #."""
    return {"page": page, "pages": pages, "address": address, "part": part}


@register.inclusion_tag("ui/_field.html")
def field(one: Field) -> dict[str, object]:
    """A field of a form with its label, hint and complaint."""
    return {"field": one}


@register.inclusion_tag("ui/_nav_link.html", takes_context=True)
def nav_link(context: dict[str, str], name: str, key: str, title: str, *others: str) -> dict[str, object]:
    """A link of the navigation with its key; it says whether the page is below it, or below one of the others."""
    is_here = any(_is_below(reverse(one), context["here"]) for one in (name, *others))
    return {"address": reverse(name), "key": key, "title": title, "is_here": is_here}


@register.inclusion_tag("ui/_way_link.html", takes_context=True)
def way_link(context: dict[str, str], name: str, title: str) -> dict[str, object]:
    """A link among the pages of one matter; it says whether the page is below it."""
    address = reverse(name)
    return {"address": address, "title": title, "is_here": _is_below(address, context["here"])}


def _is_below(address: str, here: str) -> bool:
    path = here.partition("?")[0]
    return path == address or (address.count("/") > TOP and path.startswith(address))


@register.filter
def span(seconds: int) -> str:
    """A stretch of time, as exactly as one waits for it."""
    if seconds < MINUTE:
        return say(f"{seconds} 秒", f"{seconds} s")
    if seconds < HOUR:
        minutes = round(seconds / MINUTE)
        return say(f"{minutes} 分钟", f"{minutes} min")
    hours = round(seconds / HOUR, 1)
    return say(f"{hours:g} 小时", f"{hours:g} h")


@register.filter
def act_words(kind: str) -> str:
    """What a kind of act is called."""
    return KINDS[kind].words.said(language_of_page()) if kind in KINDS else kind


@register.filter
def may_see(permits: Permits, thing: str) -> bool:
    """Whether who asks may see a thing whose name a template cannot write with a dot."""
    return permits[thing]["see"]


@register.filter
def may_make(permits: Permits, thing: str) -> bool:
    """Whether who asks may make one of them."""
    return permits[thing]["make"]


@register.inclusion_tag("ui/_acts.html")
def acts_done(acts: Iterable[Act]) -> dict[str, object]:
    """What was done, in order, with who did it as colleagues call them."""
    listed = list(acts)
    names = account_names({act.actor for act in listed})
    return {"done": [(act, names.get(act.actor, act.actor)) for act in listed]}
