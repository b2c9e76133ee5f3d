"""Web pages: the body of the notice, without what stands around it."""

import re
from collections.abc import Iterator

from lxml import etree, html

from jiyao.policy.intake.outline import CELLS
from jiyao.policy.intake.reading.lines import CONTROLS, Unreadable, cleaned
from jiyao.policy.intake.reading.text import decoded

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([A-Za-z0-9_-]+)", re.IGNORECASE)
_DECLARED = re.compile(r"^\s*<\?xml[^>]*\?>")
_DROPPED = frozenset(
    [
        *(
            "script",
            "style",
            "noscript",
            "nav",
            "header",
            "footer",
            "aside",
            "form",
            "iframe",
            "select",
            "button",
        ),
        *("svg", "template", "head", "object"),
    ]
)
_AROUND = re.compile(
    r"(?:^|[-_ ])(?:nav|navbar|menu|footer|header|breadcrumbs?|crumb|share|sidebar|toolbar|copyright|pagination"
    r"|friend-?link)(?:$|[-_ ])",
    re.IGNORECASE,
)
_BLOCKS = frozenset(
    [
        *(
            "address",
            "article",
            "blockquote",
            "body",
            "caption",
            "center",
            "dd",
            "div",
            "dl",
            "dt",
            "figure",
            "hr",
        ),
        *(
            "h1",
            "h2",
            "h3",
            "h4",
            "h5",
            "h6",
            "li",
            "main",
            "ol",
            "p",
            "pre",
            "section",
            "table",
            "tbody",
            "td",
        ),
        *("th", "tr", "ul"),
    ]
)
_SHARE = 0.8
"""The body is the smallest part of a page that holds so much of what is no link."""


def page_lines(content: bytes) -> tuple[str, ...]:
    """The lines of a page's body; of a list its numbers too, of a table a row a line. raises Unreadable, NoText"""
    said = _CHARSET.search(content[:4096])
    text = _DECLARED.sub("", CONTROLS.sub("", decoded(content, said[1].decode("ascii") if said else "")))
    try:
        page = html.document_fromstring(text)
    except (etree.ParserError, etree.XMLSyntaxError) as error:
        raise Unreadable(
            f"the page is damaged: {error}; save it again", zh="网页文件已损坏，请重新保存后上传"
        ) from None
    heading = next((" ".join(one.itertext()).strip() for one in page.iter("h1")), "")
    _drop(page)
    found = list(_lines(_body(page)))
    named = [heading] if heading and heading not in "".join(found) else []
    return cleaned([*named, *found])


def _drop(page: html.HtmlElement) -> None:
    """Takes out what is not read: scripts, navigation, what is hidden."""
    for one in list(page.iter()):
        is_dropped = not isinstance(one.tag, str) or one.tag in _DROPPED or _stands_around(one)
        if is_dropped and one.getparent() is not None and one.tag != "body":
            one.drop_tree()


def _stands_around(one: html.HtmlElement) -> bool:
    hidden = one.get("hidden") is not None or "display:none" in (one.get("style") or "").replace(" ", "")
    return hidden or bool(_AROUND.search(f"{one.get('class') or ''} {one.get('id') or ''}".strip()))


def _body(page: html.HtmlElement) -> html.HtmlElement:
    found = page.find("body") if page.find("body") is not None else page
    whole = _weight(found)
    while whole:
        heavy = next((child for child in found if _weight(child) >= _SHARE * whole), None)
        if heavy is None or heavy.tag in ("p", "table", "tbody", "tr"):
            return found
        found = heavy
    return found


def _weight(part: html.HtmlElement) -> int:
    """How much of it is text that leads nowhere."""
    linked = sum(len("".join(link.itertext()).strip()) for link in part.iter("a"))
    return max(0, len("".join("".join(part.itertext()).split())) - 2 * linked)


def _lines(part: html.HtmlElement, number: str = "") -> Iterator[str]:
    """The lines of a part, a block a line."""
    line = number + (part.text or "")
    for child in part:
        if child.tag == "br":
            yield line
            line = child.tail or ""
        elif child.tag == "tr":
            yield line
            yield CELLS.join(
                " ".join(" ".join(_lines(cell)).split()) for cell in child if cell.tag in ("td", "th")
            )
            line = child.tail or ""
        elif child.tag in _BLOCKS:
            yield line
            yield from _lines(child, _numbered(child))
            line = child.tail or ""
        else:
            first, *others = list(_lines(child))
            line += first
            for other in others:
                yield line
                line = other
            line += child.tail or ""
    yield line


def _numbered(one: html.HtmlElement) -> str:
    """The number of a point of a numbered list."""
    above = one.getparent()
    if one.tag != "li" or above is None or above.tag != "ol":
        return ""
    points = [child for child in above if child.tag == "li"]
    return f"{int(above.get('start') or 1) + points.index(one)}. "
