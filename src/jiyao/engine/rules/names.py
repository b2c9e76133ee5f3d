"""What a rule may name where it stands: facts, values of policy, and the codes of code lists."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from jiyao.base.errors import Invalid
from jiyao.engine.problems import nearest, nearest_zh
from jiyao.engine.rules.types import Type


class RuleError(Invalid):
    """A rule text that is no rule: what is wrong with it and what to do.

    at   the first and last character, from 0, of the part that is wrong, where it is known
    """

    def __init__(self, message: str, *, zh: str = "", at: tuple[int, int] | None = None) -> None:
        super().__init__(message, zh=zh)
        self.at = at


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
            raise RuleError(
                f'unknown fact "{name}"{nearest(name, self.facts)}',
                zh=f"没有“{name}”这一事实{nearest_zh(name, self.facts)}",
            )
        return self.facts[name]

    def parameter(self, name: str) -> ParameterType:
        """The type of a value of policy. raises RuleError with the nearest known name."""
        if name not in self.parameters:
            raise RuleError(
                f'unknown parameter "{name}"{nearest(name, self.parameters)}',
                zh=f"没有“{name}”这一规定值{nearest_zh(name, self.parameters)}",
            )
        return self.parameters[name]

    def check_code(self, code: str, list_id: str) -> None:
        """Raises RuleError where the code is not in the list"""
        if code not in self.codes[list_id]:
            known = self.codes[list_id]
            raise RuleError(
                f'"{code}" is not a code of "{list_id}"{nearest(code, known)}',
                zh=f"“{code}”不是代码表“{list_id}”中的代码{nearest_zh(code, known)}",
            )
