"""What users read of the pack stands in Chinese and in English."""

import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.packs.heilongjiang import HEILONGJIANG, contents

HAN = re.compile(r"[\u3400-\u9fff]")
NOTES = {"facts", "elsewhere", "also_named"}
"""Notes on documents and procedures, with names as they are written; what is open in documents is such a note too."""
OF_OTHER_PROVINCES = "documents/ref-"
"""Documents for comparison only, whose notes stand in English."""

NAMES = {
    "documents/cn-2017-skill-upgrade-explanation.yaml": "人社部发〔2017〕40号",
    "goals.yaml": "选拔",
    "measures/longjiang-craftsman.yaml": "龙江大?工匠",
    "procedures/contest-award.yaml": "龙江技术能手",
    "statistics.yaml": "中华技能大奖|龙江森工",
}
"""Numbers and names of honours, schools and terms that stand in English text as they are written."""

FILES = sorted(file.relative_to(HEILONGJIANG).as_posix() for file in HEILONGJIANG.rglob("*.yaml"))


def pairs(part: Any, name: str) -> Iterator[dict[str, Any]]:
    """Everything that has words in a language, notes left out."""
    if isinstance(part, dict):
        if "zh" in part or "en" in part:
            yield part
        for key, inner in part.items():
            is_vocabulary = name == "facts.yaml" and key == "facts"
            is_note = key in NOTES or (key == "open" and name.startswith("documents/"))
            if not is_note or is_vocabulary:
                yield from pairs(inner, name)
    elif isinstance(part, list):
        for inner in part:
            yield from pairs(inner, name)


def texts(language: str) -> Iterator[tuple[str, str]]:
    """Every text of a language with the file it stands in."""
    for name in FILES:
        for part in pairs(contents(name), name):
            found = part.get(language)
            yield from ((name, text) for text in (found if isinstance(found, list) else [found]))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_words_stand_in_both_languages(language: str) -> None:
    assert [(name, text) for name, text in texts(language) if not text] == []


def test_english_words_hold_no_chinese() -> None:
    left = [
        (name, text) for name, text in texts("en") if HAN.search(re.sub(NAMES.get(name, "(?!)"), "", text))
    ]

    assert left == []


def test_chinese_words_are_chinese() -> None:
    assert [(name, text) for name, text in texts("zh") if not HAN.search(text)] == []


def test_notes_on_documents_stand_in_both_languages() -> None:
    notes = [
        (name, note)
        for name in FILES
        if name.startswith("documents/") and not name.startswith(OF_OTHER_PROVINCES)
        for note in (*contents(name)["facts"], *contents(name)["open"])
    ]

    assert [(name, note) for name, note in notes if not note.get("zh") or not note.get("en")] == []
    assert [(name, note) for name, note in notes if not HAN.search(note["zh"])] == []
