"""What a form of the rule editor stands in: the version, the draft that is laid over it, one measure, its values."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from typing import Any

from jiyao.engine.measures import Measure, Parameter
from jiyao.engine.packs.changing import standing_with
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.scope import Scope, parameters_in, scope_of
from jiyao.engine.rules.types import Kind
from jiyao.engine.shapes import Language, Words
from jiyao.engine.vocabulary import DIVISIONS, FactDefinition
from jiyao.engine.wording import Speaker, known_values
from jiyao.interfaces.desk.ruling.parts import POOLS, file_of
from jiyao.interfaces.ui.forms import Choice
from jiyao.interfaces.ui.pack import policy_of
from jiyao.interfaces.ui.policy.telling import value_title
from jiyao.interfaces.ui.sentences import Teller
from jiyao.policy.queries.drafts import Laid

SHARED = "parameters/"


@dataclass(frozen=True)
class Setting:
    """A measure as it stands with a draft, on a day, in a language."""

    laid: Laid
    measure: str
    language: Language
    on: date

    @cached_property
    def teller(self) -> Teller:
        """Who tells the pack as it stands without the draft, with the documents that the draft adds."""
        pack = policy_of(self.laid.folder)
        added = (name for name in self.laid.lay if name.startswith("documents/"))
        new = [standing_with(self.laid.folder, name, self.laid.lay[name]).value for name in added]
        return Teller(
            replace(pack, documents={**pack.documents, **{one["id"]: one for one in new}}), self.language
        )

    @cached_property
    def before(self) -> Measure:
        """The measure without the draft."""
        return self.teller.pack.measures[self.measure]

    @cached_property
    def file(self) -> Located:
        """The measure's file with the draft. raises PackRefused where the draft cannot be laid"""
        return self.laid.file(file_of(self.measure))

    @cached_property
    def value(self) -> Mapping[str, Any]:
        """The same as YAML holds it."""
        found: Mapping[str, Any] = self.file.value
        return found

    @cached_property
    def pools(self) -> Sequence[Mapping[str, Any]]:
        """Every pool with the draft."""
        return self.laid.file(POOLS).value or []

    @cached_property
    def parameters(self) -> Mapping[str, Parameter]:
        """The values of policy that a rule may name: the measure's own with the draft, and shared ones."""
        pack = self.teller.pack
        shared = {n: p for n, p in self.before.parameters.items() if p.place.file.startswith(SHARED)}
        return {**shared, **parameters_in(self.file, pack.vocabulary, set(pack.documents))}

    @cached_property
    def facts(self) -> Mapping[str, FactDefinition]:
        """The facts that a rule may name."""
        return self.teller.pack.vocabulary.facts_of(self.before.subject)

    @cached_property
    def scope(self) -> Scope:
        """What a rule may name."""
        return scope_of(self.teller.pack.vocabulary, self.before.subject, self.parameters)

    def speaker(self) -> Speaker:
        """Who says rules with the values of the day."""
        titles = {p.name: value_title(self.teller, self.before, p) for p in self.parameters.values()}
        known = known_values(self.parameters, self.on, None)
        return Speaker(self.teller.pack.vocabulary, self.language, known, titles)

    def facts_of_kind(self, kind: Kind) -> list[Choice]:
        """The facts of one kind, to choose from; of codes those of places."""
        found = (f for f in self.facts.values() if f.type.kind is kind)
        return [
            Choice(value=f.id, words=f.words)
            for f in found
            if kind is not Kind.CODE or f.type.codes == DIVISIONS
        ]

    def same(self, text: str) -> Words:
        """A text that is the same in both languages."""
        return Words(zh=text, en=text)
