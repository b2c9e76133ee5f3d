"""Examples mended along with a value: in place of the change, by its own hand, beside what it already says of them."""

from pathlib import Path

import pytest
from pytest_django.fixtures import Settings

from jiyao.engine.packs.located import read_yaml_text
from jiyao.engine.shapes import Words
from jiyao.foundation.models import Act
from jiyao.policy.actions.changing import OwnProposal, Proposal, candidate, propose_change
from jiyao.policy.actions.mending import NothingBroken, mend_examples
from jiyao.policy.models import ChangeKind, ChangeState, PackChange
from jiyao.registry.actions.accounts import open_account
from jiyao.registry.models import Account
from tests.interfaces.small import small_pack
from tests.registry.places import AT

pytestmark = pytest.mark.django_db
EXAMPLES = "examples/subsidy.yaml"
ROW = "parameters: {{amount_fen: {{base: [{{from: 2024-01-01, values: {{L4: {0}}}}}]}}}}"


@pytest.fixture
def official(settings: Settings, tmp_path: Path) -> Account:
    """An official, in an installation of its own."""
    settings.VAR, settings.PACK = tmp_path / "var", small_pack(tmp_path / "release")
    return open_account(username="first", at=AT, by="program:test")


def proposed(by: Account, **more: str) -> PackChange:
    """A change that gives level 4 more than its example expects."""
    lay = {"measures/subsidy.yaml": ROW.format(170000), **more}
    words = Words(zh="四级标准提高", en="A higher amount for level 4")
    return propose_change(Proposal(ChangeKind.VALUE, words, lay), by=by, at=AT)


def test_change_is_proposed_anew_with_examples_that_agree(official: Account) -> None:
    change = proposed(official)

    after = mend_examples(change, by=official, at=AT)

    assert list(candidate(after).broken) == []
    assert [(c.state, c.title_zh) for c in PackChange.objects.order_by("pk")] == [
        (ChangeState.WITHDRAWN, "四级标准提高"),
        (ChangeState.PROPOSED, "四级标准提高"),
    ]
    kinds = Act.objects.filter(subject__startswith="packchange:").values_list("kind", flat=True)
    assert sorted(kinds) == ["propose-change", "propose-change", "withdraw-change"]


def test_what_a_change_already_says_of_examples_stays(official: Account) -> None:
    said = "[{id: granted, title: {zh: 四级新标准, en: Level 4 anew}}]"

    after = mend_examples(proposed(official, **{EXAMPLES: said}), by=official, at=AT)

    assert read_yaml_text(after.lay[EXAMPLES], EXAMPLES).value == [
        {
            "id": "granted",
            "title": {"zh": "四级新标准", "en": "Level 4 anew"},
            "expect": {"amount_fen": 170000},
        }
    ]


def test_another_official_mends_nothing(official: Account) -> None:
    change, other = proposed(official), open_account(username="second", at=AT, by="program:test")

    with pytest.raises(OwnProposal):
        mend_examples(change, by=other, at=AT)

    assert PackChange.objects.get().state == ChangeState.PROPOSED


def test_change_that_agrees_is_left_alone(official: Account) -> None:
    agreeing = mend_examples(proposed(official), by=official, at=AT)

    with pytest.raises(NothingBroken):
        mend_examples(agreeing, by=official, at=AT)
