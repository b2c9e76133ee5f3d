"""The form of a document filled in with what its text says, and with what the pack says of it already."""

from collections.abc import Mapping, Sequence
from datetime import date

from jiyao.engine.packs.gaps import prefectures
from jiyao.engine.packs.loading import Pack
from jiyao.engine.vocabulary import DIVISIONS
from jiyao.policy.intake.describing import described, named_documents
from jiyao.policy.intake.matching import matches

Form = Mapping[str, str | list[str]]


def form_of(lines: Sequence[str], pack: Pack, division: str | None) -> dict[str, str | list[str]]:
    """What a text says of its document, as the form has it.

    division   the prefecture of who loads it; none at the province, where the issuers say whose it is
    """
    found = described(lines)
    whose = division or _issuing_prefecture(found.issuers, pack)
    rests, repeals = named_documents(lines, pack.documents)
    likely = matches(pack, found.title, found.number)
    document = likely[0].id if likely and likely[0].by_number else ""
    form = {
        "document": document,
        "title": found.title,
        "number": found.number,
        "issuers": "、".join(found.issuers),
        "issued_on": _iso(found.issued_on),
        "effective_from": _iso(found.effective_from),
        "effective_to": _iso(found.effective_to),
        "level": "prefecture" if whose else "province",
        "division": whose,
        "implements": [one for one in rests if one != document],
        "repeals-0": repeals[0] if repeals else "",
        "repeals-1": repeals[1] if len(repeals) > 1 else "",
        "repeals-2": repeals[2] if len(repeals) > 2 else "",
        "held": "whole",
        "public": "yes",
    }
    return taken_over(form, pack)


def taken_over(form: Form, pack: Pack) -> dict[str, str | list[str]]:
    """The form with what the pack says already of the chosen document: kind, level, stages, what it carries out."""
    known = pack.documents.get(str(form.get("document")), {})
    more = {name: [*form.get(name, ()), *known.get(name, ())] for name in ("implements", "stages")}
    english = str(form.get("title_en") or (known.get("title") or {}).get("en") or "")
    return {
        **form,
        **{name: str(known[name]) for name in ("kind", "level") if known.get(name)},
        **{name: list(dict.fromkeys(listed)) for name, listed in more.items()},
        "title_en": english,
    }


def _issuing_prefecture(issuers: Sequence[str], pack: Pack) -> str:
    """The prefecture with whose name the first issuer begins; empty where there is none."""
    names = pack.vocabulary.codes[DIVISIONS].codes
    first = issuers[0] if issuers else ""
    return next((code for code in prefectures(pack) if first.startswith(names[code].zh)), "")


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
