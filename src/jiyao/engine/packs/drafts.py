"""A draft: changes laid over a pack, file by file."""

from collections.abc import Mapping
from pathlib import Path

from jiyao.base.errors import Invalid
from jiyao.engine.packs.demonstration import refuse_demonstration_in
from jiyao.engine.packs.files import DraftFile
from jiyao.engine.packs.located import Located, read_yaml
from jiyao.engine.packs.overlay import overlaid
from jiyao.engine.packs.reading import validated
from jiyao.engine.problems import Place, Problems, nearest


class NoDraft(Invalid):
    """There is no such draft."""


def read_draft(draft: Path | None, problems: Problems) -> Located:
    """The draft's changes to measures, pools and parameters; none where there is no draft.

    raises   NoDraft, and PackRefused where its shape is wrong
    """
    nothing = Located({"measures": {}, "pools": [], "parameters": {}}, {(): Place("draft", 1)})
    if draft is None:
        return nothing
    if not draft.is_file():
        raise NoDraft(f"{draft}: no such file; give a draft such as examples/draft.yaml")
    found = read_yaml(draft, str(draft))
    if not isinstance(found.value, dict):
        problems.add(found.place(()), "must be a mapping with id, title and measures")
        problems.raise_if_any()
    validated(DraftFile, found, problems)
    refuse_demonstration_in(found, problems)
    problems.raise_if_any()
    return Located({**nothing.value, **found.value}, found.marks)


def with_draft(
    files: Mapping[str, Located], draft: Located, folder: str, problems: Problems
) -> dict[str, Located]:
    """The folder's files with the draft laid over them; the draft may bring new ones."""
    changes = {id_: draft.at(folder, id_) for id_ in draft.value[folder]}
    for id_, change in changes.items():
        if folder == "measures" and id_ not in files and "id" not in (change.value or {}):
            problems.add(change.place(()), f'no measure "{id_}"{nearest(id_, files)}')
            problems.raise_if_any()
    changed = {
        id_: overlaid(files[id_], change) if id_ in files else change for id_, change in changes.items()
    }
    return {**files, **changed}
