"""Procedures, read and checked: each step that a case waits in once, sources that are there, sums in order."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

from jiyao.engine.packs.located import Located, located_list
from jiyao.engine.packs.procedure_files import DemonstrationProcedureFile, ProcedureFile
from jiyao.engine.packs.reading import validated
from jiyao.engine.problems import Problems, nearest

Procedures = Mapping[str, Mapping[str, Any]]


def read_procedures(
    files: Mapping[str, Located],
    laid_over: Mapping[str, Located],
    documents: Collection[str],
    problems: Problems,
) -> Procedures:
    """The procedures by id. `laid_over`: what a demonstration says where nobody has found anything"""
    found: dict[str, Mapping[str, Any]] = {}
    for id_, located in files.items():
        change = laid_over.get(id_)
        whole = located if change is None else _filled(located, change, problems)
        file = validated(ProcedureFile, whole, problems)
        if file is None:
            continue
        if file.id != id_:
            problems.add(whole.place(("id",)), f'its id must be "{id_}", as the file is named')
        _check_steps(file, whole, documents, problems)
        _check_approvals(file, whole, problems)
        _check_scoring(file, whole, documents, problems)
        _check_arranging(file, whole, documents, problems)
        for key in ("contest", "evaluates"):
            _check_alone(key, whole, found.values(), problems)
        _check_files(file, whole, found.values(), problems)
        found[id_] = whole.value
    for id_ in laid_over.keys() - files.keys():
        problems.add(laid_over[id_].place(()), f'no procedure "{id_}"{nearest(id_, files)}')
    return found


def _filled(base: Located, change: Located, problems: Problems) -> Located:
    """The procedure with the days of a demonstration where it has none of its own."""
    wanted = validated(DemonstrationProcedureFile, change, problems)
    file = validated(ProcedureFile, base, problems)
    if wanted is None or file is None:
        return base
    base = _with_days(base, change, file, wanted, problems)
    for key in ("approvals", "entries", "arranging", "sampled_percent", "check_days"):
        if getattr(wanted, key) and not getattr(file, key):
            base = base.with_part((key,), change.at(key))
    return _with_parts(base, change, file, wanted)


def _with_days(
    base: Located,
    change: Located,
    file: ProcedureFile,
    wanted: DemonstrationProcedureFile,
    problems: Problems,
) -> Located:
    ids = [step.id for step in file.steps]
    for number, step in enumerate(wanted.steps):
        if step.id not in ids:
            problems.add(change.place(("steps", number)), f'no step "{step.id}"{nearest(step.id, ids)}')
            continue
        index = ids.index(step.id)
        if file.steps[index].working_days is None:
            for key in ("working_days", "confidence", "note"):
                base = base.with_part(("steps", index, key), change.at("steps", number, key))
    return base


def _with_parts(
    base: Located, change: Located, file: ProcedureFile, wanted: DemonstrationProcedureFile
) -> Located:
    """With parts of an evaluation that it does not score itself."""
    own = {one.part for one in file.scoring}
    more = [change.at("scoring", number) for number, one in enumerate(wanted.scoring) if one.part not in own]
    if not more:
        return base
    scored = [base.at("scoring", number) for number in range(len(file.scoring))]
    return base.with_part(("scoring",), located_list([*scored, *more], change.place(("scoring",))))


def _check_steps(
    file: ProcedureFile, located: Located, documents: Collection[str], problems: Problems
) -> None:
    ids, does = [step.id for step in file.steps], [step.does for step in file.steps]
    for index, step in enumerate(file.steps):
        place = located.place(("steps", index))
        if step.id in ids[:index]:
            problems.add(place, f'step "{step.id}" stands twice')
        if step.does is not None and step.does in does[:index]:
            problems.add(place, f'two steps do "{step.does}"; a case waits in one of them')
        if step.source is not None and step.source.document not in documents:
            known = nearest(step.source.document, documents)
            problems.add(place, f'unknown document "{step.source.document}"{known}')


def _check_alone(key: str, located: Located, others: Iterable[Mapping[str, Any]], problems: Problems) -> None:
    """Only one procedure says what is done in one case."""
    said = located.value.get(key)
    if said is not None and any(other.get(key) == said for other in others):
        problems.add(located.place((key,)), f'"{said}" has a procedure already')


def _check_files(
    file: ProcedureFile, located: Located, others: Iterable[Mapping[str, Any]], problems: Problems
) -> None:
    """Only one procedure says how something is filed."""
    taken = {said for other in others for said in other.get("files") or ()}
    for index, said in enumerate(file.files):
        if said in taken or said in file.files[:index]:
            problems.add(located.place(("files", index)), f'"{said}" has a procedure already')


def _check_scoring(
    file: ProcedureFile, located: Located, documents: Collection[str], problems: Problems
) -> None:
    parts = [one.part for one in file.scoring]
    for index, one in enumerate(file.scoring):
        place = located.place(("scoring", index))
        if one.part in parts[:index]:
            problems.add(place, f'part "{one.part}" stands twice')
        if one.pass_mark > one.full_mark:
            problems.add(place, "the pass mark is above the full mark")
        if one.source is not None and one.source.document not in documents:
            known = nearest(one.source.document, documents)
            problems.add(place, f'unknown document "{one.source.document}"{known}')


def _check_arranging(
    file: ProcedureFile, located: Located, documents: Collection[str], problems: Problems
) -> None:
    source = None if file.arranging is None else file.arranging.source
    if source is not None and source.document not in documents:
        known = nearest(source.document, documents)
        problems.add(located.place(("arranging",)), f'unknown document "{source.document}"{known}')


def _check_approvals(file: ProcedureFile, located: Located, problems: Problems) -> None:
    sums = [one.from_fen for one in file.approvals]
    if sums and (sums[0] != 0 or sums != sorted(set(sums))):
        message = "the first sum is 0 and each is greater than the one before"
        problems.add(located.place(("approvals",)), message)
