"""telling.yaml: channels in their order, and what is wrong with one."""

from pathlib import Path

import pytest

from jiyao.engine.packs.telling import Telling, telling_in
from jiyao.engine.problems import PackRefused

GOOD = """
order: [[portal, sms], [employer], [visit]]
text_messages: asked
steps: {employer: [offer], visit: [offer, close]}
"""


def told(folder: Path, content: str | None) -> Telling:
    """What a pack with that file says."""
    (folder / "pack.yaml").write_text("{}", "utf-8")
    if content is not None:
        (folder / "telling.yaml").write_text(content, "utf-8")
    return telling_in(folder)


def test_lines_of_a_step_and_those_after_a_channel(tmp_path: Path) -> None:
    found = told(tmp_path, GOOD)

    assert list(found.lines("close")) == [("portal", "sms"), (), ("visit",)]
    assert list(found.after("sms", "offer")) == [("employer",), ("visit",)]
    assert list(found.after("visit", "offer")) == list(found.after("village", "offer")) == []
    assert not found.texts_unasked


def test_pack_without_the_file_tells_people_on_their_own_pages(tmp_path: Path) -> None:
    assert list(told(tmp_path, None).lines("offer")) == [("portal",)]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        ("order: [[portal], [portal]]\ntext_messages: asked\n", 'channel "portal" stands twice'),
        ("order: [[pigeon]]\ntext_messages: asked\n", "order.0.0"),
        ("order: [[portal]]\ntext_messages: always\n", "text_messages"),
        ("order: []\ntext_messages: asked\n", "order"),
        ("order: [[employer]]\ntext_messages: asked\n", 'employers are not told of "close"'),
        (GOOD.replace("employer: [offer]", "employer: [refuse]"), 'employers are not told of "refuse"'),
    ],
)
def test_wrong_file_is_refused_with_what_to_do(tmp_path: Path, content: str, problem: str) -> None:
    with pytest.raises(PackRefused) as refused:
        told(tmp_path, content)

    assert problem in str(refused.value)
    assert "telling.yaml:" in str(refused.value)
