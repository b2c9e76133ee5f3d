"""The commands say everything in both languages."""

import re
from string import Formatter
from typing import Any

import pytest

from jiyao.engine import wording
from jiyao.interfaces.cli import words
from jiyao.interfaces.ui import credential_words, policy_words, sentences

HAN = re.compile(r"[\u3400-\u9fff]")
PAIRS = {**words._WORDS, **sentences._RANKED, **sentences._NEEDS}


def tables() -> dict[str, dict[str, dict[Any, str]]]:
    """Each table of words by language."""
    found = {}
    for module in (words, credential_words, policy_words, wording):
        for name, value in vars(module).items():
            if isinstance(value, dict) and value.keys() == {"zh", "en"}:
                found[f"{module.__name__}.{name}"] = value
    return found


def placeholders(text: str) -> list[str]:
    """What is filled into a phrase, in alphabetical order."""
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("key", PAIRS)
def test_phrase_stands_in_both_languages(key: str) -> None:
    chinese, english = PAIRS[key]

    assert (HAN.search(chinese) is None, HAN.search(english)) == (False, None)
    assert placeholders(chinese) == placeholders(english)


@pytest.mark.parametrize("name", tables())
def test_table_has_the_same_words_in_both_languages(name: str) -> None:
    chinese, english = tables()[name]["zh"], tables()[name]["en"]

    assert list(chinese) == list(english)
    assert [key for key, text in english.items() if HAN.search(text)] == []
    assert {key: placeholders(text) for key, text in chinese.items()} == {
        key: placeholders(text) for key, text in english.items()
    }


def test_tables_are_found() -> None:
    assert {"OUTCOMES", "PAYABLE", "STAGES", "CONFIDENCE", "ANSWERS", "PARTS"} <= {
        name.rsplit(".", 1)[1] for name in tables()
    }


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("zh", "3 行 × 政策 = 6 次判定，1 秒，每秒 6 次"),
        ("en", "3 rows, 6 determinations in 1 s, 6 a second"),
    ],
)
def test_phrase_is_said_with_its_values(language: wording.Language, said: str) -> None:
    assert words.say("determined", language, 3, 6, 1, 6) == said
