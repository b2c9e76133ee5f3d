"""What a rule may name where it stands: facts, values of policy, and the codes of code lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jiyao.base.errors import Invalid
from jiyao.engine.problems import nearest
from jiyao.engine.rules.types import Type


class RuleError(Invalid):
    """A rule text that is no rule: what is wrong with it and what to do."""


@dataclass(frozen=True, slots=True)
class ParameterType:
    """The type of a value of policy and, of a table, of its key."""

    value: Type
    key: Type | None = None


@dataclass(frozen=True, slots=True)
class Names:
    """The names in scope. Facts: by subject and person; codes: in order, low to high where ordered.

    parents   of each code list with levels, the code above each code
    """

    facts: Mapping[str, Type]
    parameters: Mapping[str, ParameterType] = field(default_factory=dict)
    codes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ordered: frozenset[str] = frozenset()
    parents: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    def fact(self, name: str) -> Type:
        """The type of a fact. raises RuleError with the nearest known name."""
        if name not in self.facts:
            raise RuleError(f'unknown fact "{name}"{nearest(name, self.facts)}')
        return self.facts[name]

    def parameter(self, name: str) -> ParameterType:
        """The type of a value of policy. raises RuleError with the nearest known name."""
        if name not in self.parameters:
            raise RuleError(f'unknown parameter "{name}"{nearest(name, self.parameters)}')
        return self.parameters[name]

    def check_code(self, code: str, list_id: str) -> None:
        """Raises RuleError where the code is not in the list"""
        if code not in self.codes[list_id]:
            raise RuleError(f'"{code}" is not a code of "{list_id}"{nearest(code, self.codes[list_id])}')
