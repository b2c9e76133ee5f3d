"""The table of steps: from nothing every state is reached, nothing leads on from an end, and the document is of it."""

import pytest

from jiyao.casework.drawing import as_markdown
from jiyao.casework.kinds.kind import KINDS, CaseKind
from jiyao.casework.life import BEFORE, ORDER, OVER, STEPS, rank
from jiyao.casework.models import CaseState
from jiyao.registry.permitting import PERMISSIONS, VERBS
from tests.architecture.tree import ROOT

BY_KIND = pytest.mark.parametrize("kind", list(KINDS.values()), ids=lambda kind: kind.name)


def reached(kind: CaseKind) -> set[CaseState]:
    """The states that a case of the kind can come to."""
    found, new = {BEFORE}, {BEFORE}
    while new:
        new = {step.leads_to for step in kind.steps.values() if step.comes_from & found} - found
        found |= new
    return found


def test_published_life_is_that_of_the_code() -> None:
    assert (ROOT / "docs/reference/life-of-a-case.md").read_text("utf-8") == as_markdown()


def test_every_state_but_the_first_is_ordered_or_an_end() -> None:
    assert {*ORDER, *OVER, BEFORE} == set(CaseState)
    assert [rank(state) for state in ORDER] == sorted(rank(state) for state in ORDER)


def test_nothing_leads_on_from_an_end_but_what_an_appeal_opens_again() -> None:
    assert [step.name for step in STEPS.values() if step.comes_from & OVER] == ["reopen"]


@BY_KIND
def test_every_step_of_a_kind_can_be_done_and_some_end_is_reached(kind: CaseKind) -> None:
    found = reached(kind)

    assert [step.name for step in kind.steps.values() if not step.comes_from & found] == []
    assert found & OVER
    assert all(kind.possible(state) for state in found - OVER)


def test_every_verb_is_a_row_of_the_permission_table_and_each_hand_that_differs_is_a_step() -> None:
    verbs = {step.verb for step in STEPS.values() if step.verb is not None}

    assert verbs <= VERBS.keys()
    assert {("cases", verb) for verb in verbs} <= PERMISSIONS.keys()
    assert {name for step in STEPS.values() for name in step.apart_from} <= STEPS.keys()
