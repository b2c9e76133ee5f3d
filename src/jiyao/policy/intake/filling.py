"""The form of a document filled in with what its text says, and with what the pack says of it already."""

from collections.abc import Mapping, Sequence
from datetime import date

from jiyao.engine.packs.loading import Pack
from jiyao.policy.intake.describing import described, named_documents
from jiyao.policy.intake.matching import matches

Form = Mapping[str, str | list[str]]


def form_of(lines: Sequence[str], pack: Pack, division: str | None) -> dict[str, str | list[str]]:
    """What a text says of its document, as the form has it."""
    found = described(lines)
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
        "level": "province" if division is None else "prefecture",
        "division": division or "",
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


def _iso(day: date | None) -> str:
    return "" if day is None else day.isoformat()
