"""The order in which measures are determined: one that another yields to comes first; circles are refused."""

from collections.abc import Mapping
from dataclasses import replace
from graphlib import CycleError, TopologicalSorter

from jiyao.engine.measures import Measure
from jiyao.engine.problems import Problems, nearest, nearest_zh


def ordered(measures: Mapping[str, Measure], problems: Problems) -> dict[str, Measure]:
    """The measures so that each stands after those it yields to; otherwise by id."""
    for measure in measures.values():
        _check_yields(measure, measures, problems)
    graph = {
        id_: [other for other in measure.yields_to if other in measures]
        for id_, measure in sorted(measures.items())
    }
    try:
        order = list(TopologicalSorter(graph).static_order())
    except CycleError as error:
        circle = " yields to ".join(reversed(error.args[1]))
        zh = f"{' → '.join(reversed(error.args[1]))}：让位成环，请去掉一项"
        problems.add(measures[error.args[1][0]].source_place, f"{circle}: a circle; remove one", zh)
        return dict(measures)
    _check_subjects(measures, problems)
    return {id_: _with_all_rivals(measures[id_], measures) for id_ in order}


def _check_yields(measure: Measure, measures: Mapping[str, Measure], problems: Problems) -> None:
    mine = {limit.pool.id for limit in measure.limits}
    for other in measure.yields_to:
        if other not in measures:
            problems.add(
                measure.source_place,
                f'yields to an unknown measure "{other}"{nearest(other, measures)}',
                f"让位于不存在的政策“{other}”{nearest_zh(other, measures)}",
            )
        elif not mine & {limit.pool.id for limit in measures[other].limits}:
            message = f'yields to "{other}", but shares no pool with it; name the pool in both'
            zh = f"让位于“{other}”，但两项政策没有共同的限额；请在两边都写上该限额"
            problems.add(measure.source_place, message, zh)


def _check_subjects(measures: Mapping[str, Measure], problems: Problems) -> None:
    """Subjects are determined one kind after another, so they may not yield to each other in a circle."""
    try:
        subject_order(measures)
    except CycleError as error:
        subjects = ", ".join(dict.fromkeys(error.args[1]))
        place = next(iter(measures.values())).source_place
        problems.add(place, f"measures of the subjects {subjects} yield to each other in a circle")


def subject_order(*catalogues: Mapping[str, Measure]) -> list[str]:
    """The subjects of the measures, each after those that its measures yield to.

    raises   CycleError: subjects yield to each other, in one catalogue or across several
    """
    listed = [(measure, catalogue) for catalogue in catalogues for measure in catalogue.values()]
    graph: dict[str, set[str]] = {measure.subject: set() for measure, _ in listed}
    for measure, catalogue in listed:
        others = {catalogue[other].subject for other in measure.yields_to if other in catalogue}
        graph[measure.subject] |= others - {measure.subject}
    return list(TopologicalSorter(graph).static_order())


def _with_all_rivals(measure: Measure, measures: Mapping[str, Measure]) -> Measure:
    """What the measure yields to, directly and through others, each once."""
    found: dict[str, None] = {}
    waiting = list(measure.yields_to)
    while waiting:
        other = waiting.pop(0)
        if other in measures and other not in found:
            found[other] = None
            waiting += measures[other].yields_to
    return replace(measure, yields_to=tuple(found))
