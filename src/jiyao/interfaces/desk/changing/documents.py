"""The document on which something that is entered rests: one that the pack has, or a new one."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from difflib import get_close_matches
from typing import Any

from jiyao.base.errors import Invalid
from jiyao.base.periods import read_day
from jiyao.engine.packs.loading import Pack
from jiyao.engine.packs.writing import as_yaml
from jiyao.engine.shapes import Source, Words
from jiyao.interfaces.ui.forms import Choice, Field
from jiyao.interfaces.ui.sentences import Teller

NEW = "new"
NUMBER_HINT = Words(zh="如：黑人社发〔2026〕3号", en="As it stands on the document")

MOST_NEAR = 4
"""How many clauses are named to who has named one that is not there."""


class Incomplete(Invalid):
    """Something in a form is missing or wrong. `field`: which."""

    def __init__(self, field: str, en: str, zh: str) -> None:
        super().__init__(en, zh=zh)
        self.field = field


@dataclass(frozen=True, slots=True)
class Basis:
    """The source, and the document's file where it is a new one."""

    source: Source
    lay: Mapping[str, str]


def document_fields(teller: Teller, chosen: str = "") -> list[Field]:
    """The fields of the document and the article."""
    titles = sorted((teller.document_title(id_), id_) for id_ in teller.pack.documents)
    numbers = {id_: one.get("number") for id_, one in teller.pack.documents.items()}
    known = [Choice(value=id_, words=_same(f"{title} {numbers[id_] or ''}".strip())) for title, id_ in titles]
    first = Choice(value=NEW, words=Words(zh="新文件（另行填写）", en="A new document (describe it)"))
    return [
        Field(
            name="document",
            label=Words(zh="依据文件", en="Document"),
            kind="choice",
            value=chosen or NEW,
            choices=(first, *known),
        ),
        Field(
            name="article",
            label=Words(zh="条款", en="Article"),
            hint=Words(zh="如：第四条", en="As it stands in the document"),
        ),
    ]


def new_document_fields() -> list[Field]:
    """The fields of a document that the pack does not have."""
    return [
        Field(name="new_number", label=Words(zh="文号", en="Number"), hint=NUMBER_HINT),
        Field(name="new_title", label=Words(zh="文件名称", en="Title")),
        Field(name="new_title_en", label=Words(zh="英文名称（可不填）", en="Title in English (may be left out)")),
        Field(name="new_issuer", label=Words(zh="发文机关", en="Issuer")),
        Field(name="new_issued_on", label=Words(zh="发文日期", en="Issued on"), kind="day"),
    ]  # fmt: skip


def _same(text: str) -> Words:
    return Words(zh=text, en=text)


def basis_from(given: Mapping[str, str], pack: Pack, division: str | None, stage: str) -> Basis:
    """What was given as document and article. raises Incomplete"""
    chosen, article = given.get("document", ""), given.get("article", "").strip() or None
    if chosen != NEW:
        if chosen not in pack.documents:
            raise Incomplete(
                "document", "choose the document in which it is written", "请选择写有该规定的文件"
            )
        refuse_no_clause(pack, chosen, article)
        return Basis(Source(document=chosen, article=article), {})
    document = _new_document(given, pack, division, stage)
    lay = {f"documents/{document['id']}.yaml": as_yaml(document)}
    return Basis(Source(document=document["id"], article=article), lay)


def refuse_no_clause(pack: Pack, document: str, article: str | None) -> None:
    """Nothing where the document has that article, or nobody holds its whole text. raises Incomplete"""
    paths = [clause.path for clause in pack.clauses.get(document, ())]
    if not article or article in paths or pack.documents[document].get("text_held") != "whole":
        return
    title = pack.documents[document]["title"]
    likest = get_close_matches(article, paths, n=MOST_NEAR, cutoff=0)
    near = [path for path in paths if path in likest]
    raise Incomplete(
        "article",
        f"{title['en']} is held whole and has no {article}; name a clause of it, such as {', '.join(near)}",
        f"《{title['zh']}》已有全文，其中没有“{article}”；请写明其中一条，如{'、'.join(near)}",
    )


def _new_document(given: Mapping[str, str], pack: Pack, division: str | None, stage: str) -> dict[str, Any]:
    number, title, issuer = (given.get(f"new_{name}", "").strip() for name in ("number", "title", "issuer"))
    for name, text in (("new_title", title), ("new_issuer", issuer)):
        if not text:
            raise Incomplete(
                name,
                "say of a new document its title, issuer and day",
                "新文件须写明名称、发文机关和发文日期",
            )
    _refuse_known(number, title, pack)
    issued_on = day_from(given, "new_issued_on")
    if issued_on is None:
        raise Incomplete("new_issued_on", "say when it was issued", "请填写发文日期")
    return {
        "id": document_id(number, issued_on, division or pack.region, pack),
        "title": {"zh": title, "en": given.get("new_title_en", "").strip() or title},
        "number": number or None,
        "kind": "policy",
        "level": "province" if division is None else "prefecture",
        "issuers": [issuer],
        "issued_on": issued_on,
        "effective_from": None,
        "effective_to": None,
        "stages": [stage],
        "implements": [],
        "extends": [],
        "text_held": "none",
        "claimed_in_feature": False,
        "targets": [],
        "facts": [],
        "open": [],
        "sources": [],
        "confidence": "verified",
    }


def _refuse_known(number: str, title: str, pack: Pack) -> None:
    """Raises Incomplete where the pack has the document already"""
    for id_, one in pack.documents.items():
        if (number and one.get("number") == number) or one.get("title", {}).get("zh") == title:
            raise Incomplete(
                "document",
                f'the pack has this document already, as "{id_}"; choose it in the list',
                f"规则库中已有此文件（{id_}），请在列表中选择",
            )


def document_id(number: str, issued_on: date, division: str, pack: Pack) -> str:
    """An id out of place, year and number of the document; of its day where it has no number."""
    digits = re.findall(r"[0-9]+", number)
    stem = "-".join([division.lower(), *(digits or [issued_on.isoformat()])])
    taken = (f"{stem}-{n}" for n in range(2, len(pack.documents) + 3))
    return stem if stem not in pack.documents else next(id_ for id_ in taken if id_ not in pack.documents)


def day_from(given: Mapping[str, str], name: str) -> date | None:
    """A day of a form; None where it is left out. raises Incomplete"""
    text = given.get(name, "").strip()
    if not text:
        return None
    try:
        return read_day(text)
    except ValueError:
        raise Incomplete(
            name, f"{text} is no day; write 2026-01-31", f"“{text}”不是日期，请写成 2026-01-31"
        ) from None
