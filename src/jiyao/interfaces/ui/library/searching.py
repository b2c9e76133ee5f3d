"""Words found inside policy: an index in memory over passages in both languages, and the found words marked.

Chinese text is parted into words by rjieba, the jieba segmenter in Rust.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from importlib.metadata import version
from math import log

import rjieba
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

SEGMENTER = "rjieba"
SEGMENTED_BY = f"{SEGMENTER} {version(SEGMENTER)}"
"""What parts Chinese text into words, for pages to say."""
TITLE_WEIGHT = 4
LEAST_BEGINNING = 3
"""How long a Latin word must be to be found as the beginning of others."""
BEFORE, AFTER = 16, 84
"""How many characters of a text are shown before and after the first word found."""
WORD = re.compile(r"\w")
HAN = re.compile(r"[\u4e00-\u9fff]")
NUMBER_OR_LATIN = re.compile(r"[a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Passage:
    """Something that can be found: a title, texts in which words are looked for, and where it stands.

    documents   the documents that it is of, or rests on
    about       a line that says what it is
    """

    kind: str
    title: str
    texts: tuple[str, ...]
    link: str
    about: str
    documents: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage with the words found in it, marked. `language` is that of the excerpt."""

    passage: Passage
    title: SafeString
    excerpt: SafeString
    language: str


def words_of(text: str) -> list[str]:
    """The words of a text, those inside longer ones too; without marks and blanks."""
    return [word for word in rjieba.cut_for_search(text.casefold()) if WORD.search(word)]


def words_asked(text: str) -> list[str]:
    """The words of a question, each once."""
    return list(dict.fromkeys(word for word in rjieba.cut(text.casefold()) if WORD.search(word)))


class Index:
    """Which passages hold which words. Built once, and only read afterwards."""

    def __init__(self, passages: Iterable[Passage]) -> None:
        self.passages = tuple(passages)
        self.searched = [" ".join((one.title, *one.texts)).casefold() for one in self.passages]
        self._found: dict[str, dict[int, int]] = defaultdict(dict)
        for place, passage in enumerate(self.passages):
            counted = Counter(words_of(" ".join(passage.texts)))
            for word in words_of(passage.title):
                counted[word] += TITLE_WEIGHT
            for word, times in counted.items():
                self._found[word][place] = times

    def find(self, text: str) -> list[Hit]:
        """The passages that hold every word of the text, best first."""
        asked = words_asked(text)
        weighed = [self._weights(word) for word in asked]
        if not weighed:
            return []
        places = set.intersection(*(set(weights) for weights in weighed))
        whole = " ".join(text.split()).casefold()
        scores = {
            place: sum(weights[place] for weights in weighed) * (2 if whole in self.searched[place] else 1)
            for place in places
        }
        ordered = sorted(places, key=lambda place: (-scores[place], place))
        shown = _marked_words(asked)
        return [_hit(self.passages[place], shown) for place in ordered]

    def _weights(self, word: str) -> dict[int, float]:
        """How much a word weighs in each passage; what is no word of the index is looked for letter by letter."""
        found = self._places(word)
        if not found:
            found = {place: 1 for place, text in enumerate(self.searched) if word in text}
        rarity = log(1 + len(self.passages) / (1 + len(found)))
        return {place: (1 + log(times)) * rarity for place, times in found.items()}

    def _places(self, word: str) -> dict[int, int]:
        """Where a word stands, and how often; a Latin one also where a word only begins with it."""
        if not NUMBER_OR_LATIN.fullmatch(word) or len(word) < LEAST_BEGINNING:
            return self._found.get(word, {})
        found: Counter[int] = Counter()
        for other, places in self._found.items():
            if other.startswith(word):
                found.update(places)
        return found


def _marked_words(asked: Sequence[str]) -> re.Pattern[str]:
    """What is marked: the words, the longest first; Latin ones and numbers to the end of the word.

    A single character of a longer question is marked only beside another of its words: 月 in 36个月, not in each date.
    """
    parts = {
        word: rf"(?<![a-z0-9]){re.escape(word)}[a-z0-9]*"
        if NUMBER_OR_LATIN.fullmatch(word)
        else re.escape(word)
        for word in sorted(asked, key=len, reverse=True)
    }
    each, long = "|".join(parts.values()), "|".join(part for word, part in parts.items() if len(word) > 1)
    found = f"(?:{each})*(?:{long})(?:{each})*" if long else f"(?:{each})+"
    return re.compile(found, re.IGNORECASE)


def _hit(passage: Passage, shown: re.Pattern[str]) -> Hit:
    texts = [text for text in passage.texts if shown.search(text)]
    told = set(shown.findall(passage.title))
    best = max(texts, key=lambda text: _adds(shown.findall(text), told), default="")
    language = "zh-CN" if HAN.search(best) else "en"
    return Hit(passage, marked(passage.title, shown), marked(_cut(best, shown), shown), language)


def _adds(found: Sequence[str], told: Set[str]) -> tuple[int, int]:
    """How much a text says that the title does not, then how often."""
    return len(set(found) - told), len(found)


def _cut(text: str, shown: re.Pattern[str]) -> str:
    """The text around the first word found."""
    first = shown.search(text)
    if first is None or len(text) <= BEFORE + AFTER:
        return text
    start = max(first.start() - BEFORE, 0)
    end = min(first.start() + AFTER, len(text))
    while start > 0 and NUMBER_OR_LATIN.match(text[start - 1].casefold()):
        start -= 1
    while end < len(text) and NUMBER_OR_LATIN.match(text[end].casefold()):
        end += 1
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")


def marked(text: str, shown: re.Pattern[str]) -> SafeString:
    """The text with what was found in marks."""
    return format_html_join("", "{}", ((part,) for part in _parts(text, shown)))


def _parts(text: str, shown: re.Pattern[str]) -> Iterator[str | SafeString]:
    last = 0
    for found in shown.finditer(text):
        yield text[last : found.start()]
        yield format_html("<mark>{}</mark>", found[0])
        last = found.end()
    yield text[last:]
