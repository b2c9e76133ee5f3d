"""Codes as people write them: the code itself, or its word in either language."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field

from jiyao.engine.problems import nearest
from jiyao.engine.shapes import Words
from jiyao.engine.vocabulary import Vocabulary
from jiyao.registry.imports.checking.reasons import Refused
from jiyao.registry.models import Occupation

NARROWEST = 4
GUESSES = 500
"""How often a file is told what it may have meant: guessing is slow, and who errs so often errs alike."""
OCCUPATIONS = Words(zh="职业编码", en="Occupation code")


@dataclass(slots=True)
class Guesses:
    """What may have been meant by a text, for the first few texts that are asked about."""

    left: int = GUESSES
    known: dict[str, str] = field(default_factory=dict)

    def near(self, text: str, spellings: Collection[str]) -> str:
        """The nearest spelling, or nothing."""
        if text not in self.known and self.left:
            self.left -= 1
            found = nearest(text, spellings).split('"')
            self.known[text] = found[1] if len(found) > 1 else ""
        return self.known.get(text, "")


@dataclass(frozen=True, slots=True)
class Codes:
    """A list of codes, and every way to write each. `shared` are words that more than one code has."""

    title: Words
    words: Mapping[str, Words]
    by_spelling: Mapping[str, str]
    shared: frozenset[str] = frozenset()
    guesses: Guesses = field(default_factory=Guesses)

    def read(self, text: str) -> str:
        """The code that is written. raises Refused"""
        code = self.by_spelling.get(text) or self.by_spelling.get(text.lower())
        if code is not None:
            return code
        if text in self.shared:
            raise Refused("ambiguous")
        near = self.guesses.near(text, self.by_spelling)
        raise Refused("code_near" if near else "code", zh=self.title.zh, en=self.title.en, near=near)


def codes_of(title: Words, words: Mapping[str, Words], spellings: Mapping[str, str]) -> Codes:
    """The list with all its spellings; a word that two codes share stands for neither."""
    found: dict[str, str] = {}
    shared = set()
    for code, both in words.items():
        for spelling in {both.zh, both.en.lower()}:
            if spelling in found:
                shared.add(spelling)
            found[spelling] = code
    unshared = {spelling: code for spelling, code in found.items() if spelling not in shared}
    return Codes(title, words, {**unshared, **spellings, **{c: c for c in words}}, frozenset(shared))


def occupation_codes() -> Codes:
    """The occupations that the database has, by their codes only: what people call them is not one to one."""
    found = Occupation.objects.filter(depth=NARROWEST).values_list("code", "zh")
    words = {code: Words(zh=zh, en="") for code, zh in found}
    return Codes(OCCUPATIONS, words, {code: code for code in words})


def vocabulary_codes(vocabulary: Vocabulary) -> Callable[[str, Mapping[str, str]], Codes]:
    """Gives a list of the pack, with other spellings that a profile adds."""

    def codes(name: str, spellings: Mapping[str, str]) -> Codes:
        found = vocabulary.codes[name]
        return codes_of(found.words, found.codes, spellings)

    return codes
