"""What the rules of a measure may name, and a rule text read among it."""

from collections.abc import Mapping
from dataclasses import dataclass

from jiyao.engine.measures import Parameter
from jiyao.engine.packs.files import ParameterFile
from jiyao.engine.packs.located import Located
from jiyao.engine.packs.parameters import ParameterReader
from jiyao.engine.packs.reading import validated
from jiyao.engine.problems import Problems
from jiyao.engine.rules.bounds import Bounds, Interval, size_range
from jiyao.engine.rules.names import Names, ParameterType
from jiyao.engine.rules.parser import parse
from jiyao.engine.rules.tree import Expr, Value
from jiyao.engine.rules.types import Kind, Type
from jiyao.engine.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Scope:
    """The names and sizes of facts and values of policy where a rule stands."""

    names: Names
    bounds: Bounds

    def tree(self, text: str, wanted: Type | None) -> Expr:
        """The typed tree of a rule text. raises RuleError, also where it could overflow"""
        expr = parse(text, self.names, wanted)
        self.bounds.check(expr)
        return expr


def scope_of(vocabulary: Vocabulary, subject: str, parameters: Mapping[str, Parameter]) -> Scope:
    """What a rule about the subject may name beside these values of policy."""
    facts = vocabulary.facts_of(subject)
    names = Names(
        facts={name: fact.type for name, fact in facts.items()},
        parameters={
            name: ParameterType(parameter.type, vocabulary.facts[parameter.by].type if parameter.by else None)
            for name, parameter in parameters.items()
        },
        codes={name: tuple(list_.codes) for name, list_ in vocabulary.codes.items()},
        ordered=frozenset(n for n, list_ in vocabulary.codes.items() if list_.ordered),
        parents={n: list_.parents for n, list_ in vocabulary.codes.items() if list_.parents},
    )
    sizes = {name: size_range(fact.low, fact.high, fact.type.kind) for name, fact in facts.items()}
    return Scope(names, Bounds(sizes, {n: _range(p) for n, p in parameters.items()}))


def parameters_in(located: Located, vocabulary: Vocabulary, documents: set[str]) -> dict[str, Parameter]:
    """The values of policy of a measure's file, as far as they can be read: of a file that is still being written."""
    reader = ParameterReader(vocabulary, documents, Problems())
    found = {}
    for name in located.value.get("parameters") or {}:
        part = located.at("parameters", name)
        file = validated(ParameterFile, part, Problems())
        parameter = None if file is None else reader.read(name, file, part)
        if parameter is not None:
            found[name] = parameter
    return found


def _range(parameter: Parameter) -> Interval:
    """The interval of all values of a series; what is delegated may be anything in its range."""
    known: list[Value | None] = [*parameter.range]
    for row in parameter.rows():
        known += [row.value] if row.values is None else row.values.values()
    kind = parameter.type.kind
    if kind not in (Kind.INTEGER, Kind.MONEY, Kind.RATIO, Kind.DATE):
        return (0, 0)
    sizes = [size_range(value, value, kind) for value in known if value is not None]
    return (min((low for low, _ in sizes), default=0), max((high for _, high in sizes), default=0))
