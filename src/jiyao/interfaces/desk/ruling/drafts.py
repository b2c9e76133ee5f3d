"""A draft as a page: all that it changes, what is wrong, what worked examples say, whom it would reach."""

from collections.abc import Iterator
from datetime import date

from jiyao.engine.packs.changing import expectations
from jiyao.engine.packs.located import read_yaml_text
from jiyao.engine.packs.writing import as_yaml
from jiyao.engine.shapes import Language, Words
from jiyao.interfaces.desk.changing.differing import differences
from jiyao.interfaces.desk.changing.page import file_difference
from jiyao.interfaces.desk.jobs import progress_of
from jiyao.interfaces.desk.ruling.page import changed_measures
from jiyao.interfaces.desk.ruling.parts import parts_of
from jiyao.interfaces.desk.ruling.previews import preview_of
from jiyao.interfaces.desk.ruling.trying import Complaints, Tried, complaints, tried, worked_examples
from jiyao.interfaces.ui.pack import policy_of
from jiyao.policy.models import DraftState, RuleDraft
from jiyao.policy.queries.drafts import Laid, laid_by, overtaken
from jiyao.policy.queries.waiting import last_policy_run

LONGEST_TITLE = 200


def draft_page(draft: RuleDraft, language: Language, on: date) -> dict[str, object]:
    """What the page of a draft tells. raises PackRefused where the draft cannot be laid any more"""
    laid = laid_by(draft)
    before, found = policy_of(laid.folder), tried(laid)
    measures = list(dict.fromkeys(changed_measures(laid.lay)))
    job = draft.previewing
    return {
        "draft": draft,
        "is_open": draft.state == DraftState.OPEN,
        "titles": [
            (id_, before.measures[id_].title.said(language)) for id_ in measures if id_ in before.measures
        ],
        "overtaken": overtaken(draft),
        "is_pack": found.pack is not None,
        "wrong": list(_wrong(laid, found, language)),
        "differences": [] if found.pack is None else differences(before, found.pack, language, on),
        "files": [
            file_difference(n, stood, laid.lay[n]) for n, stood in expectations(laid.folder, laid.lay).items()
        ],
        "cases": worked_examples(laid, found, measures, language),
        "preview": preview_of(draft, laid, before, language),
        "run": last_policy_run(before),
        "work": None if job is None else progress_of(job, language),
    }


def _wrong(laid: Laid, found: Tried, language: Language) -> Iterator[tuple[str, str, str]]:
    """Everything wrong: measure and address of its part, empty where it belongs to none, and what is wrong."""
    left = Complaints()
    claimed: set[str] = set()
    for id_ in dict.fromkeys(changed_measures(laid.lay)):
        left = complaints(laid, found, parts_of(laid, id_), language)
        for address, texts in left.parts.items():
            yield from ((id_, address, text) for text in texts if text not in claimed)
            claimed.update(texts)
    if not found.problems:
        yield from (
            ("", "", text) for text in ([] if found.trouble is None else [found.trouble.said(language)])
        )
        return
    places = {text.rpartition("（")[2].rstrip("）") for text in claimed}
    yield from (
        ("", "", f"{p.place}: {p.said(language)}") for p in found.problems if str(p.place) not in places
    )


def titles_for(draft: RuleDraft) -> Words:
    """What a proposal of the draft is called where nobody says otherwise."""
    laid = laid_by(draft)
    measures = policy_of(laid.folder).measures
    changed = [id_ for id_ in dict.fromkeys(changed_measures(laid.lay)) if id_ in measures]
    zh, en = ([measures[id_].title.said(language) for id_ in changed] for language in ("zh", "en"))
    return Words(
        zh=f"{'、'.join(zh)}：修改规则"[:LONGEST_TITLE], en=f"{', '.join(en)}: rules changed"[:LONGEST_TITLE]
    )


def as_draft_file(draft: RuleDraft) -> str:
    """The draft in the format of a draft that is tried on a population from files."""
    value: dict[str, object] = {"id": f"draft-{draft.pk}", "title": titles_for(draft).model_dump()}
    for folder in ("measures", "parameters"):
        laid = {
            name.removeprefix(f"{folder}/").removesuffix(".yaml"): read_yaml_text(text, name).value
            for name, text in draft.lay.items()
            if name.startswith(f"{folder}/")
        }
        value |= {folder: laid} if laid else {}
    if "pools.yaml" in draft.lay:
        value["pools"] = read_yaml_text(draft.lay["pools.yaml"], "pools.yaml").value
    return as_yaml(value)
