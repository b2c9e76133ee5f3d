"""A document as canonical N-Quads (RDFC-1.0): the same text for the same meaning, whatever its layout."""

from threading import Lock
from typing import Any

from pyld import jsonld
from pyld.canon import URDNA2015

from jiyao.evaluation.credentials.answers import NotValid, malformed, wrong_type
from jiyao.evaluation.credentials.covered import NOWHERE, check_expanded, check_written, dropped
from jiyao.evaluation.credentials.pinned import load
from jiyao.evaluation.credentials.reading import Json

MOST_ALIKE = 5
MOST_STEPS = 200
"""Bounds on telling apart nodes without a name: documents made to take for ever are refused."""

MOST_KEPT = 2_000

OPTIONS = {"documentLoader": load, "base": NOWHERE, "extractAllScripts": False}


def canonical(document: Json) -> str:
    """The document as canonical N-Quads.

    raises   NotValid where something would not be covered, or for a document made to take for ever
    """
    check_written(document)
    try:
        with _ONE_AT_A_TIME:
            dataset = _Processor(dropped).to_rdf(document, OPTIONS)
    except BROKEN as error:
        raise _refused(error) from None
    text: str = _Bounded().main(dataset, {"format": "application/n-quads"})
    return text


BROKEN = (jsonld.JsonLdError, AttributeError, IndexError, KeyError, TypeError, ValueError)
"""How the library fails on what no one should have written: it looks for most of it, not for all."""


_ONE_AT_A_TIME = Lock()
"""What the library keeps of contexts is not safe for several threads."""
_MADE: dict[object, tuple[Json, Json, object]] = {}
"""What was made of a context, by the one it stands in and itself; both are kept, so that no other takes their place."""


class _Processor(jsonld.JsonLdProcessor):  # type: ignore[misc]
    """The library's processor; it keeps what it makes of contexts, and looks at what it expanded."""

    def _process_context(
        self, active_ctx: Json, local_ctx: Any, options: Json, *how: object, **named: object
    ) -> Json:
        """As the library does, once for each pair of contexts; it would do so for each object of each document."""
        named_by = tuple(map(str, local_ctx)) if isinstance(local_ctx, list) else id(local_ctx)
        if "cycles" in named:
            return self._made(active_ctx, local_ctx, options, how, named)
        key = (id(active_ctx), named_by, how, tuple(sorted(named.items())))
        if key in _MADE:
            return _MADE[key][0]
        if len(_MADE) >= MOST_KEPT:
            _MADE.clear()
        made = self._made(active_ctx, local_ctx, options, how, named)
        _MADE[key] = (made, active_ctx, local_ctx)
        return made

    def _made(
        self, active: Json, local: object, options: Json, how: tuple[object, ...], named: dict[str, object]
    ) -> Json:
        made: Json = super()._process_context(active, local, options, *how, **named)
        return made

    def expand(self, input_: object, options: dict[str, Any]) -> object:
        expanded = super().expand(input_, options)
        check_expanded(expanded)
        return expanded


class _Bounded(URDNA2015):  # type: ignore[misc]
    def __init__(self) -> None:
        super().__init__()
        self.steps = 0

    def modify_first_degree_component(self, id_: str, component: Json, key: str) -> Json:
        """As the library does, without its deep copies, which take most of its time."""
        if component["type"] != "blank node":
            return component
        return {"type": "blank node", "value": "_:a" if component["value"] == id_ else "_:z"}

    def hash_n_degree_quads(self, id_: str, issuer: object) -> Json:
        self.steps += 1
        if self.steps > MOST_STEPS:
            raise _takes_for_ever()
        found: Json = super().hash_n_degree_quads(id_, issuer)
        return found

    def create_hash_to_related(self, id_: str, issuer: object) -> dict[str, list[str]]:
        found: dict[str, list[str]] = super().create_hash_to_related(id_, issuer)
        if any(len(alike) > MOST_ALIKE for alike in found.values()):
            raise _takes_for_ever()
        return found


def _takes_for_ever() -> NotValid:
    return malformed(
        "too many parts are alike; a canonical form would take for ever",
        zh="相同的部分过多，无法在合理时间内得出规范形式",
    )


def _refused(error: Exception) -> NotValid:
    """The processor's refusal, down to its first cause, which may be one of our own."""
    cause: BaseException = error
    while cause.__cause__ is not None:
        cause = cause.__cause__
    if isinstance(cause, NotValid):
        return cause
    told = str(cause).splitlines()[0][:200]
    return wrong_type(f"this is not well-formed JSON-LD: {told}", zh=f"不符合 JSON-LD：{told}")
