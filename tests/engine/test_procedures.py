"""Procedures of a pack: what is refused with file, line and what to do, and what a demonstration fills in."""

from pathlib import Path

import pytest

from jiyao.engine.packs.loading import load_pack
from jiyao.engine.problems import PackRefused
from tests.engine.pack_texts import problems_in
from tests.engine.packs import make_pack, write_pack

PROCEDURE = """id: claim
title: {zh: 申领, en: Claim}
steps:
  - {id: check, does: review, zh: 审核, en: Check, working_days: 5, source: {document: doc, confidence: verified}}
  - {id: show, does: notice, zh: 公示, en: Notice}
approvals:
  - {from_fen: 0, hands: 1}
  - {from_fen: 100, hands: 2}
"""
DEMONSTRATION = """id: claim
steps:
  - {id: check, working_days: 9, confidence: demonstration, note: 未查到}
  - {id: show, working_days: 7, confidence: demonstration, note: 未查到}
"""


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("id: claim", "id: clam", '1: its id must be "claim", as the file is named'),
        ("does: notice", "does: review", '5: two steps do "review"; a case waits in one of them'),
        ("id: show", "id: check", '5: step "check" stands twice'),
        ("does: notice", "does: show", "5: \"steps.1.does\" Input should be 'accept'"),
        ("document: doc", "document: dok", '4: unknown document "dok"; did you mean "doc"?'),
        ("working_days: 5", "working_days: 0", '4: "steps.0.working_days" Input should be greater than'),
        ("from_fen: 0", "from_fen: 1", "6: the first sum is 0 and each is greater than the one before"),
        ("from_fen: 100", "from_fen: 0", "6: the first sum is 0 and each is greater than the one before"),
        ("hands: 2", "hands: 0", '8: "approvals.1.hands" Input should be greater than'),
    ],
)
def test_procedure_is_refused_where_it_is_wrong(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in PROCEDURE
    folder = write_pack(tmp_path, [], **{"procedures/claim.yaml": PROCEDURE.replace(old, new, 1)})

    [found] = problems_in(folder)
    assert found.startswith(f"procedures/claim.yaml:{problem}")


def test_second_procedure_of_one_way_to_contest_is_refused(tmp_path: Path) -> None:
    appeal = PROCEDURE.replace("id: claim", "id: {}\ncontest: appeal", 1)
    files = {f"procedures/{id_}.yaml": appeal.replace("{}", id_, 1) for id_ in ("appeal", "protest")}

    [found] = problems_in(write_pack(tmp_path, [], **files))

    assert found.startswith('procedures/protest.yaml:2: "appeal" has a procedure already')


SCORED = PROCEDURE.replace(
    "id: claim",
    """id: claim
evaluates: skill_level
scoring:
  - {part: theory, full_mark: 100, pass_mark: 60, source: {document: doc, confidence: verified}}
  - {part: practical, full_mark: 100, pass_mark: 60}
arranging: {filed_days_before: 5, group_size: 3, sittings_a_day: 4, same_group: 1, source: {document: doc, confidence: verified}}""",
    1,
)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("part: practical", "part: theory", '5: part "theory" stands twice'),
        ("pass_mark: 60}", "pass_mark: 101}", "5: the pass mark is above the full mark"),
        ("document: doc", "document: dok", '4: unknown document "dok"; did you mean "doc"?'),
        (
            "1, source: {document: doc",
            "1, source: {document: dok",
            '6: unknown document "dok"; did you mean "doc"?',
        ),
        ("group_size: 3", "group_size: 0", '6: "arranging.group_size" Input should be'),
        ("part: practical", "part: oral", "5: \"scoring.1.part\" Input should be 'theory'"),
    ],
)
def test_scoring_is_refused_where_it_is_wrong(tmp_path: Path, old: str, new: str, problem: str) -> None:
    assert old in SCORED
    folder = write_pack(tmp_path, [], **{"procedures/claim.yaml": SCORED.replace(old, new, 1)})

    [found] = problems_in(folder)
    assert found.startswith(f"procedures/claim.yaml:{problem}")


def overlaid(tmp_path: Path, text: str, procedure: str = PROCEDURE) -> Path:
    """A demonstration over a pack with the procedure."""
    make_pack(tmp_path / "small", [], **{"procedures/claim.yaml": procedure})
    over = tmp_path / "small-demo"
    (over / "procedures").mkdir(parents=True)
    (over / "overlay.yaml").write_text(
        "id: small-demo\ntitle: {zh: 演示, en: Demonstration}\nover: small\n", "utf-8"
    )
    (over / "procedures/claim.yaml").write_text(text, "utf-8")
    return over


def test_demonstration_fills_days_that_nobody_has_found_and_no_others(tmp_path: Path) -> None:
    pack = load_pack(overlaid(tmp_path, DEMONSTRATION), demonstration=True)

    check, show = pack.procedures["claim"]["steps"]
    assert (check["working_days"], show["working_days"]) == (5, 7)
    assert (check.get("confidence"), show["confidence"]) == (None, "demonstration")
    assert pack.procedures["claim"]["approvals"][1] == {"from_fen": 100, "hands": 2}


def test_demonstration_scores_parts_that_the_pack_does_not(tmp_path: Path) -> None:
    said = DEMONSTRATION + (
        "scoring:\n  - {part: theory, full_mark: 10, pass_mark: 1, confidence: demonstration}\n"
        "  - {part: review, full_mark: 100, pass_mark: 60, confidence: demonstration}\nentries: 2\n"
    )

    procedure = load_pack(overlaid(tmp_path, said, SCORED), demonstration=True).procedures["claim"]

    parts = [(one["part"], one["full_mark"]) for one in procedure["scoring"]]
    assert (parts, procedure["entries"]) == ([("theory", 100), ("practical", 100), ("review", 100)], 2)


def test_demonstration_of_a_step_that_is_none_is_refused(tmp_path: Path) -> None:
    folder = overlaid(tmp_path, DEMONSTRATION.replace("id: show", "id: shop"))

    with pytest.raises(PackRefused) as refused:
        load_pack(folder, demonstration=True)
    [found] = map(str, refused.value.problems)
    assert found == 'small-demo/procedures/claim.yaml:4: no step "shop"; did you mean "show"?'
