"""What a prefecture gives in the form of its local guide, as the YAML of an edition and as a proposal."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from jiyao.engine.measures import Measure
from jiyao.engine.packs.entering import lay_guide
from jiyao.engine.packs.guide_files import EditionFile
from jiyao.engine.packs.guides import steps_of
from jiyao.engine.shapes import Words
from jiyao.interfaces.desk.changing import words as w
from jiyao.interfaces.desk.changing.documents import Incomplete, day_from
from jiyao.interfaces.desk.changing.guide_fields import forms_of, offices_of
from jiyao.interfaces.desk.changing.proposing import Form
from jiyao.interfaces.ui.policy.telling import place_name
from jiyao.policy.actions.changing import Proposal
from jiyao.policy.models import ChangeKind

NUMBER = re.compile(r"[0-9]{1,3}")
TELEPHONE = re.compile(r"[0-9][0-9 \-]{2,18}[0-9]")
WEB = re.compile(r"https?://[^\s/]+\S*")
STEP = re.compile(r"(?P<words>.*?\S)(?:\s+(?P<days>[0-9]{1,3}))?")
Given = Mapping[str, str]


def publish(
    form: Form, measure: Measure, division: str, standing: EditionFile | None, files: Mapping[int, str]
) -> Proposal:
    """The proposal of a prefecture's guide. raises Incomplete

    standing   what it has published, whose uploaded forms stay where no other file is given
    files      by number of the form, the hash of the file that was uploaded for it
    """
    edition = _edition(form, measure, standing, files)
    basis = form.basis(measure, division)
    edition["source"] = basis.source.model_dump(exclude_none=True)
    said = [
        t.say(w.PUBLISHES, place_name(t, division), t.words(measure.title), edition["promised_days"])
        for t in form.tellers()
    ]
    lay = {**lay_guide(form.folder, division, measure.id, edition), **basis.lay}
    return Proposal(ChangeKind.GUIDE, Words(zh=said[0], en=said[1]), lay, division)


def _edition(
    form: Form, measure: Measure, standing: EditionFile | None, files: Mapping[int, str]
) -> dict[str, Any]:
    given = form.given
    starts, ends = _day(given, "from"), day_from(given, "to")
    if ends is not None and ends < starts:
        raise Incomplete("to", f"ends on {ends}, before it starts", f"截止日 {ends} 早于起始日 {starts}")
    has_procedure = bool(steps_of(form.pack.procedures, measure))
    note = given.get("note", "").strip()
    parts: dict[str, Any] = {
        "from": starts,
        "to": ends,
        "offices": list(_offices(given, offices_of(standing))),
        "ways": _ways(given),
        "promised_days": _number(given, "promised_days"),
        "step_days": _step_days(form, measure) if has_procedure else {},
        "steps": [] if has_procedure else _steps(given),
        "forms": list(_forms(given, standing, files)),
        "notes": [{"zh": note, "en": note}] if note else [],
        "published_on": _day(given, "published_on"),
    }
    return {key: part for key, part in parts.items() if part not in (None, [], {})}


def _day(given: Given, name: str) -> Any:
    found = day_from(given, name)
    if found is None:
        raise Incomplete(name, "give the day", "请填写日期")
    return found


def _number(given: Given, name: str) -> int:
    text = given.get(name, "").strip()
    if not NUMBER.fullmatch(text) or not int(text):
        raise Incomplete(name, f"“{text}” is no number of working days", f"“{text}”不是工作日数")
    return int(text)


def _words(given: Given, name: str) -> dict[str, str]:
    """What was given in Chinese, and in English or else the same."""
    zh = given.get(name, "").strip()
    if not zh:
        raise Incomplete(name, "fill this in", "请填写这一项")
    return {"zh": zh, "en": given.get(f"{name}.en", "").strip() or zh}


def _offices(given: Given, room: int) -> Iterator[dict[str, Any]]:
    """The windows; the first must be there, of another everything or nothing."""
    for index in range(room):
        names = [f"office{index}.{part}" for part in ("name", "address", "hours", "telephones")]
        if index and not any(given.get(name, "").strip() for name in names):
            continue
        told: dict[str, Any] = {name.partition(".")[2]: _words(given, name) for name in names[:3]}
        yield {**told, "telephones": _telephones(given, names[3])}


def _telephones(given: Given, name: str) -> list[str]:
    found = [one.strip() for one in re.split("[、，,;；/]", given.get(name, "")) if one.strip()]
    if not found:
        raise Incomplete(name, "give a telephone that is answered", "请填写有人接听的电话")
    for one in found:
        if not TELEPHONE.fullmatch(one):
            raise Incomplete(
                name, f"“{one}” is no telephone number", f"“{one}”不是电话号码，如：0451-12345678"
            )
    return found


def _ways(given: Given) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = [{"kind": "window"}] if given.get("way.window") == "yes" else []
    if address := given.get("way.online", "").strip():
        if not WEB.fullmatch(address):
            raise Incomplete(
                "way.online",
                f"“{address}” is no address of the web; it begins with https://",
                f"“{address}”不是网址，应以 https:// 开头",
            )
        found.append({"kind": "online", "address": address})
    notes = {kind: given.get(f"way.{kind}", "").strip() for kind in ("app", "post")}
    found += [{"kind": kind, "note": {"zh": note, "en": note}} for kind, note in notes.items() if note]
    if not found:
        raise Incomplete("way.window", "say at least one way to apply", "请至少写明一种办理方式")
    return found


def _step_days(form: Form, measure: Measure) -> dict[str, int]:
    names = [step["id"] for step in steps_of(form.pack.procedures, measure)]
    return {
        id_: _number(form.given, f"step.{id_}") for id_ in names if form.given.get(f"step.{id_}", "").strip()
    }


def _steps(given: Given) -> list[dict[str, Any]]:
    """The steps line by line; those in English must be as many."""
    zh, en = (_lines(given, f"steps.{language}") for language in ("zh", "en"))
    if en and len(en) != len(zh):
        raise Incomplete(
            "steps.en",
            f"there are {len(en)} steps in English and {len(zh)} in Chinese; give as many",
            f"英文有 {len(en)} 步，中文有 {len(zh)} 步，应一样多",
        )
    return [_step(*lines) for lines in zip(zh, en or zh, strict=True)]


def _step(zh: Mapping[str, str], en: Mapping[str, str]) -> dict[str, Any]:
    told: dict[str, Any] = {"zh": zh["words"], "en": en["words"]}
    return {**told, "working_days": int(zh["days"])} if zh["days"] else told


def _lines(given: Given, name: str) -> list[dict[str, str]]:
    lines = [line.strip() for line in given.get(name, "").splitlines() if line.strip()]
    return [found.groupdict() for line in lines if (found := STEP.fullmatch(line))]


def _forms(given: Given, standing: EditionFile | None, files: Mapping[int, str]) -> Iterator[dict[str, Any]]:
    kept = {} if standing is None else {at: form.file for at, form in enumerate(standing.forms)}
    for index in range(forms_of(standing)):
        name = f"form{index}.name"
        if not given.get(name, "").strip() and index not in files:
            continue
        told: dict[str, Any] = _words(given, name)
        file = files.get(index) or kept.get(index)
        yield told if file is None else {**told, "file": file}
